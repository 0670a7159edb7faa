"""Who studies what, and how far they are."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from teachnet.accounts.models import Appointment, Organisation, Person
from teachnet.accounts.policy import OFFICES, is_city_admin, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.credits.models import AttestedRecord, Source
from teachnet.study.models import (
    Course,
    CourseEnrolment,
    CourseState,
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


def offices_below(person: Person) -> sa.Select:
    """One's offices and all below them."""
    return sa.select(Organisation).where(Organisation.id.in_(Organisation.ids_within(*scopes(person, *OFFICES))))


def learners_below(
    person: Person, *, at: Organisation | None = None, course_id: int | None = None, pace: Pace | None = None
) -> sa.Select:
    """Who studies what, of the people who belong today to this person's office; `at`: to one of those below."""
    found = sa.select(CourseEnrolment).where(CourseEnrolment.learner_id.in_(_ids_below(person)))
    if at is not None:
        found = found.where(CourseEnrolment.learner_id.in_(people_now_at(at).with_only_columns(Person.id)))
    return _narrowed(found, course_id, pace)


def _narrowed(enrolments: sa.Select, course_id: int | None, pace: Pace | None) -> sa.Select:
    if course_id:
        enrolments = enrolments.where(CourseEnrolment.course_id == course_id)
    return enrolments.where(CourseEnrolment.has_pace(pace)) if pace else enrolments


def learners_listed(
    person: Person, *, at: Organisation | None = None, course_id: int | None = None, pace: Pace | None = None
) -> sa.Select:
    """The same in the order of names. For the city each is asked whether they hold a post: a list of half a million
    stops after its first page, and does not begin by gathering all of them."""
    if at is not None or not is_city_admin(person):
        return by_name(learners_below(person, at=at, course_id=course_id, pace=pace))
    holds_post = sa.exists().where(Appointment.person_id == CourseEnrolment.learner_id, Appointment.holds())
    return by_name(_narrowed(sa.select(CourseEnrolment).where(holds_post), course_id, pace))


def by_name(enrolments: sa.Select) -> sa.Select:
    named = enrolments.join(_learner, _learner.id == CourseEnrolment.learner_id)
    return named.order_by(_learner.name_pinyin, _learner.id, CourseEnrolment.id)


def paces_in(enrolments: sa.Select) -> sa.Select:
    """(how many, not started, stuck, finished, hours earned in minutes) of such a list."""
    paces = (Pace.NOT_STARTED, Pace.STUCK, Pace.FINISHED)
    counted = [sa.func.count().filter(CourseEnrolment.has_pace(pace)) for pace in paces]
    minutes = sa.select(Course.minutes).where(Course.id == CourseEnrolment.course_id).scalar_subquery()
    earned = sa.func.sum(sa.case((CourseEnrolment.has_pace(Pace.FINISHED), minutes)))
    return enrolments.with_only_columns(sa.func.count(), *counted, sa.func.coalesce(earned, 0))


def courses_studied_below(person: Person) -> sa.Select:
    """To choose from; the city chooses from all that were ever open."""
    if is_city_admin(person):
        return sa.select(Course).where(Course.state != CourseState.DRAFT).order_by(Course.title, Course.id)
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
