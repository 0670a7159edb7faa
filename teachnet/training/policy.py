"""Who may do what in training: facts about a person and a programme, cohort or case, nothing of HTTP.

What a person may do with a case depends on where they stand to it, not on how far it has come: a clerk who presses a
second too late is told who was first, not that they may not.
"""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import (
    OFFICES,
    holds,
    is_auditor,
    is_city_admin,
    is_office,
    is_teacher,
    reaches,
)
from teachnet.training.chain import ASKS_TEACHER, BACK, EXPECTED
from teachnet.training.models import Cohort, Enrolment, EnrolmentState, Holder, Replacement


def sees_all(person: Person) -> bool:
    return is_city_admin(person) or is_auditor(person)


def can_plan(person: Person) -> bool:
    """Programmes, cohorts and quotas are the city's."""
    return is_city_admin(person)


def can_see_programmes(person: Person) -> bool:
    return sees_all(person)


def can_see_ledger(person: Person) -> bool:
    """Of which lines is up to `lines_visible_to`."""
    return sees_all(person) or holds(person, Role.COUNTY_ADMIN)


def is_host(person: Person) -> bool:
    return holds(person, Role.HOST)


def hosts(person: Person, cohort: Cohort) -> bool:
    return cohort.host_id == person.id and is_host(person)


def can_apply(person: Person) -> bool:
    return is_teacher(person)


def can_nominate(person: Person) -> bool:
    return holds(person, Role.SCHOOL_ADMIN)


def can_see_reviews(person: Person) -> bool:
    return is_office(person)


def can_see_some_rosters(person: Person) -> bool:
    return holds(person, *OFFICES, Role.HOST, Role.AUDITOR)


def can_see_roster(person: Person, cohort: Cohort) -> bool:
    """What of it they see is up to `enrolments_visible_to`."""
    return holds(person, *OFFICES, Role.AUDITOR) or hosts(person, cohort)


def can_export(person: Person, cohort: Cohort) -> bool:
    """An auditor reads on the screen; a file of people is made by those who work with it."""
    return holds(person, *OFFICES) or hosts(person, cohort)


def acts_for(person: Person, case: Enrolment) -> set[Holder]:
    """The levels at which this person may decide about a case, wherever it is now."""
    if case.is_party(person):
        return set()
    levels = set()
    if not case.is_nominated and reaches(person, case.school, Role.SCHOOL_ADMIN):
        levels.add(Holder.SCHOOL)
    if reaches(person, case.line.county, Role.COUNTY_ADMIN):
        levels.add(Holder.COUNTY)
    if is_city_admin(person):
        levels.add(Holder.CITY)
    if case.waits_for_another(person):
        levels.discard(case.state.holder)
    return levels


def can_decide(person: Person, case: Enrolment) -> bool:
    return bool(acts_for(person, case))


def decides_now(person: Person, case: Enrolment) -> bool:
    return case.state.holder in acts_for(person, case)


def one_level_back(case: Enrolment) -> EnrolmentState:
    """Where it goes when whoever has it now sends it back."""
    return BACK[case.state.holder]


def can_endorse(person: Person, case: Enrolment) -> bool:
    return Holder.SCHOOL in acts_for(person, case)


def can_approve_for_county(person: Person, case: Enrolment) -> bool:
    return Holder.COUNTY in acts_for(person, case)


def can_admit(person: Person, case: Enrolment) -> bool:
    return Holder.CITY in acts_for(person, case)


def can_admit_singly(person: Person, case: Enrolment) -> bool:
    """While the list is on public notice, closing the notice admits them together."""
    return can_admit(person, case) and not case.cohort.is_on_notice


def can_promote(person: Person, case: Enrolment) -> bool:
    return can_admit(person, case) and case.reserve_rank == 1 and case.cohort.promotes


def can_except(person: Person, case: Enrolment) -> bool:
    """Past the county's quota once it is used up; on the reserve past nobody."""
    return can_admit(person, case) and case.line.is_full and case.reserve_rank in (None, 1)


