"""Who may do what with certificates. The city issues; the county of the base prints; everybody has their own."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import is_auditor, is_city_admin, is_county_admin, reaches
from teachnet.certificates.models import Certificate
from teachnet.training.models import Cohort
from teachnet.training.policy import hosts, is_host


def can_issue(person: Person) -> bool:
    return is_city_admin(person)


def can_see_cohorts(person: Person) -> bool:
    """The lists by cohort; which of them is up to `cohorts_certified`."""
    return is_city_admin(person) or is_auditor(person) or is_county_admin(person) or is_host(person)


def is_of_the_base(person: Person, cohort: Cohort) -> bool:
    return reaches(person, cohort.host_organisation, Role.COUNTY_ADMIN)


def can_print_all(person: Person, cohort: Cohort) -> bool:
    return is_city_admin(person) or is_of_the_base(person, cohort)


def can_see_cohort(person: Person, cohort: Cohort) -> bool:
    return can_print_all(person, cohort) or is_auditor(person) or hosts(person, cohort)


def is_own(person: Person, certificate: Certificate) -> bool:
    return certificate.enrolment.teacher_id == person.id


def can_print(person: Person, certificate: Certificate) -> bool:
    return is_own(person, certificate) or can_print_all(person, certificate.enrolment.cohort)


def can_revoke(person: Person, certificate: Certificate) -> bool:
    """Nobody decides about their own."""
    return can_issue(person) and not is_own(person, certificate)
