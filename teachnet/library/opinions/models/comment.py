from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.library.models import Resource
from teachnet.library.opinions.words import CommentState, ReportReason, ReportState

MOVES = {
    CommentState.SHOWN: {CommentState.HIDDEN, CommentState.WITHDRAWN},
    CommentState.HIDDEN: {CommentState.SHOWN},
}


class Comment(Model):
    """What a reader says of a resource. An editor of the area may hide it; its writer always sees what became of it."""

    resource_id: Mapped[int] = mapped_column(sa.ForeignKey("resource.id"))
    writer_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(sa.String(2000))
    state: Mapped[CommentState] = mapped_column(default=CommentState.SHOWN)
    made_at: Mapped[timestamp]

    resource: Mapped[Resource] = relationship()
    writer: Mapped[Person] = relationship()
    history: Mapped[list["CommentMove"]] = relationship(
        back_populates="comment",
        order_by="CommentMove.id",
        primaryjoin="Comment.id == CommentMove.comment_id",
        foreign_keys="CommentMove.comment_id",
    )
    reports: Mapped[list["CommentReport"]] = relationship(
        back_populates="comment",
        order_by="CommentReport.id",
        primaryjoin="Comment.id == CommentReport.comment_id",
        foreign_keys="CommentReport.comment_id",
    )

    __table_args__ = (
        sa.UniqueConstraint("id", "writer_id", name="uq__comment__whose"),
        sa.Index("ix__comment__of_resource", "resource_id", "id"),
        sa.CheckConstraint("length(text) > 0", name="says_something"),
    )

    @property
    def is_shown(self) -> bool:
        return self.state is CommentState.SHOWN

    @property
    def is_hidden(self) -> bool:
        return self.state is CommentState.HIDDEN

    @property
    def open_reports(self) -> list["CommentReport"]:
        return [report for report in self.reports if report.state is ReportState.OPEN]

    @property
    def last_move(self) -> "CommentMove | None":
        return self.history[-1] if self.history else None

    def withdraw(self, *, by: Person) -> None:
        self._move(CommentState.WITHDRAWN, by)
        self._close(ReportState.DISMISSED, by=None)

    def hide(self, *, by: Person, reason: str) -> None:
        """Gone for everybody but its writer and the editors; whoever reported it was right."""
        self._move(CommentState.HIDDEN, by, reason)
        self._close(ReportState.UPHELD, by=by)

    def restore(self, *, by: Person, reason: str = "") -> None:
        self._move(CommentState.SHOWN, by, reason)

    def report(self, *, by: Person, reason: ReportReason, note: str = "") -> None:
        self._lock()
        if not self.is_shown:
            raise Refused(_("This comment is no longer shown."))
        if any(report.by_id == by.id for report in self.reports):
            raise Refused(_("You have reported this comment already; an editor looks at it."))
        about = {"comment_id": self.id, "writer_id": self.writer_id, "by_id": by.id}
        self.reports.append(CommentReport(**about, reason=reason, note=note, state=ReportState.OPEN))

    def dismiss_reports(self, *, by: Person) -> None:
        """The comment stays as it is."""
        self._lock()
        if not self.open_reports:
            raise Refused(_("Nothing is open here any more: another editor was quicker."))
        self._close(ReportState.DISMISSED, by=by)

    def _close(self, outcome: ReportState, *, by: Person | None) -> None:
        for report in self.open_reports:
            report.close(outcome, by=by)

    def _lock(self) -> None:
        db.session.refresh(self, ["state", "reports"], with_for_update=True)  # two editors may press at once

    def _move(self, to: CommentState, by: Person, reason: str = "") -> None:
        self._lock()
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("This comment is already at “%(state)s”.", state=self.state.label))
        move = {"comment_id": self.id, "writer_id": self.writer_id, "by_id": by.id}
        self.history.append(CommentMove(**move, was=self.state, became=to, reason=reason))
        self.state = to


def _of_comment(table: str) -> sa.ForeignKeyConstraint:
    """`writer_id` as in the comment, to be compared with who acts by the database itself."""
    whose = ["comment_id", "writer_id"], ["comment.id", "comment.writer_id"]
    return sa.ForeignKeyConstraint(*whose, name=f"fk__{table}__whose")


class CommentMove(Model):
    """Who hid, restored or took back a comment, when and why. Rows are only ever added."""

    comment_id: Mapped[int] = mapped_column(index=True)
    writer_id: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[CommentState]
    became: Mapped[CommentState]
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[timestamp]

    comment: Mapped[Comment] = relationship(
        back_populates="history",
        primaryjoin="Comment.id == CommentMove.comment_id",
        foreign_keys="CommentMove.comment_id",
    )

    __table_args__ = (
        _of_comment("comment_move"),
        sa.CheckConstraint("(became = 'withdrawn') = (by_id = writer_id)", name="editors_judge_others"),
        sa.CheckConstraint("became <> 'hidden' OR reason <> ''", name="hiding_has_a_reason"),
    )


only_ever_added(CommentMove.__table__)


class CommentReport(Model):
    """Somebody thinks a comment should not be there. One each; an editor decides them together."""

    comment_id: Mapped[int]
    writer_id: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    reason: Mapped[ReportReason]
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    state: Mapped[ReportState] = mapped_column(default=ReportState.OPEN)
    made_at: Mapped[timestamp]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship(
        back_populates="reports",
        primaryjoin="Comment.id == CommentReport.comment_id",
        foreign_keys="CommentReport.comment_id",
    )

    __table_args__ = (
        _of_comment("comment_report"),
        sa.UniqueConstraint("comment_id", "by_id"),
        sa.Index("ix__comment_report__queue", "state", "made_at"),
        sa.CheckConstraint("by_id <> writer_id", name="nobody_reports_themself"),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_has_a_moment"),
    )

    def close(self, outcome: ReportState, *, by: Person | None) -> None:
        """`by` nobody: the comment went away by itself."""
        self.state, self.decided_by_id, self.decided_at = outcome, by and by.id, utcnow()
