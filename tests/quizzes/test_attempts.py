"""Taking a quiz: drawn anew, kept while one fills it in, graded when it is handed in."""

import pytest
import sqlalchemy as sa

from teachnet.credits.models import AttestedRecord, Source
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.jobs.worker import work_until_idle
from teachnet.quizzes import actions
from teachnet.quizzes.models import Question, QuizAttempt
from teachnet.study.models import CourseEnrolment, CourseState
from tests.factories import a_teacher
from tests.quizzes.factories import a_pool, a_quiz
from tests.study.factories import a_learner


@pytest.fixture
def quiz(app):
    return a_quiz(pass_percent=60, most_attempts=2)


@pytest.fixture
def enrolment(quiz):
    return a_learner(quiz.unit.course, a_teacher(name="Lin"))


@pytest.fixture
def lin(as_person, enrolment):
    return as_person(enrolment.learner)


def begin(browser, quiz) -> QuizAttempt:
    assert browser.post(f"/study/units/{quiz.unit_id}/attempts").status == 303
    return attempts()[-1]


def attempts() -> list[QuizAttempt]:
    return list(db.session.scalars(sa.select(QuizAttempt).order_by(QuizAttempt.number)))


def filled(attempt: QuizAttempt, wrong: tuple = ()) -> dict:
    """The form as somebody fills it in who knows all but the kinds in `wrong`."""
    form = {}
    for place, question in enumerate(attempt.questions):
        answer = question.answer
        if question.kind in wrong:
            answer = {"short": ["no idea"], "true_false": [0], "ordering": answer[::-1], "multiple": []}.get(
                question.kind
            )
            answer = [(question.answer[0] + 1) % 3] if answer is None else answer
        if question.kind == "ordering":
            form |= {f"q{place}-{option}": str(at) for at, option in enumerate(answer)}
        elif answer:
            form[f"q{place}"] = [str(one) for one in answer] if question.kind == "multiple" else str(answer[0])
    return form


def hand_in(browser, attempt, **form):
    return browser.post(f"/study/attempts/{attempt.id}", **form)


def test_all_right_is_passed_and_the_unit_and_course_are_done(lin, quiz):
    attempt = begin(lin, quiz)
    page = lin.get(f"/study/attempts/{attempt.id}")
    assert len(page.find_all("fieldset", class_="quiz-question")) == 5

    assert hand_in(lin, attempt, **filled(attempt)).status == 303

    (kept,) = attempts()
    assert (kept.points, kept.most_points, kept.percent) == (500, 500, 100)
    enrolment = db.session.scalars(sa.select(CourseEnrolment)).one()
    assert (enrolment.units_done, enrolment.is_finished) == (1, True)
    assert "Passed: 5 of 5 points (100%)." in lin.get(f"/study/attempts/{kept.id}").text
    work_until_idle()
    assert db.session.scalars(sa.select(AttestedRecord.source)).one() is Source.COURSE


def test_what_is_missing_is_said_before_it_is_handed_in(lin, quiz):
    attempt = begin(lin, quiz)
    form = filled(attempt, wrong=("multiple",))

    asked = hand_in(lin, attempt, **form)
    assert (asked.status, "Not answered yet:" in asked.text, attempts()[0].is_open) == (422, True, True)
    assert len(asked.find_all("input", checked=True)) == 2  # nothing filled in is lost

    assert hand_in(lin, attempt, anyway="y", **form).status == 303
    assert attempts()[0].points == 400


def test_the_right_answers_are_not_shown_while_there_is_another_go(lin, quiz):
    first = begin(lin, quiz)
    hand_in(lin, first, anyway="y", **filled(first, wrong=("short", "single", "true_false")))
    page = lin.get(f"/study/attempts/{first.id}")
    assert ("Not passed: 2 of 5" in page.text, "Rowe" in page.text, "Right:" in page.text) == (True, False, False)

    second = begin(lin, quiz)
    hand_in(lin, second, anyway="y", **filled(second, wrong=("short", "single", "true_false")))
    page = lin.get(f"/study/attempts/{second.id}")
    assert ("Rowe" in page.text, "Right: 5 s" in page.text) == (True, True)


