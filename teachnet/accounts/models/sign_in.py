from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import NOW, Model, timestamp, utcnow

if TYPE_CHECKING:
    from teachnet.accounts.models.person import Person

IDLE = timedelta(days=7)
ABSOLUTE = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)  # how exact "last seen" is; each sight is a write
# The first that fits: each later one also pretends to be those after it.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
CODE_LASTS = timedelta(days=14)
CODE_TRIES = 5


class SignInSession(Model):
    """One browser signed in. The cookie holds a random token; here is only its hash."""

    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True, info={"secret": True})
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    started_at: Mapped[timestamp]
    seen_at: Mapped[timestamp]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(sa.String(45), default="")
    device: Mapped[str] = mapped_column(sa.String(200), default="")

    person: Mapped["Person"] = relationship()

    @staticmethod
    def limits() -> dict[str, datetime]:
        """Since when a session must have been seen, and have been opened, to be open now."""
        now = utcnow()
        return {"seen_since": now - IDLE, "started_since": now - ABSOLUTE}

    @classmethod
    def is_open(cls, seen_since, started_since) -> sa.ColumnElement[bool]:
        """The two `limits`, or blanks for them."""
        return cls.ended_at.is_(None) & (cls.seen_at > seen_since) & (cls.started_at > started_since)

    @property
    def device_name(self) -> str:
        """WeChat · Android, as far as a browser tells; only to recognise one's own."""
        browser = next((name for mark, name in BROWSERS if mark in self.device), "")
        system = next((name for mark, name in SYSTEMS if mark in self.device), "")
        return " · ".join(filter(None, (browser, system))) or _("Unknown device")

    def end(self) -> None:
        self.ended_at = self.ended_at or utcnow()


class OneTimeCode(Model):
    """Lets somebody set a first or a forgotten password. Made by an administrator, told in person, good once."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), info={"secret": True})
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[timestamp]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    person: Mapped["Person"] = relationship(foreign_keys=[person_id])

    @classmethod
    def is_good(cls) -> sa.ColumnElement[bool]:
        return cls.used_at.is_(None) & (cls.expires_at > NOW) & (cls.tries < CODE_TRIES)


class SignInFailure(Model):
    """A wrong password or code. Successes are not counted: a whole school may stand behind one address."""

    is_audited = False  # each failure has its own audit row, written by hand

    account: Mapped[str] = mapped_column(sa.String(64))  # keyed hash of what was typed as the name
    address: Mapped[str] = mapped_column(sa.String(45))
    at: Mapped[timestamp] = mapped_column(index=True)

    __table_args__ = (sa.Index("ix__sign_in_failure__who", "account", "address", "at"),)
