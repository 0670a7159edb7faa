"""How far a community has come in a term: what each school owes and has given, and what its teachers brought that
others vouch for. Words do not count here, however many: only what somebody else has confirmed, taken over or published.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from teachnet.communities import queries
from teachnet.communities.models import ActivityKind, Community, CommunitySchool
from teachnet.db import db
from teachnet.terms import Term


@dataclass(frozen=True)
class Cell:
    """One school and one kind: `owed` may be nought, and more may be given than is owed."""

    done: int
    owed: int

    @property
    def counted(self) -> int:
        return min(self.done, self.owed)

    @property
    def look(self) -> str:
        if self.done >= self.owed:
            return "good" if self.done else "quiet"
        return "wait" if self.done else "bad"


@dataclass(frozen=True)
class Brought:
    """What the teachers of a school brought in a term."""

    received: int
    resources: int
    taken_over: int
    own_plans: int
    minutes: int


@dataclass(frozen=True)
class SchoolStanding:
    member: CommunitySchool
    cells: dict[ActivityKind, Cell]
    brought: Brought

    @property
    def given(self) -> int:
        return sum(cell.done for cell in self.cells.values())


@dataclass(frozen=True)
class Standing:
    community: Community
    schools: Sequence[SchoolStanding]

    @property
    def owed(self) -> int:
        return sum(cell.owed for one in self.schools for cell in one.cells.values())

    @property
    def done(self) -> int:
        """Of what is owed: a school that gives more does not make up for one that gives nothing."""
        return sum(cell.counted for one in self.schools for cell in one.cells.values())

    @property
    def most_given(self) -> int:
        return max((one.given for one in self.schools), default=0)

    @property
    def rural(self) -> int:
        return sum(one.member.school.is_rural for one in self.schools)

    @property
    def rural_given(self) -> int:
        return sum(one.given for one in self.schools if one.member.school.is_rural)


def standings(communities: Collection[Community], term: Term) -> list[Standing]:
    """The same few statements for one community and for all of a city."""
    numbers = [community.id for community in communities]
    schools = sorted({member.school_id for community in communities for member in community.schools})
    given, received = _given(numbers, term)
    owed = _owed(communities, term)
    figures = _figures(schools, term)
    return [
        Standing(
            community,
            [
                SchoolStanding(
                    member,
                    {
                        kind: Cell(given[community.id, member.school_id, kind], owed[community.id, member.id, kind])
                        for kind in ActivityKind
                    },
                    Brought(
                        received[community.id, member.school_id],
                        *(figure.get(member.school_id, 0) for figure in figures),
                    ),
                )
                for member in community.schools
            ],
        )
        for community in communities
    ]


def _given(numbers: Collection[int], term: Term) -> tuple[Counter, Counter]:
    """By (community, school, kind); and what came to a school, by (community, school)."""
    given, received = Counter(), Counter()
    for number, kind, giver, receiver, count in db.session.execute(queries.confirmed_in(numbers, term)):
        given[number, giver, kind] += count
        if receiver is not None:
            received[number, receiver] += count
            if kind.counts_for_both:
                given[number, receiver, kind] += count
    return given, received


def _owed(communities: Collection[Community], term: Term) -> Counter:
    """By (community, member, kind)."""
    members = {community.id: community.schools for community in communities}
    owed = Counter()
    for obligation in db.session.scalars(queries.obligations_in(members.keys(), term)):
        for member in members[obligation.community_id]:
            if obligation.owed_by.includes(member.part):
                owed[obligation.community_id, member.id, obligation.kind] += obligation.times
    return owed


def _figures(schools: Collection[int], term: Term) -> list[dict[int, int]]:
    """In the order of `Brought`."""
    asked = (
        queries.resources_published,
        queries.suggestions_taken_over,
        queries.own_plans_handed_in,
        queries.minutes_in_sessions,
    )
    return [{row[0]: row[1] for row in db.session.execute(ask(schools, term))} for ask in asked]
