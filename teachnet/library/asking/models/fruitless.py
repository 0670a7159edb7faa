from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model

LONGEST_QUERY = 100


class FruitlessSearch(Model):
    """What was asked in a month and found nothing, how often, and on which day last. Not by whom."""

    is_audited = False

    month: Mapped[date]  # its first day
    query: Mapped[str] = mapped_column(sa.String(LONGEST_QUERY))
    count: Mapped[int] = mapped_column(default=0)
    last_on: Mapped[date]

    __table_args__ = (
        sa.UniqueConstraint("month", "query"),
        sa.CheckConstraint("count >= 0", name="is_counted"),
        sa.Index("ix__fruitless_search__most_asked", "month", "count"),
    )
