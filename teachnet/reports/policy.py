"""Who may see which report, and of whom."""

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import OFFICES, OVERSEERS, holds, scopes
from teachnet.reports.words import ReportKind

NOT_OF_SCHOOLS = (ReportKind.QUOTA, ReportKind.BUDGETS, ReportKind.TEAMS)


def can_see_reports(person: Person) -> bool:
    return holds(person, *OFFICES, Role.AUDITOR)


def can_see(person: Person, kind: ReportKind) -> bool:
    """Seats, money and the teams of a region are no matter of a school."""
    if kind in NOT_OF_SCHOOLS:
        return holds(person, *OVERSEERS, Role.AUDITOR)
    return can_see_reports(person)


def may_look_at(person: Person, organisation: Organisation, kind: ReportKind) -> bool:
    roles = (*OVERSEERS, Role.AUDITOR) if kind in NOT_OF_SCHOOLS else (*OFFICES, Role.AUDITOR)
    return any(organisation.is_within(scope) for scope in scopes(person, *roles))
