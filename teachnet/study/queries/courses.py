"""Courses and units."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from teachnet.accounts.models import Person, Stage, Subject
from teachnet.accounts.policy import is_city_admin
from teachnet.study.models import (
    Course,
    CourseEdition,
    CourseEnrolment,
    CourseKind,
    CourseState,
    StudyGroup,
    Unit,
    UnitProgress,
)
from teachnet.study.policy import can_write_courses
from teachnet.study.queries.groups import groups_visible_to

WITH_UNITS = selectinload(Course.units).joinedload(Unit.file)

_done, _other = aliased(UnitProgress), aliased(Unit)
_edition, _sister = aliased(CourseEdition), aliased(CourseEdition)


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
    found = sa.select(Course).where(
        Course.state == CourseState.PUBLISHED, ~Course.is_replaced, Course.id.not_in(mine), ~_is_of_a_family_of(person)
    )
    for column, value in ((Course.subject, subject), (Course.stage, stage)):
        if value:
            found = found.where(sa.or_(column == value, column.is_(None)))
    if kind:
        found = found.where(Course.kind == kind)
    return found.order_by(
        sa.case((_is_required_of(person), 0), else_=1), Course.published_at.desc().nulls_last(), Course.id.desc()
    )


def _is_of_a_family_of(person: Person) -> sa.ColumnElement[bool]:
    """Another version of it is studied, or was."""
    return _others_studied(person).where(_edition.course_id == Course.id).correlate(Course).exists()


def _others_studied(person: Person) -> sa.Select:
    """Enrolments in any version of the course that `_edition` is of."""
    return (
        sa.select(CourseEnrolment.id)
        .select_from(_edition)
        .join(_sister, _sister.family_id == _edition.family_id)
        .join(CourseEnrolment, CourseEnrolment.course_id == _sister.course_id)
        .where(CourseEnrolment.learner_id == person.id)
    )


def studies_another_version(person: Person, course: Course) -> sa.Select:
    return _others_studied(person).where(_edition.course_id == course.id)


def versions_of(course_ids: Iterable[int]) -> sa.Select:
    """(one of these ids, the id of a version of that course), itself included."""
    return (
        sa.select(Course.id, sa.func.coalesce(_sister.course_id, Course.id))
        .select_from(Course)
        .outerjoin(_edition, _edition.course_id == Course.id)
        .outerjoin(_sister, _sister.family_id == _edition.family_id)
        .where(Course.id.in_(list(course_ids)))
    )


def open_versions_of(course: Course) -> sa.Select:
    """The newest of them, if it can be joined."""
    ids = _ids_of_versions(course)
    open_now = (Course.state == CourseState.PUBLISHED) & ~Course.is_replaced
    return sa.select(Course).where(Course.id.in_(ids), open_now).order_by(Course.id.desc())


def learners_of_any_version(course: Course, people: Iterable[Person]) -> sa.Select:
    """Ids of those among `people` who study it."""
    among = CourseEnrolment.learner_id.in_([person.id for person in people])
    return sa.select(CourseEnrolment.learner_id).where(among, CourseEnrolment.course_id.in_(_ids_of_versions(course)))


def _ids_of_versions(course: Course) -> sa.Select:
    return versions_of([course.id]).with_only_columns(sa.func.coalesce(_sister.course_id, Course.id))


def editions_of(course: Course) -> sa.Select:
    """(edition, its course) of the family, the newest first."""
    return (
        sa.select(_sister, Course)
        .select_from(_edition)
        .join(_sister, _sister.family_id == _edition.family_id)
        .join(Course, Course.id == _sister.course_id)
        .where(_edition.course_id == course.id)
        .order_by(_sister.number.desc())
    )


def _is_required_of(person: Person) -> sa.ColumnElement[bool]:
    return sa.and_(
        Course.kind == CourseKind.REQUIRED,
        sa.or_(Course.stage.is_(None), Course.stage == person.stage),
        sa.or_(Course.subject.is_(None), Course.subject == person.subject),
    )


def open_courses() -> sa.Select:
    open_now = (Course.state == CourseState.PUBLISHED) & ~Course.is_replaced
    return sa.select(Course).where(open_now).order_by(Course.title, Course.id)


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


def steps(course_id: int, enrolment: CourseEnrolment | None) -> sa.Select:
    """(unit, my progress in it or none), in order."""
    mine = sa.and_(UnitProgress.unit_id == Unit.id, UnitProgress.enrolment_id == (enrolment.id if enrolment else None))
    return (
        sa.select(Unit, UnitProgress)
        .outerjoin(UnitProgress, mine)
        .where(Unit.course_id == course_id)
        .order_by(Unit.position)
    )


def undone_before(unit: Unit, enrolment: CourseEnrolment) -> sa.Select:
    """In a course that is studied in order: the units that must be done first, in their order."""
    done = sa.exists().where(
        UnitProgress.unit_id == Unit.id, UnitProgress.enrolment_id == enrolment.id, UnitProgress.done_at.is_not(None)
    )
    earlier = (Unit.course_id == unit.course_id) & (Unit.position < unit.position)
    in_order = sa.select(Unit).join(Unit.course).where(Course.in_order, earlier, ~done)
    return in_order.order_by(Unit.position)


def progress_in(unit: Unit, enrolment: CourseEnrolment) -> sa.Select:
    return sa.select(UnitProgress).where(UnitProgress.unit_id == unit.id, UnitProgress.enrolment_id == enrolment.id)


def units_to_continue(person: Person) -> sa.Select:
    """For the desk: (unit, my progress or none, my enrolment), the next undone unit of each course I have not finished.
    The enrolment's group, if any, says until when."""
    is_done = (
        sa.exists()
        .where(_done.unit_id == _other.id, _done.enrolment_id == CourseEnrolment.id, _done.done_at.is_not(None))
        .correlate(_other, CourseEnrolment)
    )
    next_position = (
        sa.select(sa.func.min(_other.position))
        .where(_other.course_id == CourseEnrolment.course_id, ~is_done)
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
        .order_by(CourseEnrolment.studied_at.desc().nulls_last(), CourseEnrolment.id)
    )
