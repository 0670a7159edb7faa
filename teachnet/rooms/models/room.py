from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, db, insert_if_new, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for
from teachnet.materials.models import SessionMaterial
from teachnet.teams.models import AgendaItem, OnlineSession


class EventKind(StrEnum):
    """What a page that is open is told of."""

    STEP = "step"
    QUESTION = "question"
    HAND = "hand"
    SHOWN = "shown"
    POLL = "poll"
    MESSAGE = "message"


class SessionRoom(Model):
    """One for a session, from its first word on: what is shown, and where the host is in the agenda, which without
    a word of theirs goes by the clock. Whoever tells the others something locks this row, so that events come in the
    order of their ids."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), unique=True)
    position: Mapped[int | None]
    since: Mapped[datetime | None]
    material_id: Mapped[int | None] = mapped_column(sa.ForeignKey("session_material.id", ondelete="SET NULL"))

    session: Mapped[OnlineSession] = relationship()

    __table_args__ = (sa.CheckConstraint("(position IS NULL) = (since IS NULL)", name="a_step_has_its_moment"),)

    @classmethod
    def of(cls, session: OnlineSession) -> "SessionRoom":
        db.session.execute(insert_if_new(cls, by=["session_id"], session_id=session.id))
        locked = sa.select(cls).where(cls.session_id == session.id).with_for_update()
        return db.session.scalars(locked.execution_options(populate_existing=True)).one()

    def step_to(self, item: AgendaItem) -> None:
        if self.position == item.position:
            raise Refused(_("“%(title)s” is under way already.", title=item.title))
        self.position, self.since = item.position, utcnow()
        self.tell(EventKind.STEP, position=self.position, since=self.since.timestamp())

    def show(self, material: SessionMaterial | None) -> None:
        """What is looked at now. Who may not see it in the library is told its number only."""
        self.material_id = material and material.id
        self.tell(EventKind.SHOWN, id=self.material_id or 0)

    def tell(self, kind: EventKind, **data: Any) -> None:
        """In the transaction of what happened: who hears of it can be sure of it."""
        db.session.add(RoomEvent(session_id=self.session_id, kind=kind, data=data))


class RoomEvent(Model):
    """Something happened in a room. `data` is what a page needs to show it, the same for every reader."""

    is_audited = False

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"))
    kind: Mapped[EventKind]
    data: Mapped[dict]
    at: Mapped[timestamp] = mapped_column(index=True)

    __table_args__ = (sa.Index("ix__room_event__of_session", "session_id", "id"),)


keep_for(RoomEvent.at, timedelta(days=2))
