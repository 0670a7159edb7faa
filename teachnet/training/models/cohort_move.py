import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp
from teachnet.training.words import CohortState


class CohortMove(Model):
    """Who announced, took back, closed or cancelled a cohort, when, and why."""

    is_audited = False  # the cohort's own audit row tells the same

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[CohortState]
    became: Mapped[CohortState]
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[timestamp]
    by: Mapped[Person] = relationship()


only_ever_added(CohortMove.__table__)
