from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.db import Model
from teachnet.study.models.course import Course

if TYPE_CHECKING:
    from teachnet.study.models.enrolment import CourseEnrolment


class StudyGroup(Model):
    """Learners of one course whom a tutor looks after for some weeks. It belongs to the office that set it up."""

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    tutor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    course: Mapped[Course] = relationship()
    organisation: Mapped[Organisation] = relationship()
    tutor: Mapped[Person] = relationship()
    enrolments: Mapped[list["CourseEnrolment"]] = relationship(back_populates="group")

    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "name"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )
