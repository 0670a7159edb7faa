from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp
from teachnet.reports.words import ReportKind


class ReportSnapshot(Model):
    """A report as it stood in a month. It is never reckoned again: what changes later does not change it."""

    is_audited = False  # nobody makes it

    kind: Mapped[ReportKind]
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    month: Mapped[date]  # its first day
    year: Mapped[int]  # the year the figures are of
    sheet: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # see `Sheet.frozen`
    document_numbers: Mapped[str] = mapped_column(sa.Text, default="")
    made_at: Mapped[timestamp]

    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "month", "kind", name="uq__report_snapshot__one_a_month"),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name="year_is_sensible"),
    )


only_ever_added(ReportSnapshot.__table__)
