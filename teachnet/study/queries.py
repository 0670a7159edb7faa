"""What is seen of remote study. Everything starts from `…_visible_to(person)` or from one's own enrolments."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role, Stage, Subject
from teachnet.accounts.policy import OFFICES, OVERSEERS, is_city_admin, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.db import today
from teachnet.study.models import (
    Course,
    CourseEnrolment,
    CourseKind,
    CourseState,
    Pace,
    StudyGroup,
    Unit,
    UnitProgress,
    WatchSession,
)
from teachnet.study.policy import can_write_courses, is_tutor

WITH_COURSE = (joinedload(CourseEnrolment.course), joinedload(CourseEnrolment.group))
WITH_LEARNER = (
    joinedload(CourseEnrolment.learner)
    .selectinload(Person.appointments)
    .joinedload(Appointment.organisation),
    joinedload(CourseEnrolment.course),
)  # fmt: skip
WITH_PEOPLE = (joinedload(StudyGroup.tutor), joinedload(StudyGroup.course), joinedload(StudyGroup.organisation))
WITH_UNITS = selectinload(Course.units).joinedload(Unit.file)


def courses_visible_to(person: Person) -> sa.Select:
    """What is open to study, what one studies, and what one writes; the city sees every course."""
    if is_city_admin(person):
        return sa.select(Course)
    studied = sa.select(CourseEnrolment.course_id).where(CourseEnrolment.learner_id == person.id)
    seen = [Course.state == CourseState.PUBLISHED, Course.id.in_(studied)]
    if can_write_courses(person):
        seen.append(Course.author_id == person.id)
    return sa.select(Course).where(sa.or_(*seen))


def courses_written_by(person: Person) -> sa.Select:
    """What this author may edit: their own; all of them for the city."""
    written = sa.select(Course) if is_city_admin(person) else sa.select(Course).where(Course.author_id == person.id)
    return written.order_by(Course.id.desc())


def courses_to_join(
    person: Person, *, subject: Subject | None = None, stage: Stage | None = None, kind: CourseKind | None = None
) -> sa.Select:
    """The catalogue without what one studies already: required ones of one's own stage and subject first."""
    mine = sa.select(CourseEnrolment.course_id).where(CourseEnrolment.learner_id == person.id)
    found = sa.select(Course).where(Course.state == CourseState.PUBLISHED, Course.id.not_in(mine))
    for column, value in ((Course.subject, subject), (Course.stage, stage)):
        if value:
            found = found.where(sa.or_(column == value, column.is_(None)))
    if kind:
        found = found.where(Course.kind == kind)
    return found.order_by(sa.case((_is_required_of(person), 0), else_=1), Course.published_at.desc(), Course.id.desc())


def _is_required_of(person: Person) -> sa.ColumnElement[bool]:
    return sa.and_(
        Course.kind == CourseKind.REQUIRED,
        sa.or_(Course.stage.is_(None), Course.stage == person.stage),
        sa.or_(Course.subject.is_(None), Course.subject == person.subject),
    )


def required_to_join(person: Person) -> sa.Select:
    return courses_to_join(person).where(_is_required_of(person))


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
    learner = aliased(Person)
    named = enrolments.join(learner, learner.id == CourseEnrolment.learner_id)
    return named.order_by(learner.name_pinyin, learner.id, CourseEnrolment.id)


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


def groups_visible_to(person: Person) -> sa.Select:
    """Those one tutors, and those of one's county or city."""
    below = StudyGroup.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))
    mine = StudyGroup.tutor_id == person.id if is_tutor(person) else sa.false()
    return sa.select(StudyGroup).where(sa.or_(mine, below))


def groups_listed(person: Person) -> sa.Select:
    """(group, learners, of them finished, behind)."""
    behind = CourseEnrolment.has_pace(Pace.NOT_STARTED) | CourseEnrolment.has_pace(Pace.STUCK)
    counts = [
        sa.func.count(CourseEnrolment.id),
        sa.func.count(CourseEnrolment.id).filter(CourseEnrolment.has_pace(Pace.FINISHED)),
        sa.func.count(CourseEnrolment.id).filter(behind),
    ]
    return (
        groups_visible_to(person)
        .outerjoin(CourseEnrolment, CourseEnrolment.group_id == StudyGroup.id)
        .add_columns(*counts)
        .group_by(StudyGroup.id)
        .options(selectinload(StudyGroup.tutor), selectinload(StudyGroup.course))
        .order_by(StudyGroup.ends_on.desc(), StudyGroup.id.desc())
    )


def learners_of_group(group: StudyGroup) -> sa.Select:
    """Who needs help first: not started, then stuck, then the others; finished last."""
    needy = (Pace.NOT_STARTED, Pace.STUCK, Pace.ON_THE_WAY)
    order = sa.case(*[(CourseEnrolment.has_pace(pace), place) for place, pace in enumerate(needy)], else_=len(needy))
    return (
        sa.select(CourseEnrolment)
        .where(CourseEnrolment.group_id == group.id)
        .options(*WITH_LEARNER)
        .order_by(order, CourseEnrolment.studied_at, CourseEnrolment.id)
    )


def learners_without_group(person: Person, group: StudyGroup) -> sa.Select:
    """Who studies this group's course, belongs to the group's office as well as to mine, and has no tutor yet."""
    there = people_now_at(group.organisation).with_only_columns(Person.id)
    return by_name(
        learners_below(person, course_id=group.course_id).where(
            CourseEnrolment.group_id.is_(None), CourseEnrolment.learner_id.in_(there)
        )
    ).options(*WITH_LEARNER)