def can_accept_now(person: Person, case: Enrolment) -> bool:
    return is_own(person, case) and not case.is_offer_over


def can_put_on_reserve(person: Person, case: Enrolment) -> bool:
    return bool(acts_for(person, case) & {Holder.COUNTY, Holder.CITY})


def is_own(person: Person, case: Enrolment) -> bool:
    return case.teacher_id == person.id


def nominates(person: Person, case: Enrolment) -> bool:
    return case.is_nominated and reaches(person, case.school, Role.SCHOOL_ADMIN) and not is_own(person, case)


def can_resubmit(person: Person, case: Enrolment) -> bool:
    """Whoever put it in: the teacher their application, the school its nomination."""
    return nominates(person, case) if case.is_nominated else is_own(person, case)


def is_to_put_right(person: Person, case: Enrolment) -> bool:
    """Has it come back to those who put it in?"""
    back = EnrolmentState.RETURNED_TO_SCHOOL if case.is_nominated else EnrolmentState.RETURNED_TO_TEACHER
    return case.state is back and can_resubmit(person, case)


def can_withdraw(person: Person, case: Enrolment) -> bool:
    return is_own(person, case) or nominates(person, case)


def can_confirm(person: Person, case: Enrolment) -> bool:
    return is_own(person, case)


def can_decline(person: Person, case: Enrolment) -> bool:
    """The city too: a place of somebody who does not answer must not stay empty."""
    return is_own(person, case) or can_admit(person, case)


def can_still_decline(person: Person, case: Enrolment) -> bool:
    return can_decline(person, case) and not case.cohort.has_begun


def runs(person: Person, case: Enrolment) -> bool:
    """Who writes down what happens in the class: its host, or the city; never about themselves."""
    return (hosts(person, case.cohort) or is_city_admin(person)) and not case.is_party(person)


def can_receive_now(person: Person, case: Enrolment) -> bool:
    return runs(person, case) and case.cohort.receives


def can_leave_now(person: Person, case: Enrolment) -> bool:
    return runs(person, case) and case.cohort.has_begun


def can_finish_now(person: Person, case: Enrolment) -> bool:
    return runs(person, case) and case.cohort.has_ended


def can_remove(person: Person, case: Enrolment) -> bool:
    """To take somebody off the cohort is the city's word."""
    return is_city_admin(person) and not case.is_party(person)


def can_cancel_now(person: Person, cohort: Cohort) -> bool:
    return can_plan(person) and cohort.is_announced and not cohort.has_begun


def can_see_replacements(person: Person) -> bool:
    """Which of them is up to `replacements_visible_to`."""
    return can_see_reviews(person) or is_auditor(person)


def can_ask_replacement(person: Person, case: Enrolment) -> bool:
    """The school of the case, or the county whose seat it is; the city decides."""
    ours = reaches(person, case.school, Role.SCHOOL_ADMIN) or reaches(person, case.line.county, Role.COUNTY_ADMIN)
    return ours and not is_own(person, case)


def may_ask_replacement_now(person: Person, case: Enrolment) -> bool:
    return can_ask_replacement(person, case) and case.state in EXPECTED and case.cohort.promotes


def can_decide_replacement(person: Person, replacement: Replacement) -> bool:
    """Nobody decides what they asked for, or where they are one of the two."""
    parties = (replacement.asked_by_id, replacement.teacher_id, replacement.case.teacher_id)
    return is_city_admin(person) and person.id not in parties


def can_receive(person: Person, cohort: Cohort) -> bool:
    return hosts(person, cohort) or is_city_admin(person)


def is_turn_of(person: Person, case: Enrolment) -> bool:
    """Is it this person the case waits for now?"""
    if case.state is EnrolmentState.RESERVE or case.holder is None:
        return False
    if case.state in ASKS_TEACHER:
        return is_own(person, case)
    if case.state is EnrolmentState.PROVISIONAL and case.cohort.is_on_notice:
        return False
    return is_to_put_right(person, case) or decides_now(person, case)
