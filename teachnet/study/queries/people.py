"""Who studies what, and how far they are."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from teachnet.accounts.models import Appointment, Person
from teachnet.accounts.policy import OFFICES, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.study.models import (
    Course,
    CourseEnrolment,
    Pace,
    StudyGroup,
    WatchSession,
)
from teachnet.study.policy import is_tutor

WITH_COURSE = (joinedload(CourseEnrolment.course), joinedload(CourseEnrolment.group))
WITH_LEARNER = (
    joinedload(CourseEnrolment.learner)
    .selectinload(Person.appointments)
    .joinedload(Appointment.organisation),
    joinedload(CourseEnrolment.course),
)  # fmt: skip
_learner = aliased(Person)


def enrolments_of(person: Person) -> sa.Select:
    """My courses: what is unfinished first, the one I studied last on top."""
    return (
        sa.select(CourseEnrolment)
        .where(CourseEnrolment.learner_id == person.id)
        .options(*WITH_COURSE)
        .order_by(
            CourseEnrolment.finished_at.is_not(None),
            sa.func.coalesce(CourseEnrolment.studied_at, CourseEnrolment.joined_at).desc(),
            CourseEnrolment.id.desc(),
        )
    )


def enrolment_in(course: Course, person: Person) -> sa.Select:
    return sa.select(CourseEnrolment).where(
        CourseEnrolment.course_id == course.id, CourseEnrolment.learner_id == person.id
    )


def course_enrolments_visible_to(person: Person) -> sa.Select:
    """One's own, those of one's groups, and those of everybody who belongs today to one's office."""
    seen = [CourseEnrolment.learner_id == person.id, CourseEnrolment.learner_id.in_(_ids_below(person))]
    if is_tutor(person):
        seen.append(CourseEnrolment.group_id.in_(sa.select(StudyGroup.id).where(StudyGroup.tutor_id == person.id)))
    return sa.select(CourseEnrolment).where(sa.or_(*seen))


def learners_below(person: Person, *, course_id: int | None = None, pace: Pace | None = None) -> sa.Select:
    """Who studies what, of the people who belong today to this person's office."""
    found = sa.select(CourseEnrolment).where(CourseEnrolment.learner_id.in_(_ids_below(person)))
    if course_id:
        found = found.where(CourseEnrolment.course_id == course_id)
    return found.where(CourseEnrolment.has_pace(pace)) if pace else found


def by_name(enrolments: sa.Select) -> sa.Select:
    named = enrolments.join(_learner, _learner.id == CourseEnrolment.learner_id)
    return named.order_by(_learner.name_pinyin, _learner.id, CourseEnrolment.id)


def paces_in(enrolments: sa.Select) -> sa.Select:
    """(how many, not started, stuck, finished, hours earned in minutes) of such a list."""
    paces = (Pace.NOT_STARTED, Pace.STUCK, Pace.FINISHED)
    counted = [sa.func.count().filter(CourseEnrolment.has_pace(pace)) for pace in paces]
    earned = sa.func.sum(Course.minutes).filter(CourseEnrolment.has_pace(Pace.FINISHED))
    joined = enrolments.join(Course, Course.id == CourseEnrolment.course_id).order_by(None)
    return joined.with_only_columns(sa.func.count(), *counted, sa.func.coalesce(earned, 0))


def courses_studied_below(person: Person) -> sa.Select:
    studied = learners_below(person).with_only_columns(CourseEnrolment.course_id)
    return sa.select(Course).where(Course.id.in_(studied)).order_by(Course.title, Course.id)


def _ids_below(person: Person) -> sa.Select:
    return people_now_at(*scopes(person, *OFFICES)).with_only_columns(Person.id)


def sessions_of(person: Person) -> sa.Select:
    """Newest first: only the first one is credited."""
    return sa.select(WatchSession).where(WatchSession.person_id == person.id).order_by(WatchSession.id.desc())
