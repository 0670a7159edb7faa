"""What is seen of journals: one's own, those of one's groups, and what was shared with a group one is in."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, selectinload

from teachnet.accounts.models import Appointment, Person
from teachnet.journals.models import JournalEntry, JournalRemark
from teachnet.study.models import CourseEnrolment, StudyGroup

_mine = aliased(CourseEnrolment)


def entries_visible_to(person: Person) -> sa.Select:
    my_groups = sa.select(_mine.group_id).where(_mine.learner_id == person.id, _mine.group_id.is_not(None))
    tutored = sa.select(StudyGroup.id).where(StudyGroup.tutor_id == person.id)
    seen = sa.or_(
        CourseEnrolment.learner_id == person.id,
        CourseEnrolment.group_id.in_(tutored),
        JournalEntry.is_shared & CourseEnrolment.group_id.in_(my_groups),
    )
    return (
        sa.select(JournalEntry)
        .join(JournalEntry.enrolment)
        .where(seen, JournalEntry.withdrawn_at.is_(None))
        .options(
            contains_eager(JournalEntry.enrolment).joinedload(CourseEnrolment.course),
            contains_eager(JournalEntry.enrolment).joinedload(CourseEnrolment.group),
            contains_eager(JournalEntry.enrolment)
            .joinedload(CourseEnrolment.learner)
            .selectinload(Person.appointments)
            .joinedload(Appointment.organisation),
            selectinload(JournalEntry.remarks).joinedload(JournalRemark.by),
        )
    )


def my_entries(enrolment: CourseEnrolment, person: Person) -> sa.Select:
    """The newest first."""
    mine = entries_visible_to(person).where(JournalEntry.enrolment_id == enrolment.id)
    return mine.order_by(JournalEntry.id.desc())


def shared_beside(enrolment: CourseEnrolment, person: Person) -> sa.Select:
    """What others of the group have shared, the newest first; nothing for who is in none."""
    others = (CourseEnrolment.group_id == enrolment.group_id) & (CourseEnrolment.learner_id != person.id)
    return entries_visible_to(person).where(others, JournalEntry.is_shared).order_by(JournalEntry.id.desc())


def entries_in(group: StudyGroup, person: Person) -> sa.Select:
    """For its tutor: those nobody has answered first, who has waited longest on top."""
    answered = sa.exists().where(JournalRemark.entry_id == JournalEntry.id)
    found = entries_visible_to(person).where(CourseEnrolment.group_id == group.id)
    return found.order_by(answered, sa.case((answered, -JournalEntry.id), else_=JournalEntry.id))
