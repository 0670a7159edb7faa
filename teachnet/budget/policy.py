"""Who may do what with budgets. The city plans and approves, nobody their own; whoever holds the cohort spends."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import holds, is_auditor, is_city_admin, reaches
from teachnet.budget.models import CohortBudget
from teachnet.training.policy import hosts


def sees_all(person: Person) -> bool:
    return is_city_admin(person) or is_auditor(person)


def can_see_budgets(person: Person) -> bool:
    return holds(person, Role.CITY_ADMIN, Role.COUNTY_ADMIN, Role.HOST, Role.AUDITOR)


def can_plan(person: Person) -> bool:
    return is_city_admin(person)


def can_approve(person: Person, budget: CohortBudget) -> bool:
    return can_plan(person) and budget.submitted_by_id != person.id


def can_spend_at_all(person: Person) -> bool:
    return holds(person, Role.COUNTY_ADMIN, Role.HOST)


def can_spend(person: Person, budget: CohortBudget) -> bool:
    """Its host, and the county in which it is held."""
    return hosts(person, budget.cohort) or reaches(person, budget.cohort.host_organisation, Role.COUNTY_ADMIN)


def can_settle(person: Person) -> bool:
    """The city checks what the hosts have spent."""
    return is_city_admin(person)
