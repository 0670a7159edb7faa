from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.quizzes import actions, policy, queries
from teachnet.quizzes.forms import AnswerForm
from teachnet.quizzes.models import QuizAttempt
from teachnet.quizzes.views.blueprint import bp
from teachnet.study import queries as study
from teachnet.study.models import CourseEnrolment, Unit
from teachnet.web.access import leaves_no_trail, only


def panel(unit: Unit, reader: Person, enrolment: CourseEnrolment | None) -> Markup:
    """On the page of its unit: what is asked for, one's attempts, a button to begin."""
    quiz = db.session.scalars(queries.quiz_of(unit)).first()
    attempts = db.session.scalars(queries.attempts_at(quiz, enrolment)).all() if quiz and enrolment else []
    may_begin = quiz and enrolment and unit.course.is_open and actions.goes_left(quiz, attempts)
    return Markup(  # noqa: S704 -- our own template
        render_template("quizzes/_panel.html", unit=unit, quiz=quiz, attempts=attempts, may_begin=may_begin)
    )


@bp.post("/units/<int:unit_id>/attempts")
@only(policy.can_open_study)
@leaves_no_trail("an attempt that is begun is told; one that is open already is only opened again")
def begin(unit_id):
    unit, enrolment = db.session.execute(study.studied_unit(me(), unit_id)).first() or abort(404)
    attempt = actions.begin(db.one_or_404(queries.quiz_of(unit)), enrolment)
    db.session.commit()
    return redirect(url_for(".attempt", attempt_id=attempt.id), code=303)


@bp.get("/attempts/<int:attempt_id>")
@only(policy.can_open_study)
def attempt(attempt_id):
    attempt = _attempt(attempt_id)
    return _page(attempt, AnswerForm.for_attempt(attempt.questions, attempt.answers, formdata=None))


@bp.post("/attempts/<int:attempt_id>")
@only(policy.can_open_study)
def hand_in(attempt_id):
    attempt = _attempt(attempt_id)
    form = AnswerForm.for_attempt(attempt.questions)
    is_whole = form.anyway.data or not form.unanswered()
    if attempt.is_open and not (form.validate() and is_whole):
        return _page(attempt, form), 422
    actions.hand_in(attempt, form.answers())
    db.session.commit()
    return redirect(url_for(".attempt", attempt_id=attempt.id), code=303)


@bp.post("/attempts/<int:attempt_id>/draft")
@only(policy.can_open_study)
@leaves_no_trail("the attempt itself says when it was kept; what counts is handed in")
def keep(attempt_id):
    """By the page itself, while one fills it in; or by somebody who goes on later."""
    attempt = _attempt(attempt_id)
    attempt.keep(AnswerForm.for_attempt(attempt.questions).answers())
    db.session.commit()
    if "later" not in request.form:
        return {"kept": True}
    flash(_("Your answers are kept. Go on whenever you like."))
    return redirect(url_for("study.unit", unit_id=attempt.quiz.unit_id), code=303)


def _attempt(attempt_id: int) -> QuizAttempt:
    return db.one_or_404(queries.attempts_of(me()).where(QuizAttempt.id == attempt_id))


def _page(attempt: QuizAttempt, form: AnswerForm):
    before = db.session.scalars(queries.attempts_at(attempt.quiz, attempt.enrolment)).all()
    is_last = not actions.goes_left(attempt.quiz, before)
    return render_template(
        "quizzes/attempt.html",
        attempt=attempt,
        form=form,
        unit=attempt.quiz.unit,
        shows_right=policy.sees_right_answers(attempt, is_last=is_last),
        may_begin=not attempt.is_open and not is_last and attempt.quiz.unit.course.is_open,
    )
