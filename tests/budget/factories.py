"""Standards, budgets and lines for tests, saved and ready."""

from datetime import date, timedelta

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.budget import actions
from teachnet.budget.documents import CENTRAL
from teachnet.budget.models import BudgetState, Category, CohortBudget, CostStandard, Expense, Source, TrainingClass
from teachnet.db import db, today
from teachnet.training.models import Cohort
from tests.factories import a_city_admin, saved, somebody
from tests.training.factories import a_base, a_cohort

YUAN = 100


def standards() -> None:
    """Those of the central document, unless they are there."""
    there = CostStandard.document_number.startswith(CENTRAL.number)
    if not db.session.query(CostStandard).filter(there).count():
        actions.take_over(CENTRAL)
        db.session.commit()


def running_days() -> dict[str, date]:
    """Of a cohort that began four days ago and ends today."""
    day = today()
    names = ("opens_on", "closes_on", "county_review_by", "confirm_by")
    past = {name: day - timedelta(days=40 - number) for number, name in enumerate(names)}
    return past | {"starts_on": day - timedelta(days=4), "ends_on": day}


def a_held_cohort(*, host: Person | None = None, base: Organisation | None = None, **fields) -> Cohort:
    base = base or a_base()
    host = host or somebody(Role.HOST, base, "Han")
    return a_cohort(host_organisation=base, host=host, seats=60, **running_days() | fields)


def a_budget(
    cohort: Cohort | None = None,
    *,
    state: BudgetState = BudgetState.APPROVED,
    amounts: dict[tuple[Source, Category], int] | None = None,
    submitted_by: Person | None = None,
    people: int = 60,
) -> CohortBudget:
    """By default approved: 60 people, 5 days, 10,000 yuan of lodging and 5,000 yuan for lectures, both the city's."""
    standards()
    amounts = amounts or {(Source.CITY, Category.LODGING): 10_000, (Source.CITY, Category.LECTURES): 5_000}
    budget = actions.draw_up(
        cohort or a_held_cohort(),
        training_class=TrainingClass.THIRD,
        people=people,
        days=5,
        extra_days=0,
        amounts={place: round(yuan * YUAN) for place, yuan in amounts.items()},
    )
    db.session.commit()
    if state is not BudgetState.DRAFT:
        budget.submit(by=submitted_by or a_city_admin("Submitter"))
    if state in (BudgetState.APPROVED, BudgetState.SETTLED):
        budget.approve(by=a_city_admin("Approver"))
    return saved(budget)


def line_of(budget: CohortBudget, category: Category = Category.LODGING):
    return next(line for line in budget.lines if line.category is category)


def an_expense(budget: CohortBudget, yuan: int, *, by: Person | None = None, **fields) -> Expense:
    given = {"spent_on": today(), "payee": "Hotel", "by": by or budget.cohort.host} | fields
    return saved(Expense.enter(line_of(budget), amount_fen=round(yuan * YUAN), **given))
