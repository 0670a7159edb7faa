import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model


class SpreadRule(Model):
    """Of a county with so many seats in a cohort, at most so many of the same stage and subject: a row for the city to
    write, e.g. from 20 seats at most 5, from 10 at most 3."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    from_seats: Mapped[int]
    most: Mapped[int]

    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "from_seats", name="uq__spread_rule__one_for_each_size"),
        sa.CheckConstraint("from_seats > 0 AND most > 0", name="numbers_are_positive"),
    )
