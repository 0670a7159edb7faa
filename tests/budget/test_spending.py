from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.budget.models import (
    BudgetLine,
    BudgetState,
    Category,
    CohortBudget,
    Expense,
    HalfDay,
    LectureFee,
    Proof,
    ProofTick,
    Rank,
)
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training.models import EnrolmentState, QuotaLine
from tests.budget.factories import YUAN, a_budget, a_held_cohort, an_expense, line_of
from tests.factories import a_city_admin, a_county, a_school, a_teacher
from tests.training.factories import an_enrolment

MANY = 10


@pytest.fixture
def budget(app):
    return a_budget()


def test_a_line_gives_what_it_has_and_not_a_fen_more(budget):
    an_expense(budget, 9_999)
    with pytest.raises(Refused, match="“City funds, Lodging” has 1.00 yuan left"):
        an_expense(budget, 1.01)
    assert line_of(budget).left_fen == 100


def test_nothing_is_spent_before_approval_or_ahead_of_its_day(app):
    with pytest.raises(Refused, match="Money is spent from approved budgets only"):
        an_expense(a_budget(state=BudgetState.SUBMITTED), 1)
    db.session.rollback()
    with pytest.raises(Refused, match="Only what has been spent"):
        an_expense(a_budget(), 1, spent_on=today() + timedelta(days=1))


def test_a_mistake_comes_back_once_by_a_counter_expense(budget):
    wrong = an_expense(budget, 500)
    back = saved_back(wrong)
    assert (back.amount_fen, back.corrects, line_of(budget).spent_fen) == (-500 * YUAN, wrong, 0)
    for expense in (wrong, back):
        with pytest.raises(Refused, match="corrected already"):
            expense.take_back(by=budget.cohort.host, reason="Again")


def saved_back(expense):
    back = expense.take_back(by=expense.by, reason="Typed twice")
    db.session.commit()
    return back


@pytest.mark.parametrize("change", [sa.update(Expense).values(amount_fen=1), sa.delete(Expense)])
def test_the_book_only_grows(budget, change):
    an_expense(budget, 500)
    with pytest.raises(sa.exc.DatabaseError, match="expense only grows"):
        db.session.execute(change)


def test_the_database_itself_refuses_to_overspend(budget):
    with pytest.raises(sa.exc.IntegrityError, match="spent_within_planned"):
        db.session.execute(sa.update(BudgetLine).values(spent_fen=BudgetLine.planned_fen + 1))


def spending(line, by):
    line_id, by_id = line.id, by.id

    def act(_seen):
        found = db.session.get(BudgetLine, line_id)
        by = db.session.get(Person, by_id)
        Expense.enter(found, amount_fen=3_000 * YUAN, spent_on=today(), payee="Hotel", by=by)

    return (lambda: db.session.get(BudgetLine, line_id).spent_fen), act


def test_of_ten_who_spend_three_thousand_of_ten_thousand_at_once_three_do(at_once, budget):
    line = line_of(budget)
    ends = at_once(*[spending(line, budget.cohort.host)] * MANY)

    assert ends == {"done": 3, "“City funds, Lodging” has 1,000.00 yuan left.": MANY - 3}
    assert line.spent_fen == booked(line) == 9_000 * YUAN


def test_without_counting_in_the_database_more_is_spent_than_there_is(at_once, budget, monkeypatch):
    """The negative control: as a careless program would, trust the figure that was read before."""
    line, glimpsed = line_of(budget), line_of(budget).spent_fen

    def careless(line, amount_fen):
        if glimpsed + amount_fen > line.planned_fen:
            raise Refused("nothing left")

    monkeypatch.setattr(BudgetLine, "charge", careless)
    monkeypatch.setattr(CohortBudget, "lock", lambda budget: None)
    at_once(*[spending(line, budget.cohort.host)] * MANY)

    assert booked(line) > line.planned_fen


def booked(line):
    return db.session.scalar(sa.select(sa.func.sum(Expense.amount_fen)).where(Expense.line_id == line.id))


def pay(budget, **fields):
    given = {
        "lecturer": "Professor Xu",
        "rank": Rank.ASSOCIATE,
        "taught_on": today(),
        "half_day": HalfDay.MORNING,
        "minutes": 180,
        "amount_fen": 1_500 * YUAN,
        "by": budget.cohort.host,
    }
    fee = LectureFee.pay(line_of(budget, Category.LECTURES), **given | fields)
    db.session.commit()
    return fee


