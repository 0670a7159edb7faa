"""Who takes part in a project, and how far they are."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person
from teachnet.accounts.policy import OFFICES, OVERSEERS, scopes
from teachnet.accounts.queries import named_like, people_now_at
from teachnet.assignments.models import Assignment, Submission, SubmissionState
from teachnet.db import beginning_of
from teachnet.projects.models import GivenPoints, Participation, ProjectResult, StudyProject
from teachnet.projects.queries.projects import WHOLE, versions_in
from teachnet.study.models import CourseEnrolment, Unit

WITH_POSTS = contains_eager(Participation.person).selectinload(Person.appointments).joinedload(Appointment.organisation)


def participation_in(project: StudyProject, person: Person) -> sa.Select:
    mine = (Participation.project_id == project.id) & (Participation.person_id == person.id)
    return sa.select(Participation).where(mine).options(joinedload(Participation.result))


def participations_visible_to(person: Person) -> sa.Select:
    """One's own, all of the projects one runs, and those of the people of one's office."""
    run = StudyProject.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))
    seen = sa.or_(Participation.person_id == person.id, run, Participation.person_id.in_(_ids_below(person)))
    return (
        sa.select(Participation)
        .join(Participation.project)
        .where(seen)
        .options(
            contains_eager(Participation.project).options(*WHOLE),
            joinedload(Participation.person).selectinload(Person.appointments).joinedload(Appointment.organisation),
            joinedload(Participation.result),
        )
    )


def people_in(project: StudyProject, person: Person, *, words: str = "", behind: bool = False) -> sa.Select:
    """Those of the project whom this person may see, by name; `behind`: who does not fulfil it yet."""
    found = _of_project_seen_by(person, project).join(Participation.person)
    if words:
        found = found.where(named_like(words))
    if behind:
        found = found.where(~Participation.fulfils)
    return found.options(WITH_POSTS, joinedload(Participation.result)).order_by(Person.name_pinyin, Person.id)


def figures_of(project: StudyProject, person: Person) -> sa.Select:
    """(people, of them fulfil it, with no mark yet, mean marks in hundredths, when the oldest was reckoned)"""
    counts = (
        sa.func.count(),
        sa.func.count().filter(Participation.fulfils),
        sa.func.count().filter(Participation.marks == 0),
        sa.func.avg(Participation.marks),
        sa.func.min(Participation.reckoned_at),
    )
    return _of_project_seen_by(person, project).with_only_columns(*counts)


def marks_spread(project: StudyProject, person: Person, width: int) -> sa.Select:
    """(step, people): how many have from `width` × step marks up to the next step, the lowest first."""
    step = (Participation.marks // (width * 100)).label("step")
    return _of_project_seen_by(person, project).with_only_columns(step, sa.func.count()).group_by(step).order_by(step)


def next_people_in(project_id: int, after: int) -> sa.Select:
    """By their place in the project, those after this one; with their results, if they have any."""
    found = sa.select(Participation).where(Participation.project_id == project_id, Participation.id > after)
    return found.options(selectinload(Participation.result)).order_by(Participation.id)


def settled_in(project: StudyProject) -> sa.Select:
    """(those who have their result, all)"""
    counted = sa.select(sa.func.count(ProjectResult.id), sa.func.count(Participation.id))
    return (
        counted.select_from(Participation).outerjoin(Participation.result).where(Participation.project_id == project.id)
    )


def enrolments_in(project: StudyProject, person: Person) -> sa.Select:
    """(id of a course of the project, my enrolment in it or in another version of it)"""
    versions = versions_in(project).subquery()
    asked, version = versions.c
    return (
        sa.select(asked, CourseEnrolment)
        .join(CourseEnrolment, CourseEnrolment.course_id == version)
        .where(CourseEnrolment.learner_id == person.id)
        .options(joinedload(CourseEnrolment.course))
    )


def given_to(participation: Participation) -> sa.Select:
    given = sa.select(GivenPoints).where(GivenPoints.participation_id == participation.id)
    return given.options(joinedload(GivenPoints.by), joinedload(GivenPoints.row))


def unmarked_in(project: StudyProject) -> sa.Select:
    """How many pieces of work, handed in between its days, wait to be marked."""
    people = sa.select(Participation.person_id).where(Participation.project_id == project.id)
    _asked, version = versions_in(project).subquery().c
    return (
        sa.select(sa.func.count(Submission.id))
        .join(Submission.enrolment)
        .join(Submission.assignment)
        .join(Assignment.unit)
        .where(
            Unit.course_id.in_(sa.select(version)),
            Submission.state == SubmissionState.WAITING,
            Submission.handed_in_at >= beginning_of(project.opens_on),
            CourseEnrolment.learner_id.in_(people),
        )
    )


def _of_project_seen_by(person: Person, project: StudyProject) -> sa.Select:
    found = sa.select(Participation).where(Participation.project_id == project.id)
    runs = any(project.organisation.is_within(office) for office in scopes(person, *OVERSEERS))
    return found if runs else found.where(Participation.person_id.in_(_ids_below(person)))


def _ids_below(person: Person) -> sa.Select:
    return people_now_at(*scopes(person, *OFFICES)).with_only_columns(Person.id)
