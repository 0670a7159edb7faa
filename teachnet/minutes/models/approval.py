from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.teams.models import OnlineSession

STANDS = "reopened_at IS NULL"


class MinutesApproval(Model):
    """The lead stands for the minutes as they read at `version_id`, the last change they contain. Until the approval
    is taken back they take no other change: the database refuses it."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("minutes_version.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]
    reopened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reopened_at: Mapped[datetime | None]
    reopened_because: Mapped[str] = mapped_column(sa.String(500), default="")

    session: Mapped[OnlineSession] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=by_id)
    reopened_by: Mapped[Person | None] = relationship(foreign_keys=reopened_by_id)

    __table_args__ = (
        sa.Index(
            "uq__minutes_approval__stands",
            "session_id",
            unique=True,
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        ),
        sa.CheckConstraint("(reopened_at IS NULL) = (reopened_by_id IS NULL)", name="reopened_by_somebody"),
    )

    @classmethod
    def standing_of(cls, session: OnlineSession) -> sa.Select:
        return sa.select(cls).where(cls.session_id == session.id, cls.reopened_at.is_(None))

    def reopen(self, *, by: Person, reason: str) -> None:
        self.lock_minutes(self.session)
        db.session.refresh(self, ["reopened_at"])
        if self.reopened_at is not None:
            raise Refused(_("These minutes are open again already."))
        self.reopened_at, self.reopened_by, self.reopened_because = utcnow(), by, reason

    @staticmethod
    def lock_minutes(session: OnlineSession) -> None:
        """Whoever writes or approves the minutes of this session waits here for the one before."""
        db.session.execute(sa.select(OnlineSession.id).where(OnlineSession.id == session.id).with_for_update())

    @classmethod
    def require_open(cls, session: OnlineSession) -> None:
        """Under the lock."""
        cls.lock_minutes(session)
        standing = db.session.scalars(cls.standing_of(session)).first()
        if standing is not None:
            name = standing.by.name
            raise Refused(_("%(name)s has approved these minutes. They must be opened again first.", name=name))
