# ruff: noqa: E501 -- a table: one case a line, however long
from datetime import date, timedelta

from teachnet.budget.models import BudgetState, Category, CostStandard, FeeCap, Rank, TrainingClass
from teachnet.db import today
from tests.access.rows import Row, nothing
from tests.budget.factories import a_budget, a_held_cohort, an_expense, line_of
from tests.factories import saved


def build(world) -> None:
    """Cohorts that `host` holds at the base in the county: one with a budget to approve, one spending, one without."""
    host = world.people["host"]
    spare = {"document_number": "Old", "starts_on": date(2010, 1, 1), "ends_on": date(2011, 1, 1)}
    world.spare_standard = saved(CostStandard(training_class=TrainingClass.FIRST, rate_fen=1, **spare))
    world.spare_cap = saved(FeeCap(rank=Rank.FULL, hour_fen=1, **spare))

    def held(title):
        return a_held_cohort(host=host, base=world.base, title=title)

    world.budget_draft = a_budget(held("Drafted"), state=BudgetState.DRAFT)
    world.budget_sent = a_budget(held("To be approved"), state=BudgetState.SUBMITTED)
    world.budget_running = a_budget(held("Spending"))
    world.expense = an_expense(world.budget_running, 500, by=host)
    world.cohort_unplanned = held("Without a budget")


def draft(world) -> dict:
    return {"budget_id": world.budget_draft.id}


def sent(world) -> dict:
    return {"budget_id": world.budget_sent.id}


def running(world) -> dict:
    return {"budget_id": world.budget_running.id}


def unplanned(world) -> dict:
    return {"cohort_id": world.cohort_unplanned.id}


def paper(world) -> dict:
    return running(world) | {"proof": "plan"}


def expense(world) -> dict:
    return {"expense_id": world.expense.id}


def spare_standard(world) -> dict:
    return {"standard_id": world.spare_standard.id}


def spare_cap(world) -> dict:
    return {"cap_id": world.spare_cap.id}


def known(world) -> dict:
    return {"key": "caihang-2016-540"}


def a_plan(world) -> dict:
    return {"training_class": "third", "people": 10, "days": 5, "extra_days": 0, "city_lodging": "1000"}


def why(world) -> dict:
    return {"reason": "Because"}


def an_end(world) -> dict:
    return {"ends_on": "2010-12-31"}


def a_standard(world) -> dict:
    return {
        "document_number": "New",
        "starts_on": "2001-01-01",
        "ends_on": "2001-12-31",
        "training_class": "first",
        "rate": "1",
        "travel_days": 1,
    }


def a_cap(world) -> dict:
    return {"document_number": "New", "starts_on": "2001-01-01", "ends_on": "2001-12-31", "rank": "full", "fee": "1"}


def money(world) -> dict:
    line = line_of(world.budget_running)
    return {
        "expense-line": line.id,
        "expense-amount": "10",
        "expense-spent_on": today().isoformat(),
        "expense-payee": "Hotel",
    }


def a_fee(world) -> dict:
    told = {
        "line": line_of(world.budget_running, Category.LECTURES).id,
        "lecturer": "Xu",
        "rank": "full",
        "half_day": "morning",
    }
    told |= {"taught_on": (today() - timedelta(days=1)).isoformat(), "hours": "2", "amount": "1000"}
    return {f"lecture-{name}": value for name, value in told.items()}


# fmt: off
ROWS = {
    #                                                   anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET budget.budgets": Row(nothing,                 "302  403  403  403  403  403  302  403  200  200  200  200  403  403  403  200"),
    "GET budget.export": Row(nothing,                  "302  403  403  403  403  403  302  403  200  200  200  200  403  403  403  200"),
    "GET budget.standards": Row(nothing,               "302  403  403  403  403  403  302  403  200  200  200  200  403  403  403  200"),
    "GET budget.of_cohort": Row(unplanned,             "302  403  403  403  403  403  302  403  200  200  302  200  403  403  403  200"),
    "GET budget.new": Row(unplanned,                   "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST budget.draw_up": Row(unplanned,              "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                               data=a_plan),
    # A draft is the city's; the auditor reads it.
    "GET budget.budget": Row(draft,                    "302  403  403  403  403  403  302  403  404  404  200  404  403  403  403  200"),
    "GET budget.edit": Row(draft,                      "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST budget.change": Row(draft,                   "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                              data=a_plan),
    "POST budget.submit": Row(draft,                   "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    # Another one of the city submitted it.
    "POST budget.approve": Row(sent,                   "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    "POST budget.send_back": Row(sent,                 "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                 data=why),
    # Once it runs, those who hold the cohort spend; the city and the auditor read.
    "GET budget.print_budget": Row(running,            "302  403  403  403  403  403  302  403  200  404  200  200  403  403  403  200"),
    "GET budget.expenses": Row(running,                "302  403  403  403  403  403  302  403  200  404  200  200  403  403  403  200"),
    "GET budget.lectures": Row(running,                "302  403  403  403  403  403  302  403  200  404  200  200  403  403  403  200"),
    "GET budget.settlement": Row(running,              "302  403  403  403  403  403  302  403  200  404  200  200  403  403  403  200"),
    "POST budget.enter": Row(running,                  "302  403  403  403  403  403  302  403  303  404  403  303  403  403  403  403",
                             data=money),
    "POST budget.take_back": Row(expense,              "302  403  403  403  403  403  302  403  303  404  403  303  403  403  403  403",
                                 data=why),
    "POST budget.pay": Row(running,                    "302  403  403  403  403  403  302  403  303  404  403  303  403  403  403  403",
                           data=a_fee),
    "POST budget.tick": Row(paper,                     "302  403  403  403  403  403  302  403  303  404  403  303  403  403  403  403"),
    "POST budget.clear": Row(paper,                    "302  403  403  403  403  403  302  403  303  404  403  303  403  403  403  403"),
    # The city settles; here papers are missing.
    "POST budget.settle": Row(running,                 "302  403  403  403  403  403  302  403  403  403  409  403  403  403  403  403"),
    # In force already.
    "POST budget.take_over": Row(known,                "302  403  403  403  403  403  302  403  403  403  409  403  403  403  403  403"),
    "POST budget.add_standard": Row(nothing,           "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                    data=a_standard),
    "POST budget.add_cap": Row(nothing,                "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                               data=a_cap),
    "POST budget.end_standard": Row(spare_standard,    "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                    data=an_end),
    "POST budget.end_cap": Row(spare_cap,              "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                               data=an_end),
    "POST budget.drop_standard": Row(spare_standard,   "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    "POST budget.drop_cap": Row(spare_cap,             "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
}
# fmt: on
