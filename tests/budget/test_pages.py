from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from teachnet.accounts.models import Role
from teachnet.budget.models import BudgetState, Category, CohortBudget, Expense, LectureFee, Source
from teachnet.db import db, today
from tests.budget.factories import a_budget, a_held_cohort, an_expense, line_of, standards
from tests.factories import a_city_admin, a_county_admin, a_school, a_school_admin, a_teacher, somebody, the_city
from tests.training.factories import a_base


@pytest.fixture
def wu(as_person):
    return as_person(a_city_admin())


@pytest.fixture
def li(as_person):
    return as_person(a_city_admin("Li"))


def a_plan(**fields):
    return {"training_class": "third", "people": 60, "days": 5, "extra_days": 0} | fields


def test_a_budget_goes_from_plan_to_spending(wu, li, as_person):
    standards()
    cohort = a_held_cohort()
    assert wu.get(f"/budget/cohorts/{cohort.id}").location == f"/budget/cohorts/{cohort.id}/new"
    page = wu.get(f"/training/cohorts/{cohort.id}")
    assert page.find("a", href=f"/budget/cohorts/{cohort.id}").get_text() == "Budget"

    wu.post(f"/budget/cohorts/{cohort.id}/new", **a_plan(city_lodging="10,000.50", county_lectures="5000"))
    budget = db.session.query(CohortBudget).one()
    assert budget.amounts == {
        (Source.CITY, Category.LODGING): 1_000_050,
        (Source.COUNTY, Category.LECTURES): 500_000,
    }
    assert wu.post(f"/budget/{budget.id}/submission").status == 303
    assert wu.post(f"/budget/{budget.id}/approval").status == 403
    assert li.post(f"/budget/{budget.id}/approval").status == 303

    han = as_person(cohort.host)
    line = line_of(budget)
    spent = {"expense-spent_on": today().isoformat(), "expense-payee": "Hotel", "expense-line": line.id}
    assert han.post(f"/budget/{budget.id}/expenses", **spent, **{"expense-amount": "10000.51"}).status == 409
    assert han.post(f"/budget/{budget.id}/expenses", **spent, **{"expense-amount": "1.001"}).status == 422
    assert han.post(f"/budget/{budget.id}/expenses", **spent, **{"expense-amount": "10000.50"}).status == 303
    assert "10,000.50" in han.get(f"/budget/{budget.id}/expenses").get_text()
    assert li.post(f"/budget/{budget.id}/expenses", **spent, **{"expense-amount": "1"}).status == 403


def test_a_teacher_sees_no_link_to_the_budget(as_person):
    cohort = a_held_cohort()
    page = as_person(a_teacher()).get(f"/training/cohorts/{cohort.id}")
    assert (page.status, page.find("a", href=f"/budget/cohorts/{cohort.id}")) == (200, None)


def test_a_plan_above_the_ceiling_is_refused_with_the_figures(wu):
    standards()
    cohort = a_held_cohort()
    page = wu.post(f"/budget/cohorts/{cohort.id}/new", **a_plan(city_lodging="165000.01"))
    assert page.status == 409
    assert "财行〔2016〕540号 allows 60 people × 5 days × 550.00 = 165,000.00 yuan" in page.get_text()


def test_a_plan_that_was_changed_meanwhile_is_not_overwritten(wu, li):
    budget = a_budget(state=BudgetState.DRAFT)
    seen = budget.version
    li.post(f"/budget/{budget.id}/plan", **a_plan(version=seen, city_meals="7"))
    assert wu.post(f"/budget/{budget.id}/plan", **a_plan(version=seen, city_meals="8")).status == 409


def test_a_lecture_is_paid_from_its_page(as_person):
    budget = a_budget()
    han = as_person(budget.cohort.host)
    told = {"lecturer": "Xu", "rank": "full", "half_day": "morning", "hours": "1.5", "amount": "1500", "tax": "100"}
    told |= {"taught_on": today().isoformat(), "line": line_of(budget, Category.LECTURES).id}
    sent = {f"lecture-{name}": value for name, value in told.items()}
    assert han.post(f"/budget/{budget.id}/lectures", **sent).status == 303
    fee = db.session.query(LectureFee).one()
    assert (fee.minutes, fee.expense.amount_fen) == (90, 160_000)
    assert han.post(f"/budget/{budget.id}/lectures", **sent).status == 409
    assert "Xu" in han.get(f"/budget/{budget.id}/print").get_text()


