"""The table behind suggestions: how one may begin to type the title of a published resource, its author, its school."""

from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.library.asking.models import Completion, CompletionKind
from teachnet.library.asking.models.completion import LONGEST_KEY
from teachnet.library.models import Resource, ResourceVersion, VersionState
from teachnet.search.analyser import fold, is_han
from teachnet.search.dictionaries import segmenter, stop, syllable_of

MOST_STARTS = 5  # words of one title that can be begun with

Said = tuple[CompletionKind, int, str]  # of which kind, whose, and what is said

# What can be begun with: a line for each published resource.
SAID = (
    sa.select(
        Resource.id,
        ResourceVersion.title,
        Person.id.label("author_id"),
        Person.name,
        Organisation.id.label("school_id"),
        Organisation.name.label("school"),
    )
    .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
    .join(Person, Person.id == Resource.author_id)
    .join(Organisation, Organisation.id == Resource.organisation_id)
    .where(ResourceVersion.state == VersionState.PUBLISHED)
)


def key_of(typed: str) -> bytes:
    """What was typed as keys are written: folded, without blanks."""
    return "".join(fold(typed).split()).encode()[:LONGEST_KEY]


def keys_of(text: str) -> set[bytes]:
    """提问的艺术 → 提问的艺术, tiwendeyishu, twdys; 艺术, yishu, ys."""
    folded = "".join(fold(text).split())
    return {key for start in _starts(folded) for key in _readings(folded[start:])}


def _starts(folded: str) -> Iterator[int]:
    at = left = 0
    for word in segmenter().cut(folded, hmm=False):
        if word[0].isalnum() and word not in stop() and left < MOST_STARTS:
            yield at
            left += 1
        at += len(word)


def _readings(rest: str) -> Iterator[bytes]:
    read = [syllable_of()(one) if is_han(one) else one for one in rest[:LONGEST_KEY] if one.isalnum()]
    for key in (rest, "".join(read), "".join(syllable[:1] for syllable in read)):
        yield key.encode()[:LONGEST_KEY]


def rewrite(resource_ids: Collection[int]) -> None:
    """Make the beginnings of these resources right, with their authors and schools; none for what is not online."""
    said = {one for row in db.session.execute(SAID.where(Resource.id.in_(resource_ids))) for one in _said(row)}
    gone = {(CompletionKind.TITLE, id_) for id_ in resource_ids} | {(kind, ref_id) for kind, ref_id, _text in said}
    for kind in CompletionKind:
        of_kind = [ref_id for other, ref_id in gone if other is kind]
        db.session.execute(sa.delete(Completion).where(Completion.kind == kind, Completion.ref_id.in_(of_kind)))
    if rows := list(_rows(said)):
        db.session.execute(sa.insert(Completion), rows)


def _said(row: sa.Row) -> Iterable[Said]:
    yield CompletionKind.TITLE, row.id, row.title
    yield CompletionKind.PERSON, row.author_id, row.name
    yield CompletionKind.SCHOOL, row.school_id, row.school


def _rows(said: Iterable[Said]) -> Iterator[dict]:
    for kind, ref_id, text in sorted(said):
        for key in sorted(keys_of(text)):
            yield {"kind": kind, "ref_id": ref_id, "text": text, "key": key}


def stale_ids() -> list[int]:
    """Resources whose title, author or school does not lead here as it is called now, and those no longer online."""
    missing = [
        sa.select(Resource.id)
        .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
        .join(named, named.id == ref)
        .where(ResourceVersion.state == VersionState.PUBLISHED, ~_leads_here(kind, ref, text))
        for kind, named, ref, text in (
            (CompletionKind.PERSON, Person, Resource.author_id, Person.name),
            (CompletionKind.SCHOOL, Organisation, Resource.organisation_id, Organisation.name),
        )
    ]
    untitled = sa.select(ResourceVersion.resource_id).where(
        ResourceVersion.state == VersionState.PUBLISHED,
        ~_leads_here(CompletionKind.TITLE, ResourceVersion.resource_id, ResourceVersion.title),
    )
    offline = sa.select(Completion.ref_id).where(
        Completion.kind == CompletionKind.TITLE, ~_is_online(Completion.ref_id)
    )
    return sorted(db.session.scalars(sa.union(untitled, offline, *missing)))


def _leads_here(kind: CompletionKind, ref, text) -> sa.ColumnElement[bool]:
    return sa.exists().where(Completion.kind == kind, Completion.ref_id == ref, Completion.text == text)


def _is_online(resource_id) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        ResourceVersion.resource_id == resource_id, ResourceVersion.state == VersionState.PUBLISHED
    )