def test_a_lecture_fee_is_charged_with_its_tax(budget):
    fee = pay(budget, tax_fen=140 * YUAN)
    assert (fee.expense.amount_fen, line_of(budget, Category.LECTURES).spent_fen) == (1_640 * YUAN, 1_640 * YUAN)


def test_a_fee_over_the_cap_is_refused_with_the_rule(budget):
    with pytest.raises(Refused) as refused:
        pay(budget, amount_fen=1_500 * YUAN + 1)
    assert str(refused.value) == (
        "财行〔2016〕540号: “Associate senior title” is paid at most 500.00 yuan an hour after tax; "
        "3 hours are 1,500.00 yuan, not 1,500.01."
    )


def test_more_than_four_hours_of_a_half_day_are_refused(budget):
    with pytest.raises(Refused, match="at most 4 hours of a half-day"):
        pay(budget, minutes=241)


def test_only_hours_that_were_taught_are_paid(budget):
    with pytest.raises(Refused, match="Only hours that have been taught"):
        pay(budget, taught_on=today() + timedelta(days=1))
    with pytest.raises(Refused, match="did not meet on this day"):
        pay(budget, taught_on=today() - timedelta(days=9))


def test_cohorts_taught_together_pay_once(budget):
    other = a_budget(a_held_cohort(title="The other"))
    pay(budget, together_with=[other.cohort])
    with pytest.raises(Refused, match="Professor Xu is paid for this half-day already, by “Primary"):
        pay(other)
    pay(other, half_day=HalfDay.AFTERNOON)


def test_a_fee_that_was_taken_back_can_be_paid_anew(budget):
    fee = pay(budget)
    saved_back(fee.expense)
    assert pay(budget).amount_fen == 1_500 * YUAN


def test_the_database_itself_pays_a_half_day_once(budget, monkeypatch):
    """The negative control: without looking first, the index still stands."""
    pay(budget)
    monkeypatch.setattr(LectureFee, "_require_unpaid", lambda *facts: None)
    with pytest.raises(sa.exc.IntegrityError):
        pay(budget)


def paying(budget):
    budget_id = budget.id

    def act(_seen):
        found = db.session.get(CohortBudget, budget_id)
        facts = {"lecturer": "Xu", "rank": Rank.FULL, "taught_on": today(), "half_day": HalfDay.EVENING}
        line = line_of(found, Category.LECTURES)
        LectureFee.pay(line, **facts, minutes=60, amount_fen=YUAN, by=found.cohort.host)

    return (lambda: None), act


def test_two_cohorts_that_pay_one_lecturer_at_once_pay_once(at_once, app):
    budgets = [a_budget(a_held_cohort()) for _ in range(4)]
    ends = at_once(*(paying(budget) for budget in budgets))
    assert ends["done"] == 1
    assert len(ends) == 2


def with_people(budget, many):
    county = a_county()
    school = a_school(county)
    budget.cohort.lines.append(QuotaLine(county=county, seats=60, used=0))
    for _ in range(many):
        an_enrolment(budget.cohort, teacher=a_teacher(school), state=EnrolmentState.ARRIVED)


def all_papers(budget):
    for proof in Proof:
        ProofTick.set(budget, proof, by=budget.cohort.host)


def test_settling_needs_all_papers(budget):
    with pytest.raises(Refused, match="Still missing: Approved training plan, Notice"):
        budget.settle(by=a_city_admin())


def test_settling_is_measured_by_those_who_were_there(budget):
    with_people(budget, 2)  # 2 × 5 × 550 = 5,500 yuan
    an_expense(budget, 5_501)
    all_papers(budget)
    with pytest.raises(Refused, match="2 people × 5 days × 550.00 = 5,500.00 yuan; 5,501.00 yuan are spent"):
        budget.settle(by=a_city_admin())
    db.session.rollback()


def test_a_settled_budget_rests(budget):
    with_people(budget, 2)
    spent = an_expense(budget, 5_500)
    all_papers(budget)
    budget.settle(by=a_city_admin())
    db.session.commit()
    assert (budget.state, budget.people_there) == (BudgetState.SETTLED, 2)
    with pytest.raises(Refused, match="this one is “Settled”"):
        spent.take_back(by=budget.cohort.host, reason="Late")
    with pytest.raises(Refused, match="this one is “Settled”"):
        ProofTick.clear(budget, Proof.PLAN)
