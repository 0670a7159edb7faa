from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import TODAY, Model, db, timestamp, today
from teachnet.errors import Refused
from teachnet.minutes.models.approval import MinutesApproval
from teachnet.teams.models import OnlineSession, Team

LONGEST_NOTE = 500


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    ActionState.OPEN: (_l("Still to do"), "wait"),
    ActionState.DONE: (_l("Done"), "good"),
    ActionState.DROPPED: (_l("Let go"), "quiet"),
}

MOVES = {
    None: {ActionState.OPEN},
    ActionState.OPEN: {ActionState.OPEN, ActionState.DONE, ActionState.DROPPED},  # open again: another owner or day
    ActionState.DONE: {ActionState.OPEN},
    ActionState.DROPPED: {ActionState.OPEN},
}


class ActionItem(Model):
    """What somebody takes upon themselves in a session, and until when. It stands in every later sitting of the team
    until it is done, or let go with a reason."""

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"), index=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    what: Mapped[str] = mapped_column(sa.String(300))
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    state: Mapped[ActionState]

    team: Mapped[Team] = relationship()
    session: Mapped[OnlineSession] = relationship()
    owner: Mapped[Person] = relationship()
    history: Mapped[list["ActionMove"]] = relationship(order_by="ActionMove.id")
    carried: Mapped[list["CarriedItem"]] = relationship(back_populates="item", order_by="CarriedItem.id")

    @classmethod
    def agree(cls, session: OnlineSession, what: str, *, owner: Person, due_on: date, by: Person) -> "ActionItem":
        """It belongs to the minutes of this session, and can come in while they are open."""
        MinutesApproval.require_open(session)
        item = cls(team=session.team, session=session, what=what, owner=owner, due_on=due_on, state=None)
        item._move(ActionState.OPEN, by)
        db.session.add(item)
        return item

    @property
    def is_open(self) -> bool:
        return self.state is ActionState.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < today()

    @classmethod
    def is_overdue(cls) -> sa.ColumnElement[bool]:
        """`is_late`, for the database."""
        return (cls.state == ActionState.OPEN) & (cls.due_on < TODAY)

    @property
    def last_note(self) -> str:
        return next((move.note for move in reversed(self.history) if move.note), "")

    def finish(self, *, by: Person, note: str = "") -> None:
        self._move(ActionState.DONE, by, note)

    def let_go(self, *, by: Person, reason: str) -> None:
        self._move(ActionState.DROPPED, by, reason)

    def take_up_again(self, *, by: Person) -> None:
        self._lock()
        if self.is_open:
            raise Refused(_("“%(what)s”: already “%(state)s”.", what=self.what, state=self.state.label))
        self._move(ActionState.OPEN, by)

    def hand_on(self, *, owner: Person, due_on: date, by: Person, reason: str) -> None:
        """To somebody else, or to a later day."""
        self._lock()
        if not self.is_open:  # else it would be taken up again by the same move
            raise Refused(_("“%(what)s” is no longer to do.", what=self.what))
        self._move(ActionState.OPEN, by, reason)
        self.owner, self.due_on = owner, due_on

    def _move(self, to: ActionState, by: Person, note: str = "") -> None:
        if sa.inspect(self).persistent:
            self._lock()
        if to not in MOVES[self.state]:
            raise Refused(_("“%(what)s”: already “%(state)s”.", what=self.what, state=self.state.label))
        self.history.append(ActionMove(was=self.state, became=to, by=by, note=note))
        self.state = to

    def _lock(self) -> None:
        """The owner and the lead may press at once."""
        db.session.refresh(self, ["state"], with_for_update=True)


class ActionMove(Model):
    """Who moved an action item, when, and what they said to it. Rows are only ever added."""

    item_id: Mapped[int] = mapped_column(sa.ForeignKey("action_item.id"), index=True)
    was: Mapped[ActionState | None]
    became: Mapped[ActionState]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE), default="")
    at: Mapped[timestamp]

    by: Mapped[Person] = relationship()


class CarriedItem(Model):
    """It was still to do when the minutes of this later session were approved. Rows are only ever added."""

    item_id: Mapped[int] = mapped_column(sa.ForeignKey("action_item.id"))
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    at: Mapped[timestamp]

    item: Mapped[ActionItem] = relationship(back_populates="carried")

    __table_args__ = (sa.UniqueConstraint("item_id", "session_id"),)


only_ever_added(ActionMove.__table__)
only_ever_added(CarriedItem.__table__)