def test_attempts_come_to_an_end(lin, quiz):
    for _number in range(2):
        attempt = begin(lin, quiz)
        hand_in(lin, attempt, anyway="y")
    refused = lin.post(f"/study/units/{quiz.unit_id}/attempts")
    assert (refused.status, "used all your attempts" in refused.text) == (409, True)
    assert "used all your attempts" in lin.get(f"/study/units/{quiz.unit_id}").text


def test_an_attempt_that_is_open_is_gone_on_with(lin, quiz):
    first, again = begin(lin, quiz), begin(lin, quiz)
    assert first.id == again.id


def test_answers_are_kept_and_come_back_on_another_device(lin, as_person, enrolment, quiz):
    attempt = begin(lin, quiz)
    form = filled(attempt)

    assert lin.send("POST", f"/study/attempts/{attempt.id}/draft", data=form).response.json == {"kept": True}
    page = as_person(enrolment.learner).get(f"/study/attempts/{attempt.id}")
    assert len(page.find_all("input", checked=True)) == 4
    assert [option["value"] for option in page.find_all("option", selected=True)] != ["", "", ""]

    assert lin.post(f"/study/attempts/{attempt.id}/draft", later="y", **form).status == 303
    assert attempts()[0].is_open


def test_what_was_handed_in_stays(lin, quiz):
    attempt = begin(lin, quiz)
    hand_in(lin, attempt, anyway="y")
    assert hand_in(lin, attempt, **filled(attempt)).status == 409
    assert lin.send("POST", f"/study/attempts/{attempt.id}/draft", data=filled(attempt)).status == 409
    assert attempts()[0].points == 0


def test_a_question_changed_since_is_graded_as_it_was_asked(lin, quiz):
    attempt = begin(lin, quiz)
    form = filled(attempt)
    db.session.execute(sa.update(Question).values(answer=[0], stem="Other"))
    db.session.commit()
    hand_in(lin, attempt, **form)
    assert attempts()[0].points == 500


@pytest.mark.parametrize("value", ["9", "-1", "x", "1e9", "9" * 400, "٣"])
def test_what_is_no_choice_is_no_answer(lin, quiz, value):
    attempt = begin(lin, quiz)
    names = [f"q{place}" for place, one in enumerate(attempt.questions) if one.kind != "short"]
    orders = [
        f"q{place}-{n}" for place, one in enumerate(attempt.questions) if one.kind == "ordering" for n in range(3)
    ]
    assert hand_in(lin, attempt, anyway="y", **dict.fromkeys(names + orders, value)).status == 303
    assert attempts()[0].points == 0


def test_the_right_answers_are_nowhere_on_the_page_that_asks(lin, quiz):
    attempt = begin(lin, quiz)
    page = lin.get(f"/study/attempts/{attempt.id}")
    assert ("wait time" in page.text, "Rowe" in page.text, 'answer"' in str(page)) == (False, False, False)


def test_a_closed_course_and_an_empty_pool_begin_nothing(lin, quiz):
    db.session.execute(sa.update(Question).values(retired_at=sa.func.now()))
    db.session.commit()
    assert "no question in this quiz any more" in lin.post(f"/study/units/{quiz.unit_id}/attempts").text
    quiz.unit.course.state = CourseState.CLOSED
    assert "This course is closed" in lin.post(f"/study/units/{quiz.unit_id}/attempts").text
    assert attempts() == []


def test_a_large_pool_costs_the_page_nothing_more(as_person, statements, app):
    costs = []
    for count in (5, 60):
        quiz = a_quiz(a_pool(*({"kind": "true_false", "stem": f"{n}", "answer": [1]} for n in range(count))), draws=5)
        browser = as_person(a_learner(quiz.unit.course, a_teacher(name=f"Mo {count}")).learner)
        browser.post(f"/study/units/{quiz.unit_id}/attempts")
        page = f"/study/attempts/{attempts()[-1].id}"
        db.session.commit()
        statements.clear()
        browser.get(page)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_what_another_window_handed_in_meanwhile_stays(quiz, enrolment):
    attempt = actions.begin(quiz, enrolment)
    assert attempt.is_open
    in_another_window = sa.update(QuizAttempt).values(handed_in_at=utcnow(), points=0)
    db.session.execute(in_another_window, execution_options={"synchronize_session": False})

    with pytest.raises(Refused, match="handed in already"):
        actions.hand_in(attempt, {})
