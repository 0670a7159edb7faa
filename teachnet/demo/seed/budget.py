"""Budgets at every step: settled for the past, being spent where cohorts run, planned for those to come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.budget.counting import HALF_DAY_MINUTES, fee_allowed
from teachnet.budget.documents import CENTRAL
from teachnet.budget.models import (
    BudgetLine,
    BudgetMove,
    BudgetState,
    Category,
    CohortBudget,
    CostStandard,
    Expense,
    FeeCap,
    HalfDay,
    LectureFee,
    Proof,
    ProofTick,
    Rank,
    Source,
    TrainingClass,
)
from teachnet.budget.models.budget import people_there
from teachnet.db import db
from teachnet.demo.dice import dice
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import SEED, City
from teachnet.demo.seed.people import hire
from teachnet.training.models import Cohort, CohortState

S, C = BudgetState, Category
# What each kind of cost gets of the ceiling in per cent, and who pays.
SHARES = {
    C.LODGING: (Source.PROVINCIAL, 38),
    C.MEALS: (Source.CITY, 24),
    C.VENUE: (Source.CITY, 13),
    C.LECTURES: (Source.CITY, 14),
    C.OTHER: (Source.COUNTY, 4),
}
PAYEES = {
    C.LODGING: ("齐盛宾馆", "住宿费"),
    C.MEALS: ("教师进修学校食堂", "伙食费"),
    C.VENUE: ("鲁中印务有限公司", "资料印刷与场地"),
    C.OTHER: ("教师进修学校", "保险与杂费"),
}
LECTURERS = (("徐文斌", Rank.FULL), ("冯晓燕", Rank.ASSOCIATE), ("杜建平", Rank.ASSOCIATE), ("姚立群", Rank.FULL))
INSTALMENTS = 3
STEPS = (S.DRAFT, S.SUBMITTED, S.APPROVED, S.SETTLED)
SETTLED_AFTER, PLANNED_BEFORE = timedelta(days=45), timedelta(days=30)


def fill(city: City) -> None:
    _Budgets(city).write()


class _Budgets:
    def __init__(self, city: City):
        self.city = city
        self.rows: dict[type, list[Row]] = {
            model: []
            for model in (CostStandard, FeeCap, CohortBudget, BudgetMove, BudgetLine, Expense, LectureFee, ProofTick)
        }
        # Somebody else of the city's office: nobody approves what they submitted.
        self.colleague = hire(city, Role.CITY_ADMIN, city.accounts["city"].organisation_id)
        self.draw = dice(SEED)
        self.caps = {}
        self.standard = {}
        for rule in CENTRAL.rows():
            self._add_rule(rule)
        self.taught: set[tuple] = set()

    def write(self) -> None:
        there = people_there(Cohort.id).correlate(Cohort).scalar_subquery()
        for cohort, people in db.session.execute(sa.select(Cohort, there).order_by(Cohort.id)):
            if cohort.state is not CohortState.PLANNED and cohort.host_id:
                self._add_budget(cohort, people)
        for model, rows in self.rows.items():
            insert(model, rows)

    def _add(self, model: type, **fields) -> Row:
        row = {"id": self.city.ids.next(model)} | fields
        self.rows[model].append(row)
        return row

    def _add_rule(self, rule: CostStandard | FeeCap) -> None:
        dates = {"document_number": rule.document_number, "starts_on": rule.starts_on, "ends_on": None}
        if isinstance(rule, FeeCap):
            self.caps[rule.rank] = self._add(FeeCap, rank=rule.rank, hour_fen=rule.hour_fen, **dates)
            return
        figures = {"rate_fen": rule.rate_fen, "beyond_after": 30, "beyond_percent": 70, "travel_days": rule.travel_days}
        self.standard[rule.training_class] = self._add(
            CostStandard, training_class=rule.training_class, **figures, **dates
        )

    def _add_budget(self, cohort: Cohort, people: int) -> None:
        state = self._state_of(cohort)
        standard = self.standard[TrainingClass.THIRD]
        days = (cohort.ends_on - cohort.starts_on).days + 1
        counted = CostStandard(rate_fen=standard["rate_fen"], beyond_after=30, beyond_percent=70)
        ceiling = counted.ceiling(cohort.seats, days).fen
        amounts = {category: ceiling * share // 100 for category, (_source, share) in SHARES.items()}
        names = {"submitted_by_id": None, "approved_by_id": None}
        if state is not S.DRAFT:
            names["submitted_by_id"] = self.colleague.id if state is S.SUBMITTED else self.city.accounts["city"].id
        if state in (S.APPROVED, S.SETTLED):
            names["approved_by_id"] = self.colleague.id
        budget = self._add(
            CohortBudget,
            cohort_id=cohort.id,
            standard_id=standard["id"],
            people=cohort.seats,
            days=days,
            extra_days=0,
            ceiling_fen=ceiling,
            planned_fen=sum(amounts.values()),
            state=state,
            people_there=people if state is S.SETTLED else None,
            made_at=self._moment(cohort.opens_on - timedelta(days=20)),
            version=1 + STEPS.index(state),
            **names,
        )
        self._add_history(cohort, budget)
        limit = min(93, 94 * people // cohort.seats)  # per cent: less came than planned
        for category, amount in amounts.items():
            line = self._add(
                BudgetLine,
                budget_id=budget["id"],
                source=SHARES[category][0],
                category=category,
                planned_fen=amount,
                spent_fen=0,
            )
            if state in (S.APPROVED, S.SETTLED) and cohort.starts_on <= self.city.today:
                self._spend(cohort, line, amount * limit // 100)
        self._tick(cohort, budget)

    def _state_of(self, cohort: Cohort) -> BudgetState:
        if cohort.ends_on + SETTLED_AFTER < self.city.today:
            return S.SETTLED
        if cohort.starts_on - PLANNED_BEFORE < self.city.today:
            return S.APPROVED
        return S.SUBMITTED if cohort.number % 2 == 0 else S.DRAFT

    def _add_history(self, cohort: Cohort, budget: Row) -> None:
        by = {S.SUBMITTED: budget["submitted_by_id"], S.APPROVED: budget["approved_by_id"]}
        steps = STEPS[: STEPS.index(budget["state"]) + 1]
        for was, became in zip(steps, steps[1:], strict=False):
            on = cohort.ends_on + timedelta(days=30) if became is S.SETTLED else cohort.opens_on - timedelta(days=15)
            who = by.get(became) or self.city.accounts["city"].id
            moved = {"was": was, "became": became, "note": "", "at": self._moment(on)}
            self._add(BudgetMove, budget_id=budget["id"], by_id=who, **moved)

    def _spend(self, cohort: Cohort, line: Row, most: int) -> None:
        if line["category"] is C.LECTURES:
            self._pay_lecturers(cohort, line, most)
            return
        payee, what = PAYEES[line["category"]]
        for number in range(INSTALMENTS):
            on = cohort.starts_on + timedelta(days=number * 14 - 6)
            if on <= self.city.today:
                self._add_expense(cohort, line, on, most // INSTALMENTS // 100 * 100, payee, what)

    def _pay_lecturers(self, cohort: Cohort, line: Row, most: int) -> None:
        for on, half_day in self._half_days(cohort):
            lecturer, rank = self.draw.choice(LECTURERS)
            minutes = self.draw.choice((120, 150, 180, HALF_DAY_MINUTES))
            amount = fee_allowed(self.caps[rank]["hour_fen"], minutes) * 8 // 10
            tax = amount * 12 // 100
            if (lecturer, on, half_day) in self.taught or line["spent_fen"] + amount + tax > most:
                continue
            self.taught.add((lecturer, on, half_day))
            told = f"{on.month}月{on.day}日{half_day.label}"
            expense = self._add_expense(cohort, line, on, amount + tax, lecturer, told)
            self._add(
                LectureFee,
                expense_id=expense["id"],
                cap_id=self.caps[rank]["id"],
                lecturer=lecturer,
                taught_on=on,
                half_day=half_day,
                minutes=minutes,
                amount_fen=amount,
                tax_fen=tax,
                cancelled_at=None,
            )

    def _half_days(self, cohort: Cohort) -> Iterator[tuple[date, HalfDay]]:
        on = cohort.starts_on
        while on <= min(cohort.ends_on, self.city.today):
            yield from ((on, half_day) for half_day in (HalfDay.MORNING, HalfDay.AFTERNOON))
            on += timedelta(days=1)

    def _add_expense(self, cohort: Cohort, line: Row, on: date, amount: int, payee: str, note: str) -> Row:
        line["spent_fen"] += amount
        number = len(self.rows[Expense]) + 1
        return self._add(
            Expense,
            line_id=line["id"],
            spent_on=on,
            amount_fen=amount,
            payee=payee,
            voucher=f"{on.year}-{on.month:02}-{number:04}",
            note=note,
            corrects_id=None,
            by_id=cohort.host_id,
            made_at=self._moment(on),
        )

    def _tick(self, cohort: Cohort, budget: Row) -> None:
        seen = {S.SETTLED: list(Proof), S.APPROVED: [Proof.PLAN, Proof.NOTICE]}.get(budget["state"], [])
        for proof in seen:
            at = self._moment(cohort.ends_on + timedelta(days=20))
            self._add(ProofTick, budget_id=budget["id"], proof=proof, by_id=cohort.host_id, at=at)

    def _moment(self, on: date) -> datetime:
        return self.city.moment((on - self.city.today).days)
