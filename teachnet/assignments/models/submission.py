from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.assignments.models.assignment import Assignment
from teachnet.assignments.words import SubmissionState
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.files.models import StoredFile
from teachnet.study.models import CourseEnrolment

if TYPE_CHECKING:
    from teachnet.assignments.models.mark import Mark

WAITS = "state = 'waiting'"


class Submission(Model):
    """What a learner handed in; the next version is a row of its own. `percent` is what the newest mark came to."""

    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"), index=True)
    number: Mapped[int]  # from 1
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True, info={"secret": True})
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200), default="")
    state: Mapped[SubmissionState] = mapped_column(default=SubmissionState.WAITING, index=True)
    handed_in_at: Mapped[timestamp]
    percent: Mapped[int | None]
    # Of all that others handed in for this assignment, the one most like it; told to who marks, decides nothing.
    alike_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submission.id"), index=True)
    alike_percent: Mapped[int | None]
    sketch: Mapped[list] = mapped_column(default=list, deferred=True, info={"secret": True})  # see likeness.py

    assignment: Mapped[Assignment] = relationship()
    enrolment: Mapped[CourseEnrolment] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    marks: Mapped[list["Mark"]] = relationship(back_populates="submission", order_by="Mark.id")

    __table_args__ = (
        sa.UniqueConstraint("assignment_id", "enrolment_id", "number"),
        sa.Index(
            "uq__submission__one_waiting",
            "assignment_id",
            "enrolment_id",
            unique=True,
            sqlite_where=sa.text(WAITS),
            postgresql_where=sa.text(WAITS),
        ),
        sa.CheckConstraint("text <> '' OR file_id IS NOT NULL", name="says_something"),
        sa.CheckConstraint("file_id IS NULL OR file_name <> ''", name="a_file_has_a_name"),
        sa.CheckConstraint("(percent IS NULL) = (state = 'waiting')", name="marked_when_it_does_not_wait"),
    )

    @property
    def learner(self) -> Person:
        return self.enrolment.learner

    @property
    def is_waiting(self) -> bool:
        return self.state is SubmissionState.WAITING

    @property
    def is_passed(self) -> bool:
        return self.state is SubmissionState.PASSED

    @property
    def due_at(self) -> datetime:
        return self.handed_in_at + timedelta(days=self.assignment.mark_within_days)

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and self.due_at < utcnow()

    def mark(self, mark: "Mark", *, again: bool) -> None:
        """The first one, or one `again` by who looks over the tutor's shoulder: the newest counts."""
        db.session.refresh(self, ["state"], with_for_update=True)  # two may mark at once
        if again == self.is_waiting:
            raise Refused(_("It has to be marked first.") if again else _("Somebody has marked this already."))
        if mark.by_id == self.learner.id:
            raise Refused(_("Nobody marks their own work."))
        if again and self.marks[-1].by_id == mark.by_id:
            raise Refused(_("Somebody else looks at it a second time."))
        self.marks.append(mark)
        self.percent = mark.total * 100 // self.assignment.most_points
        passed = mark.total * 100 >= self.assignment.pass_percent * self.assignment.most_points
        self.state = SubmissionState.PASSED if passed else SubmissionState.RETURNED
