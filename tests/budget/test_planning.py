from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from teachnet.budget import actions
from teachnet.budget.documents import CENTRAL
from teachnet.budget.models import (
    BudgetMove,
    BudgetState,
    Category,
    CohortBudget,
    CostStandard,
    FeeCap,
    Rank,
    Source,
    TrainingClass,
)
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.training.models import Cohort
from tests.budget.factories import YUAN, a_budget, a_held_cohort, standards
from tests.factories import a_city_admin, saved

LODGING = (Source.CITY, Category.LODGING)


@pytest.fixture
def cohort(app):
    standards()
    return a_held_cohort()


def draw_up(cohort, amounts, **plan):
    given = {"training_class": TrainingClass.THIRD, "people": 60, "days": 5, "extra_days": 0}
    return actions.draw_up(
        cohort, **given | plan, amounts={place: round(yuan * YUAN) for place, yuan in amounts.items()}
    )


def test_the_lines_may_reach_the_ceiling_and_not_a_fen_more(cohort):
    with pytest.raises(Refused) as refused:
        draw_up(cohort, {LODGING: 165_000, (Source.COUNTY, Category.OTHER): 0.01})
    assert str(refused.value) == (
        "财行〔2016〕540号 allows 60 people × 5 days × 550.00 = 165,000.00 yuan; the lines come to 165,000.01 yuan."
    )
    db.session.rollback()
    assert saved(draw_up(cohort, {LODGING: 165_000})).planned_fen == 165_000 * YUAN


def test_the_database_itself_refuses_a_plan_above_the_ceiling(cohort):
    budget = saved(draw_up(cohort, {LODGING: 1}))
    with pytest.raises(sa.exc.IntegrityError, match="planned_within_ceiling"):
        db.session.execute(sa.update(CohortBudget).values(planned_fen=budget.ceiling_fen + 1))


def test_days_beyond_thirty_are_explained(cohort):
    with pytest.raises(Refused, match=r"1 people × \(30 days × 550.00 \+ 2 days × 550.00 × 70%\) = 17,270.00 yuan"):
        draw_up(cohort, {LODGING: 20_000}, people=1, days=31, extra_days=1)


def test_arrival_and_departure_are_as_long_as_the_document_says(app):
    saved(
        CostStandard(
            document_number="X",
            training_class=TrainingClass.FIRST,
            rate_fen=76_000,
            travel_days=1,
            starts_on=date(2020, 1, 1),
        )
    )
    with pytest.raises(Refused, match="X: arrival and departure together are at most 1 days"):
        draw_up(a_held_cohort(), {LODGING: 1}, training_class=TrainingClass.FIRST, extra_days=2)


def test_the_standard_is_that_of_the_first_day(cohort):
    old = db.session.scalars(sa.select(CostStandard).filter_by(training_class=TrainingClass.THIRD)).one()
    old.end(cohort.starts_on)
    new = {"training_class": TrainingClass.THIRD, "rate_fen": 60_000, "document_number": "New"}
    CostStandard(**new, starts_on=cohort.starts_on + timedelta(days=1)).enact()
    db.session.commit()
    assert saved(draw_up(cohort, {LODGING: 1})).standard is old
    later = a_held_cohort(starts_on=cohort.starts_on + timedelta(days=1))
    assert saved(draw_up(later, {LODGING: 1})).standard.document_number == "New"


def test_a_plan_by_a_standard_that_has_ended_is_not_submitted(cohort):
    budget = saved(draw_up(cohort, {LODGING: 1}))
    budget.standard.end(cohort.starts_on - timedelta(days=1))
    with pytest.raises(Refused, match="another standard is in force"):
        budget.submit(by=a_city_admin())


def test_without_a_standard_nothing_is_planned(app):
    with pytest.raises(Refused, match="No standard for Class 3 training is in force"):
        draw_up(a_held_cohort(), {LODGING: 1})


def test_two_rules_for_the_same_days_are_refused(app):
    standards()
    with pytest.raises(Refused, match="Class 1 training: 财行〔2016〕540号 is in force on some of these days"):
        actions.take_over(CENTRAL)
    with pytest.raises(Refused, match="Full senior title"):
        FeeCap(rank=Rank.FULL, hour_fen=1, document_number="Y", starts_on=date(2027, 1, 1)).enact()


def test_a_standard_that_was_counted_by_stays(cohort):
    budget = saved(draw_up(cohort, {LODGING: 1}))
    with pytest.raises(Refused, match="Budgets are counted by this standard"):
        actions.drop_standard(budget.standard)


def drawing_up(cohort):
    cohort_id = cohort.id

    def act(_seen):
        db.session.add(draw_up(db.session.get(Cohort, cohort_id), {LODGING: 1}))

    return (lambda: None), act


def test_of_two_who_draw_up_a_budget_at_once_one_does(at_once, cohort):
    ends = at_once(*[drawing_up(cohort)] * 4)
    assert ends == {"done": 1, "This cohort has a budget already.": 3}


def test_nobody_approves_what_they_submitted(cohort):
    wu = a_city_admin()
    budget = a_budget(cohort, state=BudgetState.SUBMITTED, submitted_by=wu)
    with pytest.raises(Refused, match="Nobody approves a budget they submitted"):
        budget.approve(by=wu)
    with pytest.raises(sa.exc.IntegrityError, match="nobody_approves_their_own"):
        db.session.execute(sa.update(CohortBudget).values(approved_by_id=wu.id))


def test_a_budget_goes_back_and_forth_and_keeps_its_history(cohort):
    wu, li = a_city_admin(), a_city_admin("Li")
    budget = a_budget(cohort, state=BudgetState.SUBMITTED, submitted_by=wu)
    budget.send_back(by=li, reason="Too many meals")
    budget.submit(by=wu)
    budget.approve(by=li)
    db.session.commit()
    assert [(move.became.value, move.by.name, move.note) for move in budget.history] == [
        ("submitted", "Wu", ""),
        ("returned", "Li", "Too many meals"),
        ("submitted", "Wu", ""),
        ("approved", "Li", ""),
    ]
    with pytest.raises(Refused, match="The budget is already “Approved budget”"):
        budget.send_back(by=li, reason="Again")
    with pytest.raises(Refused, match="it cannot be changed"):
        actions.replan(budget, training_class=TrainingClass.THIRD, people=1, days=1, extra_days=0, amounts={})
    with pytest.raises(sa.exc.DatabaseError, match="budget_move only grows"):
        db.session.execute(sa.update(BudgetMove).values(note="x"))
