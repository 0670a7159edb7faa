"""What is in the library twice: the same file, and texts that are nearly the same."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.library import queries
from teachnet.library.editors.area import in_area
from teachnet.library.models import Fingerprint, ResourceFile, ResourceVersion
from teachnet.web.paging import PER_PAGE, Page, asked_page

MOST_MEMBERS = 5  # shown of a group; the others are counted


@dataclass(frozen=True)
class Group:
    """Resources that are alike, the oldest first. `members`: (resource id, title, author, school, when published)."""

    count: int
    members: Sequence[Any]


def same_files(person: Person, number: int | None = None) -> Page:
    """A page (`number`, or the one the address asks for) of groups whose resources hold the same file, largest first.
    Only those that reach the editor’s area."""
    joined = queries.published_versions_visible_to(person).join(
        ResourceFile, ResourceFile.version_id == ResourceVersion.id
    )
    alike = ResourceFile.file_id
    return _page(_groups(person, joined.where(alike.in_(_more_than_one(alike))), alike), number)


def near_texts(person: Person, number: int | None = None) -> Page:
    """The same for texts; those that all hold the very same file are in the other list only."""
    alike = Fingerprint.leader_id
    several = sa.select(Fingerprint.version_id).where(alike.in_(_more_than_one(alike)))
    joined = (
        queries.published_versions_visible_to(person)
        .where(ResourceVersion.id.in_(several))
        .join(Fingerprint, Fingerprint.version_id == ResourceVersion.id)
        .join(ResourceFile, sa.and_(ResourceFile.version_id == ResourceVersion.id, ResourceFile.position == 0))
    )
    return _page([group for group in _groups(person, joined, alike) if len(group.files) > 1], number)


def _more_than_one(alike) -> sa.Select:
    """By the short table alone: most are there once, and need no further look."""
    return sa.select(alike).group_by(alike).having(sa.func.count() > 1)


@dataclass
class _Alike:
    versions: set[int] = field(default_factory=set)
    files: set[int] = field(default_factory=set)
    is_mine: bool = False


def _groups(person: Person, versions: sa.Select, alike) -> list[_Alike]:
    """Put together here: twenty thousand lines are read faster than a database counts what differs in them."""
    found: dict[int, _Alike] = defaultdict(_Alike)
    lines = versions.with_only_columns(alike, ResourceVersion.id, ResourceFile.file_id, in_area(person))
    for key, version_id, file_id, is_mine in db.session.execute(lines):
        group = found[key]
        group.versions.add(version_id)
        group.files.add(file_id)
        group.is_mine = group.is_mine or bool(is_mine)
    groups = (group for _key, group in sorted(found.items()) if len(group.versions) > 1 and group.is_mine)
    return sorted(groups, key=lambda group: -len(group.versions))


def _page(groups: Sequence[_Alike], number: int | None) -> Page:
    number = min(number or asked_page(), max(1, -(-len(groups) // PER_PAGE)))
    of_page = groups[(number - 1) * PER_PAGE : number * PER_PAGE]
    shown = [(len(group.versions), sorted(group.versions)[:MOST_MEMBERS]) for group in of_page]
    members = {row.id: row for row in db.session.execute(_members([id_ for _count, ids in shown for id_ in ids]))}
    rows = [Group(count, sorted((members[id_] for id_ in ids), key=_when)) for count, ids in shown]
    return Page(rows, number, PER_PAGE, len(groups))


def _members(version_ids: list[int]) -> sa.Select:
    """Whether the reader may see them was asked when they were found."""
    return (
        sa.select(
            ResourceVersion.id,
            ResourceVersion.resource_id,
            ResourceVersion.title,
            Person.name.label("author"),
            Organisation.name.label("school"),
            ResourceVersion.published_at,
        )
        .join(Person, Person.id == ResourceVersion.author_id)
        .join(Organisation, Organisation.id == ResourceVersion.organisation_id)
        .where(ResourceVersion.id.in_(version_ids))
    )


def _when(row: sa.Row) -> datetime:
    return row.published_at