def learners_of(tutor: Person) -> sa.Select:
    return sa.select(CourseEnrolment).join(StudyGroup).where(StudyGroup.tutor_id == tutor.id)


def learners_behind(tutor: Person) -> sa.Select:
    """For the tutor's desk: who has not started or has not been seen for a week, in groups that run."""
    return (
        learners_of(tutor)
        .where(
            CourseEnrolment.has_pace(Pace.NOT_STARTED) | CourseEnrolment.has_pace(Pace.STUCK),
            StudyGroup.starts_on <= today(),
            StudyGroup.ends_on >= today(),
        )
        .options(contains_eager(CourseEnrolment.group), joinedload(CourseEnrolment.learner))
        .options(joinedload(CourseEnrolment.course))
        .order_by(StudyGroup.ends_on, CourseEnrolment.studied_at, CourseEnrolment.id)
    )


def tutors_for(person: Person) -> sa.Select:
    """Whom an office may ask to look after a group."""
    holds_post = sa.exists().where(
        Appointment.person_id == Person.id,
        Appointment.role == Role.TUTOR,
        Appointment.holds(),
        Appointment.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS))),
    )
    return sa.select(Person).where(holds_post, Person.disabled_at.is_(None)).order_by(Person.name_pinyin, Person.id)


def offices_of(person: Person) -> list[Organisation]:
    return scopes(person, *OVERSEERS)


def open_courses() -> sa.Select:
    return sa.select(Course).where(Course.state == CourseState.PUBLISHED).order_by(Course.title, Course.id)


def units_visible_to(person: Person) -> sa.Select:
    """Units of courses one studies, and of those one may edit; tutors and offices read along."""
    studied = sa.select(CourseEnrolment.course_id).where(CourseEnrolment.learner_id == person.id)
    written = courses_written_by(person).with_only_columns(Course.id).order_by(None)
    tutored = groups_visible_to(person).with_only_columns(StudyGroup.course_id)
    seen = [Unit.course_id.in_(studied), Unit.course_id.in_(tutored)]
    if can_write_courses(person):
        seen.append(Unit.course_id.in_(written))
    return sa.select(Unit).where(sa.or_(*seen)).options(joinedload(Unit.course), joinedload(Unit.file))


def studied_unit(person: Person, unit_id: int) -> sa.Select:
    """(unit, my enrolment) when I study its course."""
    return (
        sa.select(Unit, CourseEnrolment)
        .join(Unit.course)
        .join(CourseEnrolment, CourseEnrolment.course_id == Course.id)
        .where(Unit.id == unit_id, CourseEnrolment.learner_id == person.id)
        .options(contains_eager(Unit.course))
    )


def enrolment_in(course: Course, person: Person) -> sa.Select:
    return sa.select(CourseEnrolment).where(
        CourseEnrolment.course_id == course.id, CourseEnrolment.learner_id == person.id
    )


def steps(course_id: int, enrolment: CourseEnrolment | None) -> sa.Select:
    """(unit, my progress in it or none), in order."""
    mine = sa.and_(UnitProgress.unit_id == Unit.id, UnitProgress.enrolment_id == (enrolment.id if enrolment else None))
    return (
        sa.select(Unit, UnitProgress)
        .outerjoin(UnitProgress, mine)
        .where(Unit.course_id == course_id)
        .order_by(Unit.position)
    )


def progress_in(unit: Unit, enrolment: CourseEnrolment) -> sa.Select:
    return sa.select(UnitProgress).where(UnitProgress.unit_id == unit.id, UnitProgress.enrolment_id == enrolment.id)


def units_to_continue(person: Person) -> sa.Select:
    """For the desk: (unit, my progress or none, my enrolment), the next undone unit of each course I have not finished.
    The enrolment's group, if any, says until when."""
    done = aliased(UnitProgress)
    other = aliased(Unit)
    is_done = sa.exists().where(
        done.unit_id == other.id, done.enrolment_id == CourseEnrolment.id, done.done_at.is_not(None)
    )
    next_position = (
        sa.select(sa.func.min(other.position))
        .where(other.course_id == CourseEnrolment.course_id, ~is_done)
        .correlate(CourseEnrolment)
        .scalar_subquery()
    )
    return (
        sa.select(Unit, UnitProgress, CourseEnrolment)
        .join(Unit.course)
        .join(CourseEnrolment, CourseEnrolment.course_id == Course.id)
        .outerjoin(
            UnitProgress, sa.and_(UnitProgress.unit_id == Unit.id, UnitProgress.enrolment_id == CourseEnrolment.id)
        )
        .where(
            CourseEnrolment.learner_id == person.id,
            CourseEnrolment.finished_at.is_(None),
            Course.state == CourseState.PUBLISHED,
            Unit.position == next_position,
        )
        .options(contains_eager(Unit.course), joinedload(CourseEnrolment.group))
        .order_by(CourseEnrolment.studied_at.desc(), CourseEnrolment.id)
    )


def sessions_of(person: Person) -> sa.Select:
    """Newest first: only the first one is credited."""
    return sa.select(WatchSession).where(WatchSession.person_id == person.id).order_by(WatchSession.id.desc())
