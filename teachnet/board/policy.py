"""Who sees the board of a class, and who puts something on it."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_auditor, is_city_admin
from teachnet.training.models import ON_ROSTER, Cohort, Enrolment
from teachnet.training.policy import hosts


def can_post(person: Person, cohort: Cohort) -> bool:
    """Its host, or the city; and both read what the learners write of their days."""
    return hosts(person, cohort) or is_city_admin(person)


def can_see_board(person: Person, cohort: Cohort, case: Enrolment | None) -> bool:
    return can_post(person, cohort) or is_auditor(person) or belongs_to_class(case)


def belongs_to_class(case: Enrolment | None) -> bool:
    return case is not None and case.state in ON_ROSTER
