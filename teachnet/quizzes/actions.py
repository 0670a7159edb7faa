"""Beginning an attempt, handing it in, setting up the quiz of a unit."""

from collections.abc import Mapping, Sequence
from secrets import SystemRandom
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.audit.trail import record
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.quizzes import queries
from teachnet.quizzes.grading import draw
from teachnet.quizzes.models import Question, QuestionPool, Quiz, QuizAttempt
from teachnet.study.finishing import finish, require_open
from teachnet.study.models import CourseEnrolment, Unit

_chance = SystemRandom()


def set_up(unit: Unit, fields: dict) -> Quiz:
    """From now on; attempts that were begun keep their questions."""
    quiz = db.session.scalars(queries.quiz_of(unit)).first() or Quiz(unit=unit)
    for name, value in fields.items():
        setattr(quiz, name, value)
    unit.is_set_up = True
    db.session.add(quiz)
    return quiz


def clear(unit: Unit) -> None:
    """Of a unit that goes; only drafts lose units, and nobody has begun anything there."""
    for quiz in db.session.scalars(queries.quiz_of(unit)):
        db.session.delete(quiz)
    db.session.flush()


def copy(unit: Unit, twin: Unit) -> None:
    """From the same pool, by the same rules."""
    for quiz in db.session.scalars(queries.quiz_of(unit)):
        rules = {name: getattr(quiz, name) for name in ("pool", "draws", "pass_percent", "most_attempts")}
        db.session.add(Quiz(unit=twin, **rules))


def begin(quiz: Quiz, enrolment: CourseEnrolment) -> QuizAttempt:
    """The one that is open already, or a new one. Two windows at once: one waits and finds the other's."""
    require_open(quiz.unit, enrolment)
    db.session.execute(sa.select(CourseEnrolment.id).where(CourseEnrolment.id == enrolment.id).with_for_update())
    before = db.session.scalars(queries.attempts_at(quiz, enrolment)).all()
    if before and before[-1].is_open:
        return before[-1]
    if not goes_left(quiz, before):
        raise Refused(_("You have used all your attempts at this quiz."))
    pool = db.session.scalars(queries.questions_of(quiz.pool)).all()
    if not pool:
        raise Refused(_("There is no question in this quiz any more. Please tell your tutor."))
    attempt = QuizAttempt.of(quiz, enrolment, len(before) + 1, draw(pool, quiz.draws, _chance))
    db.session.add(attempt)
    db.session.flush()
    record("quiz_attempt", attempt.id, changes={"quiz_id": [None, quiz.id], "attempt": [None, attempt.number]})
    return attempt


def goes_left(quiz: Quiz, before: Sequence[QuizAttempt]) -> bool:
    return not quiz.most_attempts or len(before) < quiz.most_attempts


def hand_in(attempt: QuizAttempt, answers: Mapping[int, list[Any]]) -> None:
    """Graded at once; who passes has done the unit."""
    attempt.hand_in(answers)
    record("quiz_attempt", attempt.id, changes={"points": [None, attempt.points]})
    db.session.flush()
    if attempt.is_passed:
        finish(attempt.quiz.unit, attempt.enrolment)


def add_questions(pool: QuestionPool, several: Sequence[dict]) -> None:
    db.session.add_all([Question(pool=pool, **fields) for fields in several])
