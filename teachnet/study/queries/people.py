"""Who studies what, and how far they are."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from teachnet.accounts.models import Appointment, Person
from teachnet.accounts.policy import OFFICES, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.credits.models import AttestedRecord, Source
from teachnet.study.models import (
    Course,
    CourseEnrolment,
    Pace,
    PresencePrompt,
    StudyGroup,
    Unit,
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


def finished_uncredited() -> sa.Select:
    """Enrolments whose hours are not in the ledger of credits, not even as a record that was taken back."""
    attested = sa.exists().where(AttestedRecord.source == Source.COURSE, AttestedRecord.source_id == CourseEnrolment.id)
    return (
        sa.select(CourseEnrolment)
        .where(CourseEnrolment.finished_at.is_not(None), ~attested)
        .options(joinedload(CourseEnrolment.learner), joinedload(CourseEnrolment.course).joinedload(Course.author))
    )


def real_milliseconds(enrolment: CourseEnrolment) -> sa.Select:
    """From the opening of each session of this course to its last beat."""
    units = sa.select(Unit.id).where(Unit.course_id == enrolment.course_id)
    mine = (WatchSession.person_id == enrolment.learner_id) & WatchSession.unit_id.in_(units)
    return sa.select(sa.func.sum(WatchSession.heard)).where(mine)


def unconfirmed_in(unit: Unit, enrolment: CourseEnrolment) -> sa.Select:
    """Milliseconds counted in this unit while nobody answered."""
    mine = (WatchSession.person_id == enrolment.learner_id) & (WatchSession.unit_id == unit.id)
    asked = sa.select(sa.func.coalesce(sa.func.sum(PresencePrompt.vouches_ms), 0))
    return asked.join(PresencePrompt.session).where(mine, PresencePrompt.is_missed())


def sessions_of(person: Person) -> sa.Select:
    """Newest first: only the first one is credited."""
    return sa.select(WatchSession).where(WatchSession.person_id == person.id).order_by(WatchSession.id.desc())
