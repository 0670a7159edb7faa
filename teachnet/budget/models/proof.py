from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.budget.words import Proof
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused

if TYPE_CHECKING:
    from teachnet.budget.models.budget import CohortBudget


class ProofTick(Model):
    """Who has seen one paper of the reimbursement set, and when."""

    budget_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort_budget.id"))
    proof: Mapped[Proof]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    by: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("budget_id", "proof", name="uq__proof_tick__one_for_a_paper"),)

    @classmethod
    def set(cls, budget: "CohortBudget", proof: Proof, *, by: Person) -> None:
        budget.lock()
        budget.require_running()
        if cls._found(budget, proof):
            raise Refused(_("Somebody has ticked this already."))
        db.session.add(cls(budget_id=budget.id, proof=proof, by=by))

    @classmethod
    def clear(cls, budget: "CohortBudget", proof: Proof) -> None:
        budget.lock()
        budget.require_running()
        if tick := cls._found(budget, proof):
            db.session.delete(tick)

    @classmethod
    def _found(cls, budget: "CohortBudget", proof: Proof) -> "ProofTick | None":
        return db.session.scalars(sa.select(cls).where(cls.budget_id == budget.id, cls.proof == proof)).first()
