"""Who may do what with the meetings of a class and its sheet."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_city_admin
from teachnet.attendance.models import Leave
from teachnet.training.models import ON_ROSTER, Cohort, Enrolment
from teachnet.training.policy import can_export as can_export_roster
from teachnet.training.policy import can_see_roster, can_see_some_rosters, hosts, is_host


def may_run_some(person: Person) -> bool:
    return is_host(person) or is_city_admin(person)


def can_run(person: Person, cohort: Cohort) -> bool:
    """Plan meetings, show the code, keep the list: its host, or the city."""
    return hosts(person, cohort) or is_city_admin(person)


def can_see_some_sheets(person: Person) -> bool:
    return can_see_some_rosters(person)


def can_see_sheet(person: Person, cohort: Cohort) -> bool:
    """What of it they see is up to `enrolments_visible_to`."""
    return can_see_roster(person, cohort)


def can_export(person: Person, cohort: Cohort) -> bool:
    """Whoever may make a file of the roster."""
    return can_export_roster(person, cohort)


def belongs_to_class(case: Enrolment | None) -> bool:
    return case is not None and case.state in ON_ROSTER


def is_own(person: Person, leave: Leave) -> bool:
    return leave.enrolment.teacher_id == person.id


def can_decide_leave(person: Person, leave: Leave) -> bool:
    return can_run(person, leave.meeting.cohort) and not is_own(person, leave)
