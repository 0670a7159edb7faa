"""Groups, their tutors and learners."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.db import TODAY
from teachnet.study.models import Course, CourseEnrolment, CourseState, Pace, StudyGroup
from teachnet.study.policy import is_tutor
from teachnet.study.queries.people import WITH_LEARNER, by_name, course_enrolments_visible_to, learners_below

WITH_PEOPLE = (joinedload(StudyGroup.tutor), joinedload(StudyGroup.course), joinedload(StudyGroup.organisation))


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


def learners_of_group(person: Person, group: StudyGroup) -> sa.Select:
    """Those of the group whom this person may see; who needs help first: not started, stuck, the others, finished."""
    needy = (Pace.NOT_STARTED, Pace.STUCK, Pace.ON_THE_WAY)
    order = sa.case(*[(CourseEnrolment.has_pace(pace), place) for place, pace in enumerate(needy)], else_=len(needy))
    return (
        course_enrolments_visible_to(person)
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


def courses_with_waiting(person: Person) -> sa.Select:
    """(course, how many of its learners below this office have no tutor, how many groups run), the most first."""
    waiting = (
        learners_below(person)
        .where(CourseEnrolment.group_id.is_(None), CourseEnrolment.finished_at.is_(None))
        .with_only_columns(CourseEnrolment.course_id, sa.func.count().label("waiting"))
        .group_by(CourseEnrolment.course_id)
        .subquery()
    )
    groups = running_groups_of(person).with_only_columns(sa.func.count()).order_by(None)
    running = groups.where(StudyGroup.course_id == Course.id).correlate(Course).scalar_subquery()
    return (
        sa.select(Course, waiting.c.waiting, running)
        .join(waiting, waiting.c.course_id == Course.id)
        .where(Course.state == CourseState.PUBLISHED)
        .order_by(waiting.c.waiting.desc(), Course.id)
    )


def running_groups_of(person: Person, course: Course | None = None) -> sa.Select:
    """Of this office and those below, that have not ended yet."""
    below = StudyGroup.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))
    found = sa.select(StudyGroup).where(below, StudyGroup.ends_on >= TODAY).order_by(StudyGroup.id)
    return found.where(StudyGroup.course_id == course.id) if course else found


def waiting_in(person: Person, course: Course, office: Organisation) -> sa.Select:
    """Who studies it at this office and below without a tutor, those who belong together next to each other."""
    waiting = learners_below(person, at=office, course_id=course.id).where(
        CourseEnrolment.group_id.is_(None), CourseEnrolment.finished_at.is_(None)
    )
    school = (
        sa.select(sa.func.min(Appointment.organisation_id))
        .where(Appointment.person_id == Person.id, Appointment.role == Role.TEACHER, Appointment.holds())
        .correlate(Person)
        .scalar_subquery()
    )
    return waiting.join(CourseEnrolment.learner).order_by(Person.stage, Person.subject, school, Person.id)


def sizes_of(groups: Iterable[StudyGroup]) -> sa.Select:
    """(group id, learners in it)"""
    ids = [group.id for group in groups]
    counted = sa.select(CourseEnrolment.group_id, sa.func.count()).where(CourseEnrolment.group_id.in_(ids))
    return counted.group_by(CourseEnrolment.group_id)


def loads_of(groups: Iterable[StudyGroup]) -> sa.Select:
    """(tutor id, learners they look after in all their groups that run, but for those who have finished)"""
    tutors = {group.tutor_id for group in groups}
    return (
        sa.select(StudyGroup.tutor_id, sa.func.count(CourseEnrolment.id))
        .join(CourseEnrolment, CourseEnrolment.group_id == StudyGroup.id)
        .where(
            StudyGroup.tutor_id.in_(sorted(tutors)),
            StudyGroup.ends_on >= TODAY,
            CourseEnrolment.finished_at.is_(None),
        )
        .group_by(StudyGroup.tutor_id)
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
