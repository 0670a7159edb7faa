from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.assignments import actions, policy, queries
from teachnet.assignments.forms import MarkForm
from teachnet.assignments.models import Submission
from teachnet.assignments.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import only, require
from teachnet.web.paging import paginate

MOST_TUTORS = 100


@bp.get("/marking")
@only(policy.can_open_marking)
def marking():
    return render_template(
        "assignments/marking.html",
        waiting=paginate(queries.to_mark(me())),
        again=db.session.scalars(queries.to_mark_again(me()).limit(50)).all(),
        tutors=db.session.execute(queries.overdue_by_tutor(me()).limit(MOST_TUTORS)).all(),
    )


@bp.get("/submissions/<int:submission_id>")
@only(policy.can_open_marking)
def submission(submission_id):
    return _page(_submission(submission_id))


@bp.post("/submissions/<int:submission_id>/mark")
@only(policy.can_open_marking)
def mark(submission_id):
    submission = _submission(submission_id)
    return _mark(submission, again=False, is_allowed=policy.can_mark(me(), submission) or not submission.is_waiting)


@bp.post("/submissions/<int:submission_id>/second-mark")
@only(policy.can_open_marking)
def mark_again(submission_id):
    submission = _submission(submission_id)
    return _mark(submission, again=True, is_allowed=policy.looks_over(me(), submission))


@bp.get("/submissions/<int:submission_id>/compared")
@only(policy.can_open_marking)
def compared(submission_id):
    """Both texts side by side. Of the other one only what this reader may see anyway."""
    submission = _submission(submission_id)
    return render_template(
        "assignments/compared.html", submission=submission, other=_submission(submission.alike_id or 0)
    )


def _submission(submission_id: int) -> Submission:
    return db.one_or_404(queries.whole(queries.submissions_visible_to(me())).where(Submission.id == submission_id))


def _mark(submission: Submission, *, again: bool, is_allowed: bool):
    require(is_allowed and me().id != submission.learner.id)
    form = _form(submission)
    if not form.validate():
        return _page(submission, form), 422
    actions.mark(submission, form.points(), form.words(), by=me(), again=again)
    if form.keep.data and form.comment.data:
        actions.keep_comment(form.comment.data, by=me())
    db.session.commit()
    flash(
        _(
            "%(name)s: %(percent)s%%, %(state)s",
            name=submission.learner.name,
            percent=submission.percent,
            state=submission.state.label,
        )
    )
    following = _next(submission)
    return redirect(url_for(".submission", submission_id=following) if following else url_for(".marking"), code=303)


def _next(submission: Submission) -> int | None:
    """The one that has waited longest, but for this."""
    waiting = queries.to_mark(me()).where(Submission.id != submission.id)
    return db.session.scalar(waiting.with_only_columns(Submission.id).limit(1))


def _form(submission: Submission, **kwargs) -> MarkForm:
    return MarkForm.by(
        submission.assignment.rubric, db.session.scalars(queries.quick_comments_of(me())).all(), **kwargs
    )


def _page(submission: Submission, form: MarkForm | None = None):
    return render_template(
        "assignments/submission.html",
        submission=submission,
        form=form or _form(submission, formdata=None),
        following=_next(submission),
        found=db.session.scalars(queries.done_reviews_of([submission])).all(),
        may_compare=submission.alike_id and db.session.scalars(_seen(submission.alike_id)).first() is not None,
    )


def _seen(submission_id: int):
    return queries.submissions_visible_to(me()).where(Submission.id == submission_id)
