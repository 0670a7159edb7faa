"""Meetings and leave."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from teachnet.accounts.models import Person
from teachnet.attendance.models import AttendanceSheet, ClassMeeting, Leave, LeaveState, WrongCode
from teachnet.attendance.models.meeting import CLOSES_AFTER, OPENS_BEFORE
from teachnet.db import from_now
from teachnet.training.models import ON_ROSTER, Cohort, CohortState, Enrolment
from teachnet.training.queries import cohorts_visible_to, enrolments_visible_to, roster_of

LEAVE_PAGE = (
    joinedload(Leave.meeting).joinedload(ClassMeeting.cohort),
    joinedload(Leave.enrolment).joinedload(Enrolment.teacher).load_only(Person.name),
)


def meetings_visible_to(person: Person) -> sa.Select:
    """When a class meets may be read by whoever sees the cohort."""
    cohorts = cohorts_visible_to(person).with_only_columns(Cohort.id)
    return sa.select(ClassMeeting).where(ClassMeeting.cohort_id.in_(cohorts)).options(joinedload(ClassMeeting.cohort))


def meetings_of(cohort: Cohort) -> sa.Select:
    return (
        sa.select(ClassMeeting)
        .where(ClassMeeting.cohort_id == cohort.id)
        .order_by(ClassMeeting.begins_at, ClassMeeting.id)
    )


def my_cases_at(person: Person) -> sa.Select:
    """(my case, a meeting of its class that takes check-ins now)"""
    return (
        sa.select(Enrolment, ClassMeeting)
        .join(ClassMeeting, ClassMeeting.cohort_id == Enrolment.cohort_id)
        .where(
            Enrolment.teacher_id == person.id,
            Enrolment.state.in_(ON_ROSTER),
            ClassMeeting.begins_at <= from_now(OPENS_BEFORE),
            ClassMeeting.ends_at >= from_now(-CLOSES_AFTER),
        )
        .order_by(ClassMeeting.begins_at)
    )


def meetings_at_work(person: Person) -> sa.Select:
    """Meetings of cohorts this person hosts that take check-ins now."""
    return (
        sa.select(ClassMeeting)
        .join(ClassMeeting.cohort)
        .where(
            Cohort.host_id == person.id,
            Cohort.state == CohortState.ANNOUNCED,
            ClassMeeting.begins_at <= from_now(OPENS_BEFORE),
            ClassMeeting.ends_at >= from_now(-CLOSES_AFTER),
        )
        .options(contains_eager(ClassMeeting.cohort))
        .order_by(ClassMeeting.begins_at)
    )


def class_of(person: Person, cohort: Cohort) -> sa.Select:
    """Those who belong to the class, by name, as far as this person sees them."""
    return (
        roster_of(person, cohort)
        .where(Enrolment.state.in_(ON_ROSTER))
        .join(Enrolment.teacher)
        .join(Enrolment.school)
        .options(contains_eager(Enrolment.teacher).load_only(Person.name), contains_eager(Enrolment.school))
        .order_by(Person.name_pinyin, Enrolment.id)
    )


def everybody_in(cohort: Cohort) -> sa.Select:
    """For the reckoning at the end, which is nobody's page."""
    return sa.select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.state.in_(ON_ROSTER))


def leave_visible_to(person: Person) -> sa.Select:
    cases = enrolments_visible_to(person).with_only_columns(Enrolment.id)
    return sa.select(Leave).where(Leave.enrolment_id.in_(cases))


def my_leave_in(person: Person, cohort: Cohort) -> sa.Select:
    """One's own, by meeting; the latest last."""
    return (
        sa.select(Leave)
        .join(Leave.meeting)
        .join(Leave.enrolment)
        .where(ClassMeeting.cohort_id == cohort.id, Enrolment.teacher_id == person.id)
        .order_by(Leave.id)
    )


def leave_to_decide(cohort: Cohort) -> sa.Select:
    return (
        sa.select(Leave)
        .join(Leave.meeting)
        .where(ClassMeeting.cohort_id == cohort.id, Leave.state == LeaveState.ASKED)
        .order_by(ClassMeeting.begins_at, Leave.id)
        .options(*LEAVE_PAGE)
    )


def sheet_of(cohort: Cohort) -> sa.Select:
    return (
        sa.select(AttendanceSheet)
        .where(AttendanceSheet.cohort_id == cohort.id)
        .options(joinedload(AttendanceSheet.sealed_by))
    )


def wrong_codes_since(person: Person, moment: datetime) -> sa.Select:
    counted = sa.select(sa.func.count()).select_from(WrongCode)
    return counted.where(WrongCode.person_id == person.id, WrongCode.at >= moment)
