"""What a checked roster would do: who is new, who changes, who stays as they are, and whose school must be asked."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from teachnet.accounts import policy
from teachnet.accounts.models import OrganisationKind, Person, Role
from teachnet.accounts.personal import id_fingerprint, phone_fingerprint
from teachnet.accounts.rosters import queries
from teachnet.accounts.rosters.columns import (
    GENDER,
    HONOUR,
    ID,
    NAME,
    ORGANISATION,
    PHONE,
    REMARK,
    STAGE,
    STARTED,
    SUBJECT,
    TITLE,
)
from teachnet.accounts.rosters.findings import Entry, Roster
from teachnet.db import db

AT_ONCE = 5000
FIELDS = {
    NAME: "name",
    GENDER: "gender",
    STAGE: "stage",
    SUBJECT: "subject",
    TITLE: "title",
    HONOUR: "honour",
    STARTED: "started_work_on",
    REMARK: "remark",
}
SCHOOLS = (OrganisationKind.SCHOOL, OrganisationKind.BASE)
PROTECTED = (*policy.OFFICES, Role.AUDITOR)


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    TRANSFER = "transfer"  # their school will be asked
    ASKED = "asked"  # their school has been asked already


@dataclass(frozen=True)
class Scope:
    """The organisations one may import into, by full name."""

    by_name: dict[str, int]
    is_whole: bool = False

    @classmethod
    def of(cls, person: Person | None) -> "Scope":
        """Nobody is the command line, which reaches everything."""
        rows = db.session.execute(queries.organisations_to_fill(person))
        return cls({name: organisation_id for organisation_id, name in rows}, is_whole=person is None)

    def holds(self, organisation_id: int) -> bool:
        return self.is_whole or organisation_id in self._ids

    @cached_property
    def _ids(self) -> set[int]:
        return set(self.by_name.values())


@dataclass
class Known:
    """Somebody the database has already, with the posts they hold."""

    row: sa.Row
    posts: list[sa.Row] = field(default_factory=list)

    @property
    def school_id(self) -> int | None:
        """Where they teach."""
        return next((post.organisation_id for post in reversed(self.posts) if post.role is Role.TEACHER), None)

    @property
    def open_school_id(self) -> int | None:
        open_posts = (post.organisation_id for post in self.posts if post.role is Role.TEACHER and post.is_open)
        return next(open_posts, None)

    def home_id(self, *, at: int) -> int | None:
        """The school they belong to: where they teach, else where else they hold a post; theirs first if it is `at`."""
        if self.school_id is not None:
            return self.school_id
        schools = [post.organisation_id for post in self.posts if post.kind in SCHOOLS]
        return at if at in schools else next(iter(schools), None)

    def office_beyond(self, scope: Scope) -> int | None:
        """An office or audit post outside the scope of whoever imports: no school rewrites the city's administrator."""
        return next(
            (
                post.organisation_id
                for post in self.posts
                if post.role in PROTECTED and not scope.holds(post.organisation_id)
            ),
            None,
        )

    @property
    def may_teach(self) -> bool:
        return all(post.role is not Role.AUDITOR for post in self.posts)


@dataclass
class Planned:
    entry: Entry
    fate: Fate
    organisation_id: int
    fingerprint: str
    known: Known | None = None
    values: dict[str, Any] = field(default_factory=dict)  # of Person, only those that are set or change
    is_appointed: bool = False
    sender_id: int | None = None

    @property
    def fields(self) -> list[str]:
        """The template's columns of which this row changes something."""
        columns = [name for name, column in FIELDS.items() if column in self.values]
        columns += [PHONE] if "phone" in self.values else []
        return columns + ([ORGANISATION] if self.is_appointed else [])


@dataclass
class Plan:
    rows: list[Planned]

    def of_fate(self, *fates: Fate) -> list[Planned]:
        return [planned for planned in self.rows if planned.fate in fates]

    @property
    def writes(self) -> list[Planned]:
        return self.of_fate(Fate.NEW, Fate.CHANGED, Fate.TRANSFER)

    def counts(self) -> dict[str, int]:
        found = Counter(planned.fate for planned in self.rows)
        return {fate.value: found[fate] for fate in Fate}


def plan(roster: Roster, scope: Scope) -> Plan:
    fingerprints = [id_fingerprint(entry.values[ID]) for entry in roster.entries]
    known = _known(fingerprints)
    asked = _asked([person.row.id for person in known.values()])
    rows = [
        _planned(entry, fingerprint, known.get(fingerprint), scope, asked)
        for entry, fingerprint in zip(roster.entries, fingerprints, strict=True)
    ]
    return Plan(rows)


def _known(fingerprints: list[str]) -> dict[str, Known]:
    rows = _in_parts(queries.people_by_fingerprint, fingerprints)
    known = {row.id_fingerprint: Known(row) for row in rows}
    posts = defaultdict(list)
    for post in _in_parts(queries.posts_held_by, [person.row.id for person in known.values()]):
        posts[post.person_id].append(post)
    for person in known.values():
        person.posts = posts[person.row.id]
    return known


def _asked(people: list[int]) -> set[tuple[int, int]]:
    return {(row.person_id, row.receiver_id) for row in _in_parts(queries.transfers_asked_for, people)}


def _in_parts(query, values: Sequence) -> Iterator[sa.Row]:
    for start in range(0, len(values), AT_ONCE):
        yield from db.session.execute(query(values[start : start + AT_ONCE]))


def _planned(entry: Entry, fingerprint: str, known: Known | None, scope: Scope, asked: set[tuple[int, int]]) -> Planned:
    organisation_id = scope.by_name[entry.values[ORGANISATION]]
    if known is None:
        values = {"id_number": entry.values[ID], "id_fingerprint": fingerprint, **_described(entry)}
        return Planned(entry, Fate.NEW, organisation_id, fingerprint, values=values, is_appointed=True)
    home, office = known.home_id(at=organisation_id), known.office_beyond(scope)
    sender = home if home not in (None, organisation_id) else office if home is None else None
    if sender is not None:
        fate = Fate.ASKED if (known.row.id, organisation_id) in asked else Fate.TRANSFER
        return Planned(entry, fate, organisation_id, fingerprint, known, sender_id=sender)
    changes = {} if office is not None else _changes(entry, known)
    is_appointed = known.school_id is None and known.may_teach
    fate = Fate.CHANGED if changes or is_appointed else Fate.UNCHANGED
    return Planned(entry, fate, organisation_id, fingerprint, known, changes, is_appointed)


def _described(entry: Entry) -> dict[str, Any]:
    """The person's columns that this row fills. An empty cell says nothing."""
    values = {column: entry.values[name] for name, column in FIELDS.items() if entry.values.get(name)}
    if phone := entry.values.get(PHONE):
        values |= {"phone": phone, "phone_fingerprint": phone_fingerprint(phone)}
    return values


def _changes(entry: Entry, known: Known) -> dict[str, Any]:
    said = _described(entry)
    if said.get("phone_fingerprint") == known.row.phone_fingerprint:
        said.pop("phone", None)
    return {column: value for column, value in said.items() if getattr(known.row, column, None) != value}
