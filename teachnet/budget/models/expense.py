from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.budget.models.line import BudgetLine
from teachnet.budget.models.standard import fen
from teachnet.db import Model, db, timestamp, today
from teachnet.errors import Refused

if TYPE_CHECKING:
    from teachnet.budget.models.lecture import LectureFee


class Expense(Model):
    """Money that went out of a line. A mistake is put right by a counter-expense over the same amount, then a new one:
    the book only grows."""

    line_id: Mapped[int] = mapped_column(sa.ForeignKey("budget_line.id"), index=True)
    spent_on: Mapped[date] = mapped_column(index=True)
    amount_fen: Mapped[fen]
    payee: Mapped[str] = mapped_column(sa.String(100))
    voucher: Mapped[str] = mapped_column(sa.String(60), default="")
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    corrects_id: Mapped[int | None] = mapped_column(sa.ForeignKey("expense.id"), unique=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[timestamp]

    line: Mapped[BudgetLine] = relationship()
    by: Mapped[Person] = relationship()
    corrects: Mapped["Expense | None"] = relationship(remote_side="Expense.id", back_populates="counter")
    counter: Mapped["Expense | None"] = relationship(back_populates="corrects", uselist=False)
    fee: Mapped["LectureFee | None"] = relationship(back_populates="expense", uselist=False)

    __table_args__ = (
        sa.CheckConstraint("amount_fen <> 0", name="some_money"),
        sa.CheckConstraint("(amount_fen < 0) = (corrects_id IS NOT NULL)", name="only_corrections_come_back"),
        sa.CheckConstraint("length(payee) > 0", name="has_payee"),
    )

    @classmethod
    def enter(
        cls,
        line: BudgetLine,
        *,
        amount_fen: int,
        spent_on: date,
        payee: str,
        by: Person,
        voucher: str = "",
        note: str = "",
    ) -> "Expense":
        line.budget.lock()
        line.budget.require_running()
        if spent_on > today():
            raise Refused(_("Only what has been spent is entered."))
        line.charge(amount_fen)
        about = {"payee": payee, "voucher": voucher, "note": note}
        entered = cls(line=line, spent_on=spent_on, amount_fen=amount_fen, by=by, **about)
        db.session.add(entered)
        db.session.flush()
        return entered

    def take_back(self, *, by: Person, reason: str) -> "Expense":
        self.line.budget.lock()
        self.line.budget.require_running()
        if self.amount_fen < 0 or db.session.scalar(sa.select(Expense.id).where(Expense.corrects_id == self.id)):
            raise Refused(_("This expense has been corrected already."))
        self.line.charge(-self.amount_fen)
        about = {"payee": self.payee, "voucher": self.voucher, "note": reason}
        back = Expense(line=self.line, spent_on=today(), amount_fen=-self.amount_fen, corrects=self, by=by, **about)
        db.session.add(back)
        if self.fee:
            self.fee.cancel()
        db.session.flush()
        return back


only_ever_added(Expense.__table__)
