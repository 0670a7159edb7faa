from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, insert_if_new, utcnow
from teachnet.teams.models import OnlineSession


class StaySource(StrEnum):
    ROOM = "room"
    CALL = "call"

    @property
    def label(self):
        return SOURCES[self]


SOURCES = {StaySource.ROOM: _l("The room here"), StaySource.CALL: _l("List of the video call")}


class Stay(Model):
    """From when to when somebody was there, by one source. Stays may overlap: their union is what counts."""

    is_audited = False  # the rows are the trail; confirming is recorded

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    source: Mapped[StaySource]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]

    person: Mapped[Person] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("session_id", "person_id", "source", "began_at"),
        sa.CheckConstraint("ended_at >= began_at", name="ends_after_it_began"),
    )

    @classmethod
    def hear(cls, session: OnlineSession, person: Person, *, silence: timedelta) -> bool:
        """Their page of the room is open at this moment, by our clock: a page only says it is there. Have they come
        in anew, after more than `silence`?"""
        now = utcnow()
        mine = (cls.session_id == session.id) & (cls.person_id == person.id) & (cls.source == StaySource.ROOM)
        lately = sa.update(cls).where(mine, cls.ended_at >= now - silence, cls.ended_at <= now).values(ended_at=now)
        if db.session.execute(lately).rowcount:
            return False
        keys = {"session_id": session.id, "person_id": person.id, "source": StaySource.ROOM, "began_at": now}
        db.session.execute(insert_if_new(cls, by=list(keys), **keys, ended_at=now))
        return True
