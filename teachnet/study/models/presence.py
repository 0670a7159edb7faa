from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, from_now, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for
from teachnet.study.models.watching import BEATS_KEPT, WatchSession

ANSWER_WITHIN = timedelta(minutes=3)
TOO_LATE = from_now(-ANSWER_WITHIN)


class PresencePrompt(Model):
    """Asks once whether somebody is there, under a code that nobody can guess. A missed one takes nothing away: what
    was counted since the one before is unconfirmed, and people see that."""

    is_audited = False  # a row says itself when it was asked and answered

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("watch_session.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    asked_at: Mapped[timestamp] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    vouches_ms: Mapped[int] = mapped_column(default=0)  # counted since the one before

    session: Mapped[WatchSession] = relationship()

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and utcnow() - self.asked_at < ANSWER_WITHIN

    @property
    def seconds_left(self) -> int:
        return max(0, int((self.asked_at + ANSWER_WITHIN - utcnow()).total_seconds()))

    @classmethod
    def is_missed(cls) -> sa.ColumnElement[bool]:
        return cls.answered_at.is_(None) & (cls.asked_at < TOO_LATE)

    def answer(self) -> None:
        if self.answered_at is not None:
            raise Refused(_("You have answered this already."))
        if not self.is_open:
            raise Refused(_("This question is over. What you studied stays counted; it is marked as unconfirmed."))
        self.answered_at = utcnow()


keep_for(PresencePrompt.asked_at, BEATS_KEPT)
