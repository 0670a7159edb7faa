from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, db, timestamp, utcnow, writing
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for

WINDOW = timedelta(minutes=15)
MOST = 60  # from one address in one window: a personnel office checks a pile, nobody reads on through all numbers


class TooManyLookUps(Refused):
    status = 429


class CertificateLookUp(Model):
    """Somebody asked for a certificate by its number alone. Kept for a day, to count by address."""

    is_audited = False  # no change of anything

    address: Mapped[str] = mapped_column(sa.String(45))
    at: Mapped[timestamp] = mapped_column(index=True)

    __table_args__ = (sa.Index("ix__certificate_look_up__who", "address", "at"),)

    @classmethod
    def count(cls, address: str) -> None:
        """In a transaction of its own: a page is read, and that it was read is written."""
        recent = sa.select(sa.func.count()).where(cls.address == address, cls.at > utcnow() - WINDOW)
        if db.session.scalar(recent) >= MOST:
            raise TooManyLookUps(_("Too many numbers were asked for from here. Wait a quarter of an hour."))
        with writing(), db.engine.begin() as connection:
            connection.execute(sa.insert(cls).values(address=address, at=utcnow()))


keep_for(CertificateLookUp.at, timedelta(days=1))
