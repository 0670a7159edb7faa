"""Who gives the rooms of a class, and who knows who sleeps where."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_auditor, is_city_admin
from teachnet.training.models import ON_ROSTER, Cohort, Enrolment
from teachnet.training.policy import hosts


def can_give_rooms(person: Person, cohort: Cohort) -> bool:
    """Its host, or the city."""
    return hosts(person, cohort) or is_city_admin(person)


def can_see_rooms(person: Person, cohort: Cohort) -> bool:
    return can_give_rooms(person, cohort) or is_auditor(person)


def belongs_to_class(case: Enrolment | None) -> bool:
    return case is not None and case.state in ON_ROSTER
