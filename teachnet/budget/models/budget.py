from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.budget.counting import Ceiling, yuan
from teachnet.budget.models.line import BudgetLine
from teachnet.budget.models.proof import ProofTick
from teachnet.budget.models.standard import CostStandard, fen
from teachnet.budget.words import BudgetState, Category, Proof, Source, in_figures
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.training.models import WERE_THERE, Cohort, Enrolment

S = BudgetState
MOVES = {
    S.DRAFT: {S.SUBMITTED},
    S.RETURNED: {S.SUBMITTED},
    S.SUBMITTED: {S.APPROVED, S.RETURNED},
    S.APPROVED: {S.SETTLED},
}


class CohortBudget(Model):
    """The budget of one cohort. `ceiling_fen` is what its standard allows for the planned people and days;
    `planned_fen` the sum of its lines, which the database keeps below it."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), unique=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("cost_standard.id"), index=True)
    people: Mapped[int]
    days: Mapped[int]
    extra_days: Mapped[int] = mapped_column(default=0)  # arrival and departure
    ceiling_fen: Mapped[fen]
    planned_fen: Mapped[fen]
    state: Mapped[BudgetState] = mapped_column(default=S.DRAFT, index=True)
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    people_there: Mapped[int | None]  # counted when it was settled
    made_at: Mapped[timestamp]
    version: Mapped[int] = mapped_column()

    cohort: Mapped[Cohort] = relationship()
    standard: Mapped[CostStandard] = relationship()
    lines: Mapped[list[BudgetLine]] = relationship(
        back_populates="budget", order_by="BudgetLine.id", cascade="all, delete-orphan"
    )
    history: Mapped[list["BudgetMove"]] = relationship(order_by="BudgetMove.id")
    ticks: Mapped[list[ProofTick]] = relationship(order_by="ProofTick.id")

    __table_args__ = (
        sa.CheckConstraint("people BETWEEN 1 AND 5000", name="people_are_sensible"),
        sa.CheckConstraint("days BETWEEN 1 AND 400", name="days_are_sensible"),
        sa.CheckConstraint("extra_days BETWEEN 0 AND 2", name="at_most_two_extra_days"),
        sa.CheckConstraint("planned_fen BETWEEN 0 AND ceiling_fen", name="planned_within_ceiling"),
        sa.CheckConstraint("approved_by_id <> submitted_by_id", name="nobody_approves_their_own"),
        sa.CheckConstraint("(state = 'settled') = (people_there IS NOT NULL)", name="settled_counts_people"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def ceiling(self) -> Ceiling:
        return self.standard.ceiling(self.people, self.days + self.extra_days)

    def ceiling_for(self, people: int) -> Ceiling:
        """For those who were really there."""
        return self.standard.ceiling(people, self.days + self.extra_days)

    @property
    def spent_fen(self) -> int:
        return sum(line.spent_fen for line in self.lines)

    @property
    def is_changeable(self) -> bool:
        return self.state in (None, S.DRAFT, S.RETURNED)

    @property
    def is_running(self) -> bool:
        """Money can be spent."""
        return self.state is S.APPROVED

    @property
    def seen_papers(self) -> dict[Proof, ProofTick]:
        return {tick.proof: tick for tick in self.ticks}

    @property
    def amounts(self) -> dict[tuple[Source, Category], int]:
        return {(line.source, line.category): line.planned_fen for line in self.lines}

    def lock(self) -> None:
        """Until we commit nobody else spends, ticks or settles here."""
        db.session.refresh(self, with_for_update={"of": CohortBudget})

    def require_changeable(self) -> None:
        if not self.is_changeable:
            raise Refused(_("This budget is “%(state)s”; it cannot be changed.", state=self.state.label))

    def require_running(self) -> None:
        if not self.is_running:
            raise Refused(
                _("Money is spent from approved budgets only; this one is “%(state)s”.", state=self.state.label)
            )

    def require_unchanged(self, seen: int | None) -> None:
        """`seen` is the version the reader had before them."""
        if seen is not None and seen != self.version:
            raise Refused(_("Somebody else has changed this budget meanwhile. Open it again and look first."))

    def plan(
        self,
        standard: CostStandard,
        *,
        people: int,
        days: int,
        extra_days: int,
        amounts: Mapping[tuple[Source, Category], int],
    ) -> None:
        """All of it at once: people and days make the ceiling, and the lines together stay below it."""
        self.require_changeable()
        if extra_days > standard.travel_days:
            raise Refused(
                _(
                    "%(document)s: arrival and departure together are at most %(days)s days.",
                    document=standard.document_number,
                    days=standard.travel_days,
                )
            )
        ceiling, planned = standard.ceiling(people, days + extra_days), sum(amounts.values())
        if planned > ceiling.fen:
            raise Refused(
                _(
                    "%(document)s allows %(figures)s; the lines come to %(planned)s yuan.",
                    document=standard.document_number,
                    figures=in_figures(ceiling),
                    planned=yuan(planned),
                )
            )
        self.standard, self.people, self.days, self.extra_days = standard, people, days, extra_days
        self.ceiling_fen, self.planned_fen = ceiling.fen, planned
        self._set_lines({place: amount for place, amount in amounts.items() if amount})

    def _set_lines(self, wanted: Mapping[tuple[Source, Category], int]) -> None:
        for line in [line for line in self.lines if (line.source, line.category) not in wanted]:
            self.lines.remove(line)
        there = {(line.source, line.category): line for line in self.lines}
        for (source, category), amount in wanted.items():
            if line := there.get((source, category)):
                line.planned_fen = amount
            else:
                self.lines.append(BudgetLine(source=source, category=category, planned_fen=amount, spent_fen=0))

    def submit(self, *, by: Person) -> None:
        if not self.planned_fen:
            raise Refused(_("Plan at least one line before you submit the budget."))
        if not self.standard.is_in_force(self.cohort.starts_on):
            raise Refused(_("On the cohort’s first day another standard is in force: save the plan again."))
        self._move(S.SUBMITTED, by)
        self.submitted_by_id, self.approved_by_id = by.id, None

    def approve(self, *, by: Person) -> None:
        if by.id == self.submitted_by_id:
            raise Refused(_("Nobody approves a budget they submitted themselves."))
        self._move(S.APPROVED, by)
        self.approved_by_id = by.id

    def send_back(self, *, by: Person, reason: str) -> None:
        self._move(S.RETURNED, by, reason)

    def settle(self, *, by: Person) -> None:
        """Spent is measured by those who were really there, and by papers that somebody has seen."""
        self.lock()
        self.require_running()
        missing = [proof.label for proof in Proof if proof not in self._papers_seen()]
        if missing:
            raise Refused(_("Still missing: %(papers)s.", papers=", ".join(map(str, missing))))
        people = db.session.scalar(people_there(self.cohort_id)) or 0
        ceiling, spent = self.ceiling_for(people), db.session.scalar(self._spent()) or 0
        if spent > ceiling.fen:
            raise Refused(
                _(
                    "For those who were there %(document)s allows %(figures)s; %(spent)s yuan are spent.",
                    document=self.standard.document_number,
                    figures=in_figures(ceiling),
                    spent=yuan(spent),
                )
            )
        self._move(S.SETTLED, by)
        self.people_there = people

    def _papers_seen(self) -> set[Proof]:
        return set(db.session.scalars(sa.select(ProofTick.proof).where(ProofTick.budget_id == self.id)))

    def _spent(self) -> sa.Select:
        return sa.select(sa.func.sum(BudgetLine.spent_fen)).where(BudgetLine.budget_id == self.id)

    def _move(self, to: BudgetState, by: Person, note: str = "") -> None:
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("The budget is already “%(state)s”.", state=self.state.label))
        self.history.append(BudgetMove(was=self.state, became=to, by=by, note=note))
        self.state = to


def people_there(cohort_id: int | sa.ColumnElement[int]) -> sa.Select:
    """How many have arrived: who only had a place cost nothing."""
    return sa.select(sa.func.count()).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(WERE_THERE))


class BudgetMove(Model):
    """Who submitted, approved, sent back or settled a budget, when and why."""

    is_audited = False  # the budget's own audit row tells the same

    budget_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort_budget.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[BudgetState]
    became: Mapped[BudgetState]
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[timestamp]
    by: Mapped[Person] = relationship()


only_ever_added(BudgetMove.__table__)
