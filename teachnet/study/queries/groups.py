"""Groups, their tutors and learners."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.study.models import (
    CourseEnrolment,
    Pace,
    StudyGroup,
)
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
