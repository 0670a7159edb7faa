"""What somebody may be about to type. Words of the trade are for everybody; titles, people and schools come from
resources this reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Organisation, Person, Subject
from teachnet.db import db
from teachnet.library.asking.beginnings import MOST_STARTS, key_of, keys_of
from teachnet.library.asking.models import Completion, CompletionKind
from teachnet.library.models import MicroSkill, Resource, ResourceVersion
from teachnet.library.queries import published_versions_visible_to
from teachnet.library.search import labels

LOOKED_AT = 150  # beginnings of a kind: one letter begins thousands, most of which the reader may see
MOST_WORDS, MOST_TITLES = 4, 4

_school = aliased(Organisation)


class WordKind(StrEnum):
    SKILL = "skill"
    SUBJECT = "subject"

    @property
    def label(self):
        return {"skill": _l("Micro-skill"), "subject": _l("Subject")}[self]


@dataclass(frozen=True)
class Suggestion:
    """`asks` is the query it stands for; a title leads to its resource."""

    kind: WordKind | CompletionKind
    text: str
    asks: str = ""
    resource_id: int | None = None


def suggest(person: Person | None, typed: str) -> list[Suggestion]:
    """At most a dozen, words of the trade first. Nothing for one letter: it begins everything."""
    key = key_of(typed)
    if len(key) < 2:
        return []
    visible = published_versions_visible_to(person)  # one condition for all
    return [*_words(key), *_people(visible, key), *_schools(visible, key), *_titles(visible, key)]


def _words(key: bytes) -> list[Suggestion]:
    said = [(WordKind.SUBJECT, labels(subject)[0], labels(subject)) for subject in Subject]
    skills = db.session.execute(sa.select(MicroSkill.name, MicroSkill.other_names).order_by(MicroSkill.id))
    named = [(WordKind.SKILL, name, (name, *others)) for name, others in skills]
    found = [(kind, text) for kind, text, names in (*named, *said) if _begins(names, key)]
    return [Suggestion(kind, text, asks=text) for kind, text in dict.fromkeys(found)][:MOST_WORDS]


def _begins(names: tuple[str, ...], key: bytes) -> bool:
    return any(one.startswith(key) for name in names for one in _keys(name))


def _people(visible: sa.Select, key: bytes, most: int = 3) -> Iterator[Suggestion]:
    begun = _begun(CompletionKind.PERSON, key)
    # By way of their resources: asked the other way round, SQLite reads all that is public for each of them.
    theirs = sa.select(begun.c.key, Resource.id.label("resource_id"), Person.name)
    theirs = theirs.join(Person, Person.id == begun.c.ref_id).join(Resource, Resource.author_id == Person.id)
    theirs = theirs.order_by(begun.c.key).limit(LOOKED_AT).subquery()
    rows = visible.join(theirs, theirs.c.resource_id == ResourceVersion.resource_id).with_only_columns(theirs.c.name)
    for name in _first(rows, theirs, most):
        yield Suggestion(CompletionKind.PERSON, name, asks=_named("作者", name))


def _schools(visible: sa.Select, key: bytes, most: int = 3) -> Iterator[Suggestion]:
    begun = _begun(CompletionKind.SCHOOL, key)
    rows = sa.select(_school.name).join(begun, begun.c.ref_id == _school.id)
    rows = rows.where(visible.where(Resource.organisation_id == begun.c.ref_id).correlate(begun).exists())
    for name in _first(rows, begun, most):
        yield Suggestion(CompletionKind.SCHOOL, name, asks=_named("学校", name))


def _titles(visible: sa.Select, key: bytes) -> Iterator[Suggestion]:
    begun = _begun(CompletionKind.TITLE, key)
    rows = visible.join(begun, begun.c.ref_id == ResourceVersion.resource_id)
    rows = rows.with_only_columns(ResourceVersion.title, ResourceVersion.resource_id)
    found = dict(db.session.execute(rows.order_by(begun.c.key).limit(MOST_STARTS * MOST_TITLES)).all())
    for title, id_ in list(found.items())[:MOST_TITLES]:
        yield Suggestion(CompletionKind.TITLE, title, resource_id=id_)


def _begun(kind: CompletionKind, key: bytes) -> sa.Subquery:
    """The first beginnings with this key, straight from the index."""
    return (
        sa.select(Completion.ref_id, Completion.key)
        .where(Completion.kind == kind, Completion.key >= key, Completion.key < key + b"\xff")
        .order_by(Completion.key)
        .limit(LOOKED_AT)
        .subquery()
    )


# A name comes as often as it has words to begin with, or resources.
def _first(rows: sa.Select, begun: sa.Subquery, most: int) -> list[str]:
    names = db.session.scalars(rows.order_by(begun.c.key).limit(LOOKED_AT))
    return list(dict.fromkeys(names))[:most]


def _named(field: str, name: str) -> str:
    return f"{field}:{name}" if name.isalnum() else f'{field}:"{name}"'


_keys = lru_cache(maxsize=1000)(keys_of)


def named_like(person: Person | None, folded: str) -> list[str]:
    """Authors and schools this reader may find, that begin as the word does: the surname is rarely what is wrong."""
    visible, key = published_versions_visible_to(person), key_of(folded[: 1 if folded[:1] > "z" else 2])
    if len(key) < 2:
        return []
    return [one.text for one in (*_people(visible, key, LOOKED_AT), *_schools(visible, key, LOOKED_AT))]
