"""Who is asked and when; that nobody can tell whose an answer is; what is shown, and from when."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.accounts.models import Person
from teachnet.audit.models import AuditEntry
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.evaluation import actions, queries
from teachnet.evaluation.models import (
    CohortLecturer,
    EvaluationAnswered,
    EvaluationItem,
    EvaluationRule,
    EvaluationTally,
    EvaluationWords,
)
from teachnet.evaluation.results import results_of
from teachnet.evaluation.words import About, Grade, Round, months_after
from teachnet.training.models import Cohort, EnrolmentState
from tests.evaluation.factories import an_answer, an_ended_cohort, marks_of, the_questions, who_was_there
from tests.factories import a_city_admin, a_county_admin, saved
from tests.training.factories import a_cohort


@pytest.fixture(autouse=True)
def questions(app):
    the_questions()


def rounds_open_for(person):
    return [round for _cohort, round, _last_day in queries.open_for(person)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 5, 14), 3, date(2026, 8, 14)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("days", "asked"),
    [(-1, []), (0, [Round.END]), (13, [Round.END]), (14, []), (92, [Round.THREE_MONTHS]), (184, [Round.SIX_MONTHS])],
)
def test_it_is_asked_from_the_last_day_and_three_and_six_months_later(days, asked):
    cohort = an_ended_cohort()
    [person] = who_was_there(cohort, 1)
    cohort.starts_on = cohort.confirm_by = cohort.county_review_by = cohort.closes_on = cohort.opens_on = date(
        2026, 3, 2
    )
    cohort.ends_on = date(2026, 3, 6)
    db.session.commit()

    with time_machine.travel(f"{date(2026, 3, 6) + timedelta(days=days)}T12:00+08:00", tick=False):
        assert rounds_open_for(person) == asked


@pytest.mark.parametrize(
    ("state", "minutes", "is_asked"),
    [
        (EnrolmentState.ARRIVED, None, True),
        (EnrolmentState.COMPLETED, 60, True),
        (EnrolmentState.NOT_COMPLETED, 60, True),
        (EnrolmentState.NOT_COMPLETED, 0, False),
        (EnrolmentState.CONFIRMED, None, False),
        (EnrolmentState.DROPPED_OUT, None, False),
    ],
)
def test_only_those_who_were_really_there_are_asked(state, minutes, is_asked):
    cohort = an_ended_cohort()
    [person] = who_was_there(cohort, 1, state=state)
    cohort.enrolments[0].attended_minutes = minutes
    db.session.commit()

    assert bool(rounds_open_for(person)) is is_asked
    if not is_asked:
        with pytest.raises(Refused, match="who were there"):
            an_answer(cohort, person)


def test_each_answers_once():
    cohort = an_ended_cohort()
    [person] = who_was_there(cohort, 1)
    an_answer(cohort, person)

    assert rounds_open_for(person) == []
    with pytest.raises(Refused, match="answered this questionnaire already"):
        an_answer(cohort, person)
    db.session.rollback()
    assert {tally.total for tally in db.session.query(EvaluationTally)} == {1}


def test_ten_presses_at_once_are_one_answer(at_once):
    cohort = an_ended_cohort()
    [person] = who_was_there(cohort, 1)
    ids, marks = (cohort.id, person.id), marks_of(About.COHORT, 4)

    def act(_seen):
        actions.answer(db.session.get(Cohort, ids[0]), Round.END, by=db.session.get(Person, ids[1]), marks=marks)

    ends = at_once(*[(lambda: None, act)] * 10)

    assert ends == {"done": 1, "You have answered this questionnaire already.": 9}
    assert {tally.total for tally in db.session.query(EvaluationTally)} == {1}


def test_of_many_who_answer_at_once_no_mark_is_lost(at_once):
    cohort = an_ended_cohort()
    people, marks, cohort_id = who_was_there(cohort, 12), marks_of(About.COHORT, 3), cohort.id

    def answering(person_id):
        def act(_seen):
            found = db.session.get(Cohort, cohort_id), db.session.get(Person, person_id)
            actions.answer(found[0], Round.END, by=found[1], marks=marks, words=f"words {person_id}")

        return (lambda: None), act

    assert at_once(*(answering(person.id) for person in people)) == {"done": 12}
    assert {(tally.total, tally.threes) for tally in db.session.query(EvaluationTally)} == {(12, 12)}
    assert db.session.query(EvaluationWords).count() == 12


def test_nothing_that_is_kept_of_an_answer_names_a_person_or_a_moment():
    for model in (EvaluationTally, EvaluationWords):
        columns = model.__table__.columns
        assert not [key for column in columns for key in column.foreign_keys if key.column.table.name == "person"]
        assert not [column for column in columns if isinstance(column.type, (sa.DateTime, sa.Date))]
    moments = [
        column for column in EvaluationAnswered.__table__.columns if isinstance(column.type, (sa.DateTime, sa.Date))
    ]
    assert moments == []


def test_the_order_of_the_words_says_nothing_of_the_order_of_the_answers():
    """Before each of many answers the rows stand in an order of their own, and the newest may stand anywhere."""
    cohort, newest = an_ended_cohort(), set()
    for number, person in enumerate(who_was_there(cohort, 40)):
        an_answer(cohort, person, words=f"words {number}")
        stored = db.session.scalars(sa.select(EvaluationWords.text).order_by(EvaluationWords.id)).all()
        if number >= 20:
            newest.add(stored.index(f"words {number}") / number)

    assert len(newest) > 10
    assert min(newest) < 0.5 < max(newest)


def test_rows_written_one_after_the_other_would_tell(monkeypatch):
    """The negative control: without mixing, the last row is of the last to answer."""
    cohort = an_ended_cohort()
    numbers = iter(range(1, 10_000))
    monkeypatch.setattr("teachnet.evaluation.models.answers._mix.shuffle", lambda texts: None)
    monkeypatch.setattr("teachnet.evaluation.models.answers._mix.getrandbits", lambda bits: next(numbers))
    for number, person in enumerate(who_was_there(cohort, 5)):
        an_answer(cohort, person, words=f"words {number}")
        assert (
            db.session.scalars(sa.select(EvaluationWords.text).order_by(EvaluationWords.id))
            .all()[-1]
            .endswith(str(number))
        )


def test_an_answer_without_words_mixes_the_others_anew():
    cohort = an_ended_cohort()
    first, second = who_was_there(cohort, 2)
    an_answer(cohort, first, words="good")
    before = db.session.scalar(sa.select(EvaluationWords.id))
    an_answer(cohort, second)

    assert db.session.scalar(sa.select(EvaluationWords.id)) != before


def test_the_trail_does_not_say_who_answered(as_person):
    cohort = an_ended_cohort()
    [person] = who_was_there(cohort, 1)
    typed = {f"item_{item_id}": "5" for item_id, _none in marks_of(About.COHORT, 5)}
    db.session.commit()
    before = db.session.query(AuditEntry).count()

    answer = as_person(person).post(f"/evaluation/cohorts/{cohort.id}/end", **typed)

    assert answer.status == 303
    told = db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id).offset(before)).all()
    assert not [action for action in told if action.startswith("evaluation")]


def test_figures_stand_there_once_it_is_closed_and_five_have_answered():
    cohort = an_ended_cohort()
    people, rule = who_was_there(cohort, 5), queries.rule()
    for person in people[:4]:
        an_answer(cohort, person, words="kept back")
    after = f"{today() + timedelta(days=20)}T12:00+08:00"
    with time_machine.travel(after, tick=False):
        assert (results_of(cohort, rule).lines(Round.END), results_of(cohort, rule).words_in(Round.END)) == ([], [])
    an_answer(cohort, people[4])

    assert results_of(cohort, rule).lines(Round.END) == []  # still open: looked at twice, it would tell on the fifth
    with time_machine.travel(after, tick=False):
        shown = results_of(cohort, rule)
        assert [line.tally.fives for line in shown.lines(Round.END)] == [5, 5]
        assert shown.words_in(Round.END) == ["kept back"] * 4


def test_a_lecturer_whom_few_have_marked_is_left_out():
    cohort = an_ended_cohort(0)
    gu = saved(CohortLecturer(cohort_id=cohort.id, name="Gu"))
    item = db.session.query(EvaluationItem).filter_by(about=About.LECTURER).first()
    for number, person in enumerate(who_was_there(cohort, 6)):
        marks = marks_of(About.COHORT, 4) | ({(item.id, gu.id): 2} if number < 4 else {})
        actions.answer(cohort, Round.END, by=person, marks=marks)
    db.session.commit()

    with time_machine.travel(f"{today() + timedelta(days=20)}T12:00+08:00", tick=False):
        lines = results_of(cohort, queries.rule()).lines(Round.END)
    assert {line.item.about for line in lines} == {About.COHORT}


def test_the_score_weighs_process_satisfaction_and_effect():
    cohort = an_ended_cohort(92)
    people, rule = who_was_there(cohort, 5), queries.rule()
    last_day = cohort.ends_on
    with time_machine.travel(f"{last_day}T12:00+08:00", tick=False):
        for person in people:
            an_answer(cohort, person, 5)
    with time_machine.travel(f"{months_after(last_day, 3)}T12:00+08:00", tick=False):
        for person in people:
            an_answer(cohort, person, 4, round=Round.THREE_MONTHS)
        assert results_of(cohort, rule).score is None  # nothing of the effect is known yet
    with time_machine.travel(f"{months_after(last_day, 4)}T12:00+08:00", tick=False):
        results = results_of(cohort, rule)
        assert (results.process, results.satisfaction, results.effect) == (100, 100, 80)
        assert (results.score, results.grade) == (92, Grade.GOOD)


@pytest.mark.parametrize(
    ("score", "grade"), [(95, Grade.EXCELLENT), (94.9, Grade.GOOD), (85, Grade.GOOD), (84.9, Grade.BELOW)]
)
def test_excellent_is_from_95_and_good_from_85(score, grade):
    assert queries.rule().grade_of(score) is grade


def test_the_database_refuses_weights_that_are_not_a_hundred():
    with pytest.raises(sa.exc.IntegrityError, match="weights_make_a_hundred"):
        db.session.execute(sa.update(EvaluationRule).values(process=31))


def test_fewer_than_five_can_never_be_shown():
    with pytest.raises(sa.exc.IntegrityError, match="nobody_is_told_apart"):
        db.session.execute(sa.update(EvaluationRule).values(least=4))


def test_the_lecturers_stand_once_people_are_asked():
    ended, to_come = an_ended_cohort(), a_cohort()
    lecturer = CohortLecturer.add(to_come, name="Gu", topic="")
    db.session.flush()
    lecturer.remove()

    with pytest.raises(Refused, match="its lecturers stand"):
        CohortLecturer.add(ended, name="Gu", topic="")


def test_a_teacher_is_led_from_the_list_through_the_sheet_to_thanks(as_person):
    cohort = an_ended_cohort()
    saved(CohortLecturer(cohort_id=cohort.id, name="Professor Gu"))
    [person] = who_was_there(cohort, 1)
    browser = as_person(person)
    link = browser.get("/evaluation/").select_one("main .card a")
    page = browser.get(link["href"])
    assert "Professor Gu · lecturer 1" in page.text

    assert browser.post(link["href"]).status == 422
    typed = {f"item_{item_id}": "5" for item_id, _none in marks_of(About.COHORT, 5)}
    assert browser.post(link["href"], words="More of it", **typed).location == "/evaluation/"

    assert "Thank you" in browser.get("/evaluation/").text
    assert browser.get(link["href"]).status == 409
    assert browser.post(link["href"], **typed).status == 409


def test_results_are_for_those_who_answer_for_the_cohort(as_person):
    cohort = an_ended_cohort(20)
    [person, *_others] = who_was_there(cohort, 2)
    address = f"/evaluation/cohorts/{cohort.id}"

    assert as_person(a_city_admin()).get(address).status == 200
    assert as_person(a_county_admin(cohort.host_organisation.county)).get(address).status == 200
    assert as_person(person).get(address).status == 403
    assert "Fewer than 5" in as_person(a_city_admin()).get(address).text


def test_a_list_costs_the_same_for_one_and_for_many(as_person, statements):
    wu = as_person(a_city_admin())
    who_was_there(an_ended_cohort(3), 1)
    wu.get("/evaluation/")
    costs = []
    for more in (0, 12):
        for _number in range(more):
            who_was_there(an_ended_cohort(3), 2)
        del statements[:]
        wu.get("/evaluation/")
        costs.append(len(statements))
    assert costs[0] == costs[1]