def test_papers_are_ticked_with_who_and_when(as_person):
    budget = a_budget()
    han = as_person(budget.cohort.host)
    han.post(f"/budget/{budget.id}/proofs/plan")
    assert "Han" in han.get(f"/budget/{budget.id}/settlement").find(id="papers").find_next("ul").get_text()
    han.post(f"/budget/{budget.id}/proofs/plan/removal")
    assert "Han" not in han.get(f"/budget/{budget.id}/settlement").find(id="papers").find_next("ul").get_text()
    assert han.post(f"/budget/{budget.id}/proofs/nonsense").status == 404


def test_each_sees_the_budgets_of_the_cohorts_they_hold(as_person):
    base = a_base()
    mine, draft = a_budget(a_held_cohort(title="Mine")), a_budget(a_held_cohort(title="Raw"), state=BudgetState.DRAFT)
    other_base = somebody(Role.HOST, a_school(), "Other").current_appointments[0].organisation
    a_budget(a_held_cohort(title="Elsewhere", base=other_base))
    auditor = somebody(Role.AUDITOR, the_city())

    def seen(person):
        return sorted(link.get_text() for link in as_person(person).get("/budget/").select("tbody th a"))

    assert draft.state is BudgetState.DRAFT
    assert seen(mine.cohort.host) == ["Mine"]
    assert seen(a_county_admin(base.county)) == ["Mine"]
    assert seen(a_city_admin()) == seen(auditor) == ["Elsewhere", "Mine", "Raw"]
    for person in (a_teacher(), a_school_admin(a_school())):
        assert as_person(person).get("/budget/").status == 403


def test_page_and_excel_have_the_same_totals(wu):
    for title in ("Qufu", "Linzi"):
        an_expense(a_budget(a_held_cohort(title=title)), 1_234.56)
    page = wu.get("/budget/?q=Qufu")
    sheet = CalamineWorkbook.from_filelike(BytesIO(wu.get("/budget/export?q=Qufu").response.data)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert [figure.get_text() for figure in page.select(".figures b")] == ["1", "15,000.00", "1,234.56", "8.2%"]
    assert rows[-1][4:7] == [165_000.0, 15_000.0, 1_234.56]
    header = "\n".join(row[0] for row in rows[:5])
    assert "Filter: Qufu" in header
    assert "Scope: the whole city, 1 budgets" in header


def test_a_source_narrows_the_sums(wu):
    a_budget(amounts={(Source.CITY, Category.LODGING): 100, (Source.COUNTY, Category.MEALS): 50})
    figures = wu.get("/budget/?source=county").select(".figures b")
    assert [figure.get_text() for figure in figures][:2] == ["1", "50.00"]


def test_the_list_costs_as_many_statements_for_many_as_for_three(wu, statements):
    host = a_held_cohort().host
    for number in range(3):
        an_expense(a_budget(a_held_cohort(title=f"No. {number}", host=host)), 10)
    few = asked(wu, statements, "/budget/")
    for number in range(12):
        an_expense(a_budget(a_held_cohort(title=f"More {number}", host=host)), 10)
    assert asked(wu, statements, "/budget/") == few
    assert asked(wu, statements, "/budget/export") <= few


def test_the_page_of_expenses_does_too(wu, statements):
    budget = a_budget()
    for _ in range(3):
        an_expense(budget, 10)
    few = asked(wu, statements, f"/budget/{budget.id}/expenses")
    for _ in range(12):
        an_expense(budget, 10)
    assert asked(wu, statements, f"/budget/{budget.id}/expenses") == few
    assert db.session.query(Expense).count() == 15


def asked(browser, statements, url):
    before = len(statements)
    assert browser.get(url).status == 200
    return len(statements) - before


def test_the_city_starts_from_a_known_document_and_adds_its_own(wu):
    assert "财行〔2016〕540号" in wu.get("/budget/standards").get_text()
    wu.post("/budget/standards/documents/caihang-2016-540")
    own = {"document_number": "淄财行〔2015〕1号", "training_class": "first", "rate": "450", "travel_days": 1}
    assert wu.post("/budget/standards/costs", **own, starts_on="2015-01-01").status == 409
    assert wu.post("/budget/standards/costs", **own, starts_on="2015-01-01", ends_on="2016-12-31").status == 303
    assert "450.00" in wu.get("/budget/standards").get_text()
