"""How far a preparation has come: who has carried it so far, and which schools still owe a plan of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from teachnet.accounts.models import Organisation
from teachnet.db import db
from teachnet.preparation import queries
from teachnet.preparation.models import JointPreparation, LessonPlan
from teachnet.preparation.provenance import shares


@dataclass(frozen=True)
class Part:
    """What one person gave to the shared plan."""

    name: str
    characters: int
    notes: int
    taken_over: int


@dataclass(frozen=True)
class Contribution:
    parts: Sequence[Part]
    characters: int  # of the whole plan: the parts add up to it


@dataclass(frozen=True)
class SchoolStanding:
    school: Organisation
    plans: Sequence[LessonPlan]
    is_late: bool

    @property
    def handed_in(self) -> list[LessonPlan]:
        return [plan for plan in self.plans if plan.is_handed_in]


def contribution_to(preparation: JointPreparation) -> Contribution:
    """Who wrote most first; who said something and wrote nothing comes last."""
    written = shares(section.runs for section in preparation.shared_plan.standing)
    said = {row[0]: row[1:] for row in db.session.execute(queries.notes_by_person(preparation))}
    names = queries.named(written.keys() | said.keys())
    parts = [Part(names[who], written[who], *said.get(who, (0, 0))) for who in names]
    ordered = sorted(parts, key=lambda part: (-part.characters, -part.taken_over, -part.notes, part.name))
    return Contribution(ordered, written.total())


def schools_in(preparation: JointPreparation) -> list[SchoolStanding]:
    """Each school of the team's members; a member of two counts for both."""
    by_school: dict[int, list[int]] = {}
    schools = {}
    for school, member_id in db.session.execute(queries.schools_of(preparation.team)):
        schools[school.id] = school
        by_school.setdefault(school.id, []).append(member_id)
    own = {plan.owner_id: plan for plan in preparation.own_plans}
    found = []
    for number, members in by_school.items():
        plans = [own[member] for member in members if member in own]
        is_late = preparation.is_late and not any(plan.is_handed_in for plan in plans)
        found.append(SchoolStanding(schools[number], plans, is_late))
    return found
