from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp
from teachnet.training.words import SeatReason

if TYPE_CHECKING:
    from teachnet.training.models.quota import QuotaLine


class SeatMove(Model):
    """An entry of the seat ledger: so many seats to a line, or from it; the sum of its entries is what a line has."""

    is_audited = False  # the line's own audit row tells the same

    line_id: Mapped[int] = mapped_column(sa.ForeignKey("quota_line.id"), index=True)
    seats: Mapped[int]
    reason: Mapped[SeatReason]
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))  # none: the installation, on the day for it
    at: Mapped[timestamp]

    line: Mapped["QuotaLine"] = relationship()
    by: Mapped[Person | None] = relationship()

    __table_args__ = (sa.CheckConstraint("seats <> 0", name="something_moves"),)


only_ever_added(SeatMove.__table__)


def move_seats(
    line: "QuotaLine", seats: int, reason: SeatReason, *, by: Person | None, document_number: str = "", note: str = ""
) -> None:
    """Change what a locked line has, and write it down."""
    line.seats += seats
    entry = SeatMove(line=line, seats=seats, reason=reason, by=by, document_number=document_number, note=note)
    db.session.add(entry)


def lend_seat(lender: "QuotaLine", line: "QuotaLine", *, by: Person) -> None:
    """One free seat, from one soft line of a county to another. Both are locked."""
    for side, seats in ((lender, -1), (line, 1)):
        move_seats(side, seats, SeatReason.LENT, by=by)
        db.session.flush()
