from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp


class EarlierRound(Model):
    """The window of a round of applications that is over; the cohort itself has that of its present one."""

    is_audited = False  # the cohort's own audit row tells the same

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    number: Mapped[int]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    county_review_by: Mapped[date]
    ended_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    ended_at: Mapped[timestamp]

    ended_by: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("cohort_id", "number", name="uq__earlier_round__once"),)


only_ever_added(EarlierRound.__table__)
