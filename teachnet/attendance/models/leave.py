import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.attendance.models.meeting import ClassMeeting
from teachnet.attendance.words import LeaveKind, LeaveState
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.training.models import Enrolment

S = LeaveState

MOVES = {S.ASKED: {S.GRANTED, S.REFUSED, S.WITHDRAWN}, S.GRANTED: {S.WITHDRAWN}}
LIVE = "state IN ('asked', 'granted')"


class Leave(Model):
    """Somebody asks to be away from a meeting, and says why; the host decides. Leave does not count as attended."""

    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("class_meeting.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    kind: Mapped[LeaveKind]
    reason: Mapped[str] = mapped_column(sa.String(500))
    state: Mapped[LeaveState] = mapped_column(default=S.ASKED)
    made_at: Mapped[timestamp]
    version: Mapped[int] = mapped_column()

    meeting: Mapped[ClassMeeting] = relationship()
    enrolment: Mapped[Enrolment] = relationship()
    history: Mapped[list["LeaveMove"]] = relationship(order_by="LeaveMove.id")

    __table_args__ = (
        sa.Index(
            "uq__leave__one_live",
            "meeting_id",
            "enrolment_id",
            unique=True,
            sqlite_where=sa.text(LIVE),
            postgresql_where=sa.text(LIVE),
        ),
        sa.CheckConstraint("length(reason) > 0", name="says_why"),
    )
    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def ask(cls, meeting: ClassMeeting, case: Enrolment, *, by: Person, kind: LeaveKind, reason: str) -> "Leave":
        if meeting.is_over:
            raise Refused(_("The meeting is over; tell the host, who can note it on the list."))
        leave = cls(meeting=meeting, enrolment=case, kind=kind, reason=reason)
        leave.history.append(LeaveMove(became=S.ASKED, by=by))
        db.session.add(leave)
        return leave

    def grant(self, *, by: Person) -> None:
        self._move(S.GRANTED, by)

    def refuse(self, *, by: Person) -> None:
        self._move(S.REFUSED, by)

    def withdraw(self, *, by: Person) -> None:
        self._move(S.WITHDRAWN, by)

    def _move(self, to: LeaveState, by: Person) -> None:
        if to is not S.WITHDRAWN and by.id == self.enrolment.teacher_id:
            raise Refused(_("Nobody decides their own leave."))
        db.session.refresh(self, with_for_update={"of": Leave})
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("This leave is decided already: %(state)s.", state=self.state.label))
        self.history.append(LeaveMove(was=self.state, became=to, by=by))
        self.state = to


class LeaveMove(Model):
    """Who moved a leave, and when."""

    is_audited = False  # the leave's own audit row tells the same

    leave_id: Mapped[int] = mapped_column(sa.ForeignKey("leave.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[LeaveState | None]
    became: Mapped[LeaveState]
    at: Mapped[timestamp]

    by: Mapped[Person] = relationship()


only_ever_added(LeaveMove.__table__)
