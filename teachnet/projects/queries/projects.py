"""Projects, their courses, and whom they are for."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role, Stage, Subject
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.db import TODAY
from teachnet.projects.models import Participation, ProjectCourse, ProjectState, ScoringPart, ScoringRow, StudyProject
from teachnet.study.models import Course
from teachnet.study.queries import open_courses, versions_of

WHOLE = (
    joinedload(StudyProject.organisation),
    selectinload(StudyProject.courses).joinedload(ProjectCourse.course),
    selectinload(StudyProject.parts).selectinload(ScoringPart.rows),
)


def projects_whole() -> sa.Select:
    """For the worker, who sees all."""
    return sa.select(StudyProject).options(*WHOLE)


def projects_visible_to(person: Person) -> sa.Select:
    """Those of one's offices and all below them; and what was opened by an office one belongs to, or takes part in."""
    joined = StudyProject.id.in_(sa.select(Participation.project_id).where(Participation.person_id == person.id))
    above = StudyProject.organisation_id.in_(_ids_above(scopes(person, *Role)))
    opened = StudyProject.state != ProjectState.DRAFT
    return sa.select(StudyProject).where(sa.or_(_is_run_by(person), opened & (above | joined)))


def my_projects(person: Person) -> sa.Select:
    """What I take part in: under way first, what ends next on top."""
    return (
        sa.select(Participation)
        .join(Participation.project)
        .where(Participation.person_id == person.id)
        .options(contains_eager(Participation.project).options(*WHOLE), joinedload(Participation.result))
        .order_by(StudyProject.state == ProjectState.CONCLUDED, StudyProject.closes_on, StudyProject.id)
    )


def under_way(person: Person) -> sa.Select:
    """What I take part in and have not fulfilled as far as is known."""
    return (
        sa.select(Participation)
        .join(Participation.project)
        .where(Participation.person_id == person.id, StudyProject.state == ProjectState.OPEN, ~Participation.fulfils)
        .options(contains_eager(Participation.project).joinedload(StudyProject.organisation))
        .order_by(StudyProject.closes_on, StudyProject.id)
    )


def projects_to_join(person: Person) -> sa.Select:
    """Open, for my stage and subject, in my part of the city, and without me."""
    mine = sa.select(Participation.project_id).where(Participation.person_id == person.id)
    return (
        sa.select(StudyProject)
        .where(
            StudyProject.state == ProjectState.OPEN,
            StudyProject.closes_on >= TODAY,
            StudyProject.organisation_id.in_(_ids_above(scopes(person, Role.TEACHER))),
            StudyProject.id.not_in(mine),
            sa.or_(StudyProject.stage.is_(None), StudyProject.stage == person.stage),
            sa.or_(StudyProject.subject.is_(None), StudyProject.subject == person.subject),
        )
        .options(*WHOLE)
        .order_by(StudyProject.closes_on, StudyProject.id)
    )


def projects_run_by(person: Person) -> sa.Select:
    """(project, people, of them fulfil it), the newest first."""
    counts = (sa.func.count(Participation.id), sa.func.count(Participation.id).filter(Participation.fulfils))
    return (
        sa.select(StudyProject, *counts)
        .outerjoin(Participation, Participation.project_id == StudyProject.id)
        .where(_is_run_by(person))
        .group_by(StudyProject.id)
        .options(selectinload(StudyProject.organisation))
        .order_by(StudyProject.closes_on.desc(), StudyProject.id.desc())
    )


def to_reckon() -> sa.Select:
    """Ids of those where something may still change: until they are concluded, marking goes on."""
    begun = (StudyProject.state == ProjectState.OPEN) & (StudyProject.opens_on <= TODAY)
    return sa.select(StudyProject.id).where(begun).order_by(StudyProject.id)


def versions_in(project: StudyProject) -> sa.Select:
    """(id of a course of the project, id of a version of it)"""
    return versions_of([one.course_id for one in project.courses])


def course_in(project: StudyProject) -> sa.Select:
    return sa.select(ProjectCourse).where(ProjectCourse.project_id == project.id)


def parts_in(project: StudyProject, part_id: int) -> sa.Select:
    return sa.select(ScoringPart).where(ScoringPart.project_id == project.id, ScoringPart.id == part_id)


def rows_in(part: ScoringPart, row_id: int) -> sa.Select:
    return sa.select(ScoringRow).where(ScoringRow.part_id == part.id, ScoringRow.id == row_id)


def titles_of(offices: Iterable[Organisation]) -> sa.Select:
    """(office, title, id) of what there is already."""
    ids = [office.id for office in offices]
    return sa.select(StudyProject.organisation_id, StudyProject.title, StudyProject.id).where(
        StudyProject.organisation_id.in_(ids)
    )


def how_many(found: sa.Select) -> sa.Select:
    return sa.select(sa.func.count()).select_from(found.order_by(None).subquery())


def courses_to_add(project: StudyProject) -> sa.Select:
    had = sa.select(ProjectCourse.course_id).where(ProjectCourse.project_id == project.id)
    return open_courses().where(Course.id.not_in(had))


def parts_of(project: StudyProject, person: Person) -> sa.Select:
    """Where people can be taken in from: the organisation of the project and what lies below, as far as one reaches."""
    mine = Organisation.ids_within(*scopes(person, *OVERSEERS))
    within = Organisation.ids_within(project.organisation)
    found = sa.select(Organisation).where(Organisation.id.in_(within), Organisation.id.in_(mine))
    return found.where(Organisation.closed_on.is_(None)).order_by(Organisation.lineage)


def teachers_to_take_in(
    project: StudyProject, at: Organisation, stage: Stage | None = None, subject: Subject | None = None
) -> sa.Select:
    """Teachers of this part of the city whom the project is for, and who do not take part yet."""
    taken = sa.select(Participation.person_id).where(Participation.project_id == project.id)
    here = sa.select(Appointment.person_id).where(
        Appointment.role == Role.TEACHER,
        Appointment.holds(),
        Appointment.organisation_id.in_(Organisation.ids_within(at)),
    )
    found = sa.select(Person).where(Person.id.in_(here), Person.id.not_in(taken), Person.disabled_at.is_(None))
    for column, values in ((Person.stage, (project.stage, stage)), (Person.subject, (project.subject, subject))):
        for value in filter(None, values):
            found = found.where(column == value)
    return found.order_by(Person.id)


def _is_run_by(person: Person) -> sa.ColumnElement[bool]:
    return StudyProject.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))


def _ids_above(organisations: Iterable[Organisation]) -> sa.Select:
    """Of these and all that they lie in."""
    codes = {code for one in organisations for code in one.lineage.split("/") if code}
    return sa.select(Organisation.id).where(Organisation.code.in_(sorted(codes)))
