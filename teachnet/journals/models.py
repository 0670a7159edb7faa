"""What learners write down for themselves while they study a course (研修日志), and what their tutor says to it."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.study.models import CourseEnrolment

LONGEST, LONGEST_REMARK = 10_000, 1000
LEAST = 100  # characters, blanks left out: shorter ones are as welcome, but bring no points in a project


class JournalEntry(Model):
    """Read by whoever wrote it and by their tutor; by their group only if it is shared. It may be improved until the
    tutor has said something to it: a remark is about what was there."""

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text, info={"secret": True})
    is_shared: Mapped[bool] = mapped_column(default=False)
    is_long_enough: Mapped[bool]
    written_at: Mapped[timestamp]
    changed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    enrolment: Mapped[CourseEnrolment] = relationship()
    remarks: Mapped[list["JournalRemark"]] = relationship(back_populates="entry", order_by="JournalRemark.id")

    __table_args__ = (sa.CheckConstraint("length(text) > 0", name="says_something"),)

    @classmethod
    def in_course(cls, enrolment: CourseEnrolment, text: str, *, is_shared: bool) -> "JournalEntry":
        return cls(enrolment=enrolment, text=text, is_shared=is_shared, is_long_enough=is_long_enough(text))

    @property
    def writer(self) -> Person:
        return self.enrolment.learner

    @property
    def can_be_changed(self) -> bool:
        return self.withdrawn_at is None and not self.remarks

    def change(self, text: str, *, is_shared: bool) -> None:
        self._lock()
        if not self.can_be_changed:
            raise Refused(_("Your tutor has answered this entry already. Write a new one."))
        self.text, self.is_shared, self.is_long_enough = text, is_shared, is_long_enough(text)
        self.changed_at = utcnow()

    def withdraw(self) -> None:
        self._lock()
        if self.withdrawn_at is not None:
            raise Refused(_("This entry has been withdrawn already."))
        self.withdrawn_at = utcnow()

    def remark(self, text: str, *, by: Person) -> "JournalRemark":
        self._lock()
        if self.withdrawn_at is not None:
            raise Refused(_("This entry has been withdrawn already."))
        remark = JournalRemark(entry=self, by=by, text=text)
        db.session.add(remark)
        return remark

    def _lock(self) -> None:
        db.session.refresh(self, ["withdrawn_at"], with_for_update=True)
        db.session.expire(self, ["remarks"])


class JournalRemark(Model):
    """What a tutor says to an entry. Rows are only ever added."""

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("journal_entry.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_REMARK))
    at: Mapped[timestamp]

    entry: Mapped[JournalEntry] = relationship(back_populates="remarks")
    by: Mapped[Person] = relationship()


only_ever_added(JournalRemark.__table__)


def is_long_enough(text: str) -> bool:
    return len("".join(text.split())) >= LEAST
