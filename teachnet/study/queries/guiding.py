"""What a tutor and a group say to each other."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.db import from_now
from teachnet.study.models import Briefing, CourseEnrolment, Nudge, Pace, StudyGroup
from teachnet.study.models.enrolment import STUCK_AFTER
from teachnet.study.queries.people import WITH_LEARNER

BRIEFINGS_SHOWN = 6
_WEEK = from_now(-STUCK_AFTER)


def behind_in(group: StudyGroup) -> sa.Select:
    """Who has not begun, then who has stopped, the longest first."""
    behind = CourseEnrolment.has_pace(Pace.NOT_STARTED) | CourseEnrolment.has_pace(Pace.STUCK)
    return (
        sa.select(CourseEnrolment)
        .where(CourseEnrolment.group_id == group.id, behind)
        .options(*WITH_LEARNER)
        .order_by(CourseEnrolment.studied_at.is_not(None), CourseEnrolment.studied_at, CourseEnrolment.id)
    )


def nudges_in(group: StudyGroup) -> sa.Select:
    """The newest of each learner."""
    mine = sa.select(CourseEnrolment.id).where(CourseEnrolment.group_id == group.id)
    newest = sa.select(sa.func.max(Nudge.id)).where(Nudge.enrolment_id.in_(mine)).group_by(Nudge.enrolment_id)
    return sa.select(Nudge).where(Nudge.id.in_(newest))


def nudge_for(enrolment: CourseEnrolment) -> sa.Select:
    """The newest one since this learner last studied."""
    unheard = sa.or_(CourseEnrolment.studied_at.is_(None), CourseEnrolment.studied_at < Nudge.at)
    return (
        sa.select(Nudge)
        .join(Nudge.enrolment)
        .where(Nudge.enrolment_id == enrolment.id, CourseEnrolment.finished_at.is_(None), unheard)
        .options(joinedload(Nudge.by))
        .order_by(Nudge.id.desc())
        .limit(1)
    )


def briefings_of(group_id: int) -> sa.Select:
    """The newest first."""
    return (
        sa.select(Briefing)
        .where(Briefing.group_id == group_id)
        .options(joinedload(Briefing.by))
        .order_by(Briefing.week_on.desc())
        .limit(BRIEFINGS_SHOWN)
    )


def week_of(group: StudyGroup) -> sa.Select:
    """(learners, who studied in the last seven days, who finished in them, who has not begun, who is stuck)"""
    counted = [
        CourseEnrolment.studied_at >= _WEEK,
        CourseEnrolment.finished_at >= _WEEK,
        CourseEnrolment.has_pace(Pace.NOT_STARTED),
        CourseEnrolment.has_pace(Pace.STUCK),
    ]
    counts = (sa.func.count().filter(one) for one in counted)
    return sa.select(sa.func.count(), *counts).where(CourseEnrolment.group_id == group.id)
