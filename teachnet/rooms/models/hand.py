from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, insert_if_new, timestamp, utcnow
from teachnet.rooms.models.room import EventKind, SessionRoom
from teachnet.teams.models import OnlineSession


class RaisedHand(Model):
    """Somebody wants to speak. One row for a person and a session: the hand is up or down."""

    is_audited = False  # up and down within minutes, and nothing hangs on it

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    raised_at: Mapped[timestamp]
    lowered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("session_id", "person_id"),)

    @classmethod
    def put(cls, session: OnlineSession, person: Person, *, up: bool) -> None:
        """Whoever raised it first stands first; raising it twice changes nothing."""
        room = SessionRoom.of(session)
        keys = {"session_id": session.id, "person_id": person.id}
        now = utcnow()
        db.session.execute(insert_if_new(cls, by=list(keys), **keys, raised_at=now, lowered_at=now))
        hand = db.session.scalars(sa.select(cls).filter_by(**keys).execution_options(populate_existing=True)).one()
        if up == (hand.lowered_at is None):
            return
        hand.raised_at, hand.lowered_at = (now, None) if up else (hand.raised_at, now)
        room.tell(EventKind.HAND, id=person.id, by=person.name, up=up, at=hand.raised_at.timestamp())
