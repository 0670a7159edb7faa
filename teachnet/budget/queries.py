"""What is seen of budgets, and the sums of it. Page, print and Excel ask the same statements."""

from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, join, joinedload, selectinload

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.budget import policy
from teachnet.budget.models import (
    BudgetLine,
    BudgetMove,
    BudgetState,
    CohortBudget,
    CostStandard,
    Expense,
    FeeCap,
    LectureCohort,
    LectureFee,
    ProofTick,
    Source,
)
from teachnet.budget.models.budget import people_there
from teachnet.training.models import Cohort, Programme
from teachnet.training.queries import cohorts_visible_to

# One FROM, so that a page can count the rows whatever columns they have.
WITH_PROGRAMME = join(join(CohortBudget, Cohort, CohortBudget.cohort), Programme, Cohort.programme)
WITH_COHORT = (
    joinedload(CohortBudget.cohort).joinedload(Cohort.programme),
    joinedload(CohortBudget.cohort).joinedload(Cohort.host_organisation),
    joinedload(CohortBudget.standard),
)
IN_FULL = (
    *WITH_COHORT,
    selectinload(CohortBudget.lines),
    selectinload(CohortBudget.history).joinedload(BudgetMove.by),
    selectinload(CohortBudget.ticks).joinedload(ProofTick.by),
)


def budgets_visible_to(person: Person) -> sa.Select:
    """The city and the auditor see all; a county and a host those of the cohorts they hold, once they are submitted."""
    budgets = sa.select(CohortBudget).select_from(WITH_PROGRAMME)
    if policy.sees_all(person):
        return budgets
    county = Cohort.host_organisation_id.in_(Organisation.ids_within(*scopes(person, Role.COUNTY_ADMIN)))
    own = sa.and_(Cohort.host_id == person.id, sa.literal(bool(scopes(person, Role.HOST))))
    return budgets.where(county | own, CohortBudget.state != BudgetState.DRAFT)


def expenses_visible_to(person: Person) -> sa.Select:
    seen = budgets_visible_to(person).with_only_columns(CohortBudget.id)
    return sa.select(Expense).join(Expense.line).where(BudgetLine.budget_id.in_(seen))


def execution(
    person: Person, *, q: str = "", state: BudgetState | None = None, source: Source | None = None
) -> sa.Select:
    """A line for each budget: planned and spent, of one source where one is asked for."""
    rows = (
        budgets_visible_to(person)
        .with_only_columns(
            CohortBudget.id,
            CohortBudget.state,
            CohortBudget.ceiling_fen,
            Cohort.title.label("cohort"),
            Cohort.starts_on,
            Programme.title.label("programme"),
            Programme.document_number,
            _sum_of_lines(BudgetLine.planned_fen, source).label("planned_fen"),
            _sum_of_lines(BudgetLine.spent_fen, source).label("spent_fen"),
        )
        .order_by(Cohort.starts_on.desc(), CohortBudget.id)
    )
    if q:
        rows = rows.where(Cohort.title.contains(q, autoescape=True) | Programme.title.contains(q, autoescape=True))
    return rows if state is None else rows.where(CohortBudget.state == state)


def _sum_of_lines(column, source: Source | None) -> sa.ScalarSelect[int]:
    lines = sa.select(sa.func.coalesce(sa.func.sum(column), 0)).where(BudgetLine.budget_id == CohortBudget.id)
    return (lines if source is None else lines.where(BudgetLine.source == source)).scalar_subquery()


def totals(rows: sa.Select) -> sa.Select:
    """One line about all of `execution`: how many, and their sums."""
    lines = rows.order_by(None).subquery()
    sums = (sa.func.coalesce(sa.func.sum(lines.c[name]), 0).label(name) for name in TOTALLED)
    return sa.select(sa.func.count().label("budgets"), *sums)


TOTALLED = ("ceiling_fen", "planned_fen", "spent_fen")


def documents_of(rows: sa.Select) -> sa.Select:
    """The document numbers of the programmes in `execution`."""
    lines = rows.order_by(None).subquery()
    number = lines.c.document_number
    return sa.select(number).where(number != "").distinct().order_by(number)


