from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, from_now, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.study.models.course import Course
from teachnet.study.models.group import StudyGroup
from teachnet.study.words import Pace

STUCK_AFTER = timedelta(days=7)
LONG_AGO = from_now(-STUCK_AFTER)


class CourseEnrolment(Model):
    """Somebody studies a course. The sums beside the name are kept up with each beat, in its transaction, so that a
    list of forty thousand learners asks one table."""

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id"))
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("study_group.id"), index=True)
    joined_at: Mapped[timestamp]
    started_at: Mapped[datetime | None]
    studied_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    units_done: Mapped[int] = mapped_column(default=0)
    credited_ms: Mapped[int] = mapped_column(sa.BigInteger, default=0)

    course: Mapped[Course] = relationship()
    learner: Mapped[Person] = relationship()
    group: Mapped[StudyGroup | None] = relationship(back_populates="enrolments")

    __table_args__ = (
        sa.UniqueConstraint("course_id", "learner_id"),
        sa.CheckConstraint("units_done >= 0 AND credited_ms >= 0", name="sums_are_not_negative"),
    )

    @classmethod
    def join(cls, course: Course, learner: Person) -> "CourseEnrolment":
        if not course.is_open:
            raise Refused(_("This course cannot be joined now."))
        if course.is_replaced:
            raise Refused(_("There is a newer version of this course. Take part in that one."))
        return cls(course=course, learner=learner)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def pace(self) -> Pace:
        if self.finished_at:
            return Pace.FINISHED
        if self.studied_at is None:
            return Pace.NOT_STARTED
        return Pace.STUCK if self.studied_at < utcnow() - STUCK_AFTER else Pace.ON_THE_WAY

    @classmethod
    def has_pace(cls, pace: Pace) -> sa.ColumnElement[bool]:
        """`pace`, for the database."""
        unfinished = cls.finished_at.is_(None)
        return {
            Pace.FINISHED: cls.finished_at.is_not(None),
            Pace.NOT_STARTED: unfinished & cls.studied_at.is_(None),
            Pace.STUCK: unfinished & (cls.studied_at < LONG_AGO),
            Pace.ON_THE_WAY: unfinished & (cls.studied_at >= LONG_AGO),
        }[pace]

    @property
    def minutes_earned(self) -> int:
        return self.course.minutes if self.is_finished else 0
