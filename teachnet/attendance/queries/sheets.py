"""Marks, for the sheet of a class."""

import sqlalchemy as sa

from teachnet.attendance.models import AttendanceMark, ClassMeeting, Kind, Leave, LeaveState
from teachnet.training.models import Cohort, Enrolment


def marks_in(cohort: Cohort) -> sa.Select:
    """(enrolment id, meeting id, kind, source, present, at), in the order in which they were made."""
    return (
        sa.select(
            AttendanceMark.enrolment_id,
            AttendanceMark.meeting_id,
            AttendanceMark.kind,
            AttendanceMark.source,
            AttendanceMark.present,
            AttendanceMark.at,
        )
        .where(AttendanceMark.cohort_id == cohort.id)
        .order_by(AttendanceMark.id)
    )


def marks_of(case: Enrolment) -> sa.Select:
    """The same, of one person."""
    return marks_in(case.cohort).where(AttendanceMark.enrolment_id == case.id)


def granted_leave_in(cohort: Cohort) -> sa.Select:
    """(enrolment id, meeting id)"""
    return (
        sa.select(Leave.enrolment_id, Leave.meeting_id)
        .join(Leave.meeting)
        .where(ClassMeeting.cohort_id == cohort.id, Leave.state == LeaveState.GRANTED)
    )


def checked_in(meeting: ClassMeeting, kind: Kind) -> sa.Select:
    """How many have checked in, or out."""
    counted = sa.select(sa.func.count(AttendanceMark.enrolment_id.distinct()))
    return counted.where(AttendanceMark.meeting_id == meeting.id, AttendanceMark.kind == kind, AttendanceMark.present)
