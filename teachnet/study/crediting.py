"""What a finished course is for the ledger of credits: its hours, vouched for by who answers for the course."""

import math

from teachnet.credits.actions import Attestation
from teachnet.credits.models import Level, Source, Way
from teachnet.db import CITY_TIME
from teachnet.study.models import CourseEnrolment

WAY, LEVEL = Way.VIDEO, Level.CITY
MINUTE = 60_000


def attestation_of(enrolment: CourseEnrolment, real_ms: int) -> Attestation | None:
    """None where nobody can keep the hours (they belong to no school any more) or vouch for them (it is their own
    course). `real_ms` went by on the clock."""
    school, finished = enrolment.learner.school, enrolment.finished_at
    if school is None or finished is None or enrolment.learner_id == enrolment.course.author_id:
        return None
    begun = enrolment.started_at or enrolment.joined_at
    course = enrolment.course
    return Attestation(
        person_id=enrolment.learner_id,
        organisation_id=school.id,
        way=WAY,
        level=LEVEL,
        title=course.title,
        source=Source.COURSE,
        source_id=enrolment.id,
        begins_on=begun.astimezone(CITY_TIME).date(),
        ends_on=finished.astimezone(CITY_TIME).date(),
        planned_minutes=course.minutes,
        minutes=course.minutes,
        real_minutes=math.ceil(real_ms / MINUTE) or None,
        passed=True,
    )
