"""Who may do what in study projects. The office that sets one up runs it, and those above."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import OFFICES, OVERSEERS, holds, reaches, scopes
from teachnet.projects.models import Participation, StudyProject
from teachnet.study.policy import can_open_study

__all__ = [
    "can_change",
    "can_conclude",
    "can_give_points",
    "can_join",
    "can_lengthen",
    "can_open_study",
    "can_run",
    "can_see_people",
    "can_set_up",
    "can_take_in",
]


def can_set_up(person: Person) -> bool:
    return holds(person, *OVERSEERS)


def can_run(person: Person, project: StudyProject) -> bool:
    return reaches(person, project.organisation, *OVERSEERS)


def can_change(person: Person, project: StudyProject) -> bool:
    return project.is_draft and can_run(person, project)


def can_take_in(person: Person, project: StudyProject) -> bool:
    return project.takes_people and can_run(person, project)


def can_conclude(person: Person, project: StudyProject) -> bool:
    return project.is_open and project.is_over and can_run(person, project)


def can_lengthen(person: Person, project: StudyProject) -> bool:
    return project.is_open and can_run(person, project)


def can_join(person: Person, project: StudyProject) -> bool:
    """A teacher it is for, of its part of the city."""
    fits = project.stage in (None, person.stage) and project.subject in (None, person.subject)
    here = any(school.is_within(project.organisation) for school in scopes(person, Role.TEACHER))
    return project.takes_people and fits and here


def can_see_people(person: Person, project: StudyProject) -> bool:
    """Those who run it see all; an office within it its own people."""
    within = any(office.is_within(project.organisation) for office in scopes(person, *OFFICES))
    return not project.is_draft and (within or can_run(person, project))


def can_give_points(person: Person, participation: Participation) -> bool:
    """Never to oneself."""
    project = participation.project
    return project.is_open and can_run(person, project) and participation.person_id != person.id