def scope_told(person: Person) -> str:
    """Whose budgets `execution` shows this person."""
    if policy.sees_all(person):
        return _("the whole city")
    places = [place.name for place in scopes(person, Role.COUNTY_ADMIN)]
    return "、".join(places) or _("cohorts hosted by %(name)s", name=person.name)


def by_month(rows: sa.Select, source: Source | None = None) -> sa.Select:
    """(year, month, spent_fen) of the budgets in `rows`, the oldest first; what comes back counts in its own month."""
    year, month = sa.extract("year", Expense.spent_on), sa.extract("month", Expense.spent_on)
    budgets = rows.order_by(None).with_only_columns(CohortBudget.id)
    found = (
        sa.select(year.label("year"), month.label("month"), sa.func.sum(Expense.amount_fen).label("spent_fen"))
        .join(Expense.line)
        .where(BudgetLine.budget_id.in_(budgets))
        .group_by(year, month)
        .order_by(year, month)
    )
    return found if source is None else found.where(BudgetLine.source == source)


def this_one(budget: CohortBudget) -> sa.Select:
    return sa.select(CohortBudget).where(CohortBudget.id == budget.id)


def expenses_of(budget: CohortBudget) -> sa.Select:
    return (
        sa.select(Expense)
        .join(Expense.line)
        .where(BudgetLine.budget_id == budget.id)
        .order_by(Expense.spent_on.desc(), Expense.id.desc())
        .options(
            contains_eager(Expense.line),
            joinedload(Expense.by),
            joinedload(Expense.counter),
            joinedload(Expense.fee),
        )
    )


def lectures_of(budget: CohortBudget) -> sa.Select:
    """Those it pays for, and those its cohort sat in while another one paid."""
    paid = LectureFee.expense.has(Expense.line.has(BudgetLine.budget_id == budget.id))
    sat_in = LectureFee.together_with.any(LectureCohort.cohort_id == budget.cohort_id)
    return (
        sa.select(LectureFee)
        .where(paid | sat_in, LectureFee.cancelled_at.is_(None))
        .order_by(LectureFee.taught_on, LectureFee.id)
        .options(
            joinedload(LectureFee.cap),
            joinedload(LectureFee.expense).joinedload(Expense.line),
            selectinload(LectureFee.together_with).joinedload(LectureCohort.cohort),
        )
    )


def taught_beside(cohort: Cohort) -> sa.Select:
    """Cohorts at the same place in the same days: those that may sit in the same lecture."""
    return (
        sa.select(Cohort)
        .where(
            Cohort.host_organisation_id == cohort.host_organisation_id,
            Cohort.id != cohort.id,
            Cohort.starts_on <= cohort.ends_on,
            Cohort.ends_on >= cohort.starts_on,
        )
        .order_by(Cohort.starts_on, Cohort.id)
        .limit(20)
    )


def how_many_there(budget: CohortBudget) -> sa.Select:
    return people_there(budget.cohort_id)


def cohorts_without_budget(person: Person) -> sa.Select:
    """Those that begin latest first: what is being planned is on top."""
    has_one = sa.exists().where(CohortBudget.cohort_id == Cohort.id)
    return (
        cohorts_visible_to(person)
        .where(~has_one)
        .options(joinedload(Cohort.programme))
        .order_by(Cohort.starts_on.desc(), Cohort.id)
    )


def standards() -> sa.Select:
    return sa.select(CostStandard).order_by(CostStandard.starts_on.desc(), CostStandard.training_class)


def fee_caps() -> sa.Select:
    return sa.select(FeeCap).order_by(FeeCap.starts_on.desc(), FeeCap.hour_fen)


def standards_used() -> sa.Select:
    return sa.select(CohortBudget.standard_id).distinct()


def caps_used() -> sa.Select:
    return sa.select(LectureFee.cap_id).distinct()


def standards_on(day: date) -> sa.Select:
    return standards().where(CostStandard.holds_on(day))


def caps_on(day: date) -> sa.Select:
    return fee_caps().where(FeeCap.holds_on(day))
