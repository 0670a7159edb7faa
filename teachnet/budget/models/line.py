from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from teachnet.budget.counting import yuan
from teachnet.budget.models.standard import fen
from teachnet.budget.words import Category, Source
from teachnet.db import Model, db
from teachnet.errors import Refused

if TYPE_CHECKING:
    from teachnet.budget.models.budget import CohortBudget


class BudgetLine(Model):
    """The money of one source for one kind of cost. `spent_fen` is the sum of its expenses; the database counts, in the
    statement that takes: two who reach for the last yuan spend it once."""

    budget_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort_budget.id"))
    source: Mapped[Source]
    category: Mapped[Category]
    planned_fen: Mapped[fen]
    spent_fen: Mapped[fen] = mapped_column(default=0)

    budget: Mapped["CohortBudget"] = relationship(back_populates="lines")

    __table_args__ = (
        sa.UniqueConstraint("budget_id", "source", "category", name="uq__budget_line__one_for_each"),
        sa.CheckConstraint("planned_fen > 0", name="planned_is_positive"),
        sa.CheckConstraint("spent_fen BETWEEN 0 AND planned_fen", name="spent_within_planned"),
    )

    @property
    def left_fen(self) -> int:
        return self.planned_fen - self.spent_fen

    @property
    def label(self) -> str:
        return _("%(source)s, %(category)s", source=self.source.label, category=self.category.label)

    def charge(self, amount_fen: int) -> None:
        """Below zero: money comes back."""
        now = db.session.scalar(
            sa.update(BudgetLine)
            .where(BudgetLine.id == self.id, BudgetLine.spent_fen + amount_fen <= BudgetLine.planned_fen)
            .values(spent_fen=BudgetLine.spent_fen + amount_fen)
            .returning(BudgetLine.spent_fen)
            .execution_options(synchronize_session=False)
        )
        if now is None:
            db.session.refresh(self)
            left = yuan(self.left_fen)
            raise Refused(_("“%(line)s” has %(left)s yuan left.", line=self.label, left=left))
        set_committed_value(self, "spent_fen", now)
