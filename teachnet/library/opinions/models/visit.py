from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, timestamp
from teachnet.jobs.housekeeping import keep_for


class VisitCount(Model):
    """How often a resource was looked at and fetched on one day of the city. Nothing tells by whom."""

    is_audited = False

    resource_id: Mapped[int] = mapped_column(sa.ForeignKey("resource.id"))
    day: Mapped[date] = mapped_column(index=True)
    views: Mapped[int] = mapped_column(default=0)
    downloads: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.UniqueConstraint("resource_id", "day", name="uq__visit_count__one_a_day"),
        sa.CheckConstraint("views >= 0 AND downloads >= 0", name="not_negative"),
    )


class VisitMark(Model):
    """That a visitor of this day has been counted. `mark` is a keyed hash that is another one tomorrow."""

    is_audited = False

    mark: Mapped[str] = mapped_column(sa.String(32), unique=True)
    made_at: Mapped[timestamp] = mapped_column(index=True)


class VisitSpool(Model):
    """How far into a spool file visits have been counted: what stands before `folded` (bytes) is never read again."""

    is_audited = False

    name: Mapped[str] = mapped_column(sa.String(80), unique=True)
    folded: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    folded_at: Mapped[timestamp] = mapped_column(index=True)


keep_for(VisitMark.made_at, timedelta(days=30))  # longer than a worker is ever away
keep_for(VisitSpool.folded_at, timedelta(days=90))  # longer than its file
