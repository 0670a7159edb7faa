"""Who may do what in evaluation. Answers are nobody’s; results are for those who answer for the cohort."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_city_admin
from teachnet.certificates.policy import can_see_cohort, can_see_cohorts
from teachnet.training.models import Cohort
from teachnet.training.policy import hosts


def can_see_some_results(person: Person) -> bool:
    return can_see_cohorts(person)


def can_see_results(person: Person, cohort: Cohort) -> bool:
    """Its host, the city, the county of its base, the auditor."""
    return can_see_cohort(person, cohort)


def can_name_lecturers(person: Person, cohort: Cohort) -> bool:
    return hosts(person, cohort) or is_city_admin(person)
