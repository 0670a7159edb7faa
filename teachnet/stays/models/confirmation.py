from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.teams.models import OnlineSession

STANDS = "taken_back_at IS NULL"


class SessionConfirmation(Model):
    """The lead vouches for who took part in a session, by the share that was asked for then. One stands at a time; it
    may be taken back, with its hours, and given again."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    least_share: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]
    because: Mapped[str] = mapped_column(sa.String(500), default="")  # why some count otherwise than by the rule
    taken_back_at: Mapped[datetime | None]
    taken_back_because: Mapped[str] = mapped_column(sa.String(500), default="")

    session: Mapped[OnlineSession] = relationship()
    by: Mapped[Person] = relationship()
    lines: Mapped[list["ConfirmedStay"]] = relationship(order_by="ConfirmedStay.id")

    __table_args__ = (
        sa.Index(
            "uq__session_confirmation__stands",
            "session_id",
            unique=True,
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        ),
    )

    @classmethod
    def standing_of(cls, session: OnlineSession) -> sa.Select:
        return sa.select(cls).where(cls.session_id == session.id, cls.taken_back_at.is_(None))

    @staticmethod
    def require_none(session: OnlineSession) -> None:
        """Under the lock of the session: what is confirmed takes neither a second word nor another list."""
        db.session.execute(sa.select(OnlineSession.id).where(OnlineSession.id == session.id).with_for_update())
        standing = db.session.scalars(SessionConfirmation.standing_of(session)).first()
        if standing is not None:
            raise Refused(_("%(name)s has confirmed already who took part.", name=standing.by.name))

    def take_back(self, *, reason: str) -> None:
        db.session.refresh(self, ["taken_back_at"], with_for_update=True)
        if self.taken_back_at is not None:
            raise Refused(_("This was taken back already."))
        self.taken_back_at, self.taken_back_because = utcnow(), reason


class ConfirmedStay(Model):
    """How long somebody was there when it was confirmed, in whole seconds, and whether it counts. Rows are only ever
    added."""

    is_audited = False  # one confirmation may have three hundred, and is recorded itself

    confirmation_id: Mapped[int] = mapped_column(sa.ForeignKey("session_confirmation.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    seconds: Mapped[int]
    counts: Mapped[bool]

    person: Mapped[Person] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("confirmation_id", "person_id"),
        sa.CheckConstraint("seconds >= 0", name="has_seconds"),
    )


only_ever_added(ConfirmedStay.__table__)
