"""Which skills nobody has shown yet in which subject: what could be asked for next."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from teachnet.accounts.models import Appointment, Organisation, Person, Role, Stage, Subject
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.db import db
from teachnet.library import queries
from teachnet.library.models import MicroSkill, ResourceVersion, Visibility

ENOUGH = 3  # resources of a cell, so that somebody may choose
MOST_SHOWN = 12


@dataclass(frozen=True)
class Cell:
    skill: MicroSkill
    subject: Subject
    count: int
    teachers: int  # of the subject, in the area and stage

    @property
    def look(self) -> str:
        return "bad" if not self.count else "wait" if self.count < ENOUGH else "good"


@dataclass(frozen=True)
class Matrix:
    """Skills down, subjects across, of one stage. What counts can be found beyond the school it is from."""

    skills: Sequence[MicroSkill]
    subjects: Sequence[Subject]
    cells: dict[tuple[int, Subject], Cell]

    def cell(self, skill: MicroSkill, subject: Subject) -> Cell:
        return self.cells[skill.id, subject]

    @property
    def empty(self) -> list[Cell]:
        """Where most teachers find nothing comes first."""
        gaps = [cell for cell in self.cells.values() if not cell.count]
        return sorted(gaps, key=lambda cell: -cell.teachers)

    @property
    def thin(self) -> int:
        return sum(0 < cell.count < ENOUGH for cell in self.cells.values())


def matrix(person: Person, stage: Stage) -> Matrix:
    """Three statements, however many cells."""
    counts = {(skill_id, subject): count for skill_id, subject, count in db.session.execute(_found(person, stage))}
    teachers = {subject: count for subject, count in db.session.execute(_teachers(person, stage)) if subject}
    skills = db.session.scalars(queries.skills().where(MicroSkill.parent_id.is_(None))).unique().all()
    taught = teachers.keys() | {subject for _skill, subject in counts}
    subjects = [subject for subject in Subject if subject in taught]
    cells = {
        (skill.id, subject): Cell(skill, subject, counts.get((skill.id, subject), 0), teachers.get(subject, 0))
        for skill in skills
        for subject in subjects
    }
    return Matrix(skills, subjects, cells)


def _found(person: Person, stage: Stage) -> sa.Select:
    """(skill of the first level, subject, how many) of what the editor, and with them their teachers, can find."""
    first_level = sa.func.coalesce(MicroSkill.parent_id, MicroSkill.id)
    return (
        queries.published_versions_visible_to(person)
        .join(MicroSkill, MicroSkill.id == ResourceVersion.skill_id)
        .with_only_columns(first_level, ResourceVersion.subject, sa.func.count())
        .where(ResourceVersion.stage == stage, ResourceVersion.visibility != Visibility.SCHOOL)
        .group_by(first_level, ResourceVersion.subject)
    )


def _teachers(person: Person, stage: Stage) -> sa.Select:
    area = Organisation.ids_within(*scopes(person, *OVERSEERS))
    return (
        sa.select(Person.subject, sa.func.count())
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Person.stage == stage,
            Appointment.role == Role.TEACHER,
            Appointment.holds(),
            Appointment.organisation_id.in_(area),
        )
        .group_by(Person.subject)
    )
