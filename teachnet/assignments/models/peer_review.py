from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.assignments.models.submission import Submission
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.study.models import CourseEnrolment


class PeerReview(Model):
    """One learner looks at the first version of another's work (互评): allotted, begun, done. Until it is begun it may
    be allotted anew. Neither is told who the other is. It passes nobody: who wrote the work reads it, and who marks."""

    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"))
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"), index=True)
    allotted_at: Mapped[timestamp]
    rows: Mapped[list] = mapped_column(default=list)  # [[title, points, most], …] as in a mark
    percent: Mapped[int | None]
    comment: Mapped[str] = mapped_column(sa.String(2000), default="")
    begun_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()
    reviewer: Mapped[CourseEnrolment] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("submission_id", "reviewer_id"),
        sa.CheckConstraint("(done_at IS NULL) = (percent IS NULL)", name="done_with_a_share"),
        sa.CheckConstraint("done_at IS NULL OR begun_at IS NOT NULL", name="begun_before_done"),
    )

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_begun(self) -> bool:
        return self.begun_at is not None

    def begin(self) -> None:
        """From now on it is this work."""
        db.session.refresh(self, ["begun_at", "submission_id"], with_for_update=True)
        self.begun_at = self.begun_at or utcnow()

    def review(self, rows: list, comment: str) -> None:
        db.session.refresh(self, ["begun_at", "done_at"], with_for_update=True)
        if not self.is_begun:
            raise Refused(_("Begin the review first."))
        if self.is_done:
            raise Refused(_("You have reviewed this work already."))
        whole = sum(most for _title, _points, most in rows)
        self.rows, self.comment, self.done_at = rows, comment, utcnow()
        self.percent = sum(points for _title, points, _most in rows) * 100 // whole
