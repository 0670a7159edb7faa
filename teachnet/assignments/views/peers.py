from pathlib import PurePath

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.assignments import policy, queries
from teachnet.assignments.forms import PeerReviewForm
from teachnet.assignments.models import PeerReview
from teachnet.assignments.views.blueprint import bp
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.web.access import only


@bp.get("/peer-reviews/<int:review_id>")
@only(policy.can_open_study)
def peer_review(review_id):
    review = _mine(review_id)
    return _page(review, _form(review, formdata=None))


@bp.post("/peer-reviews/<int:review_id>/beginning")
@only(policy.can_open_study)
def begin_review(review_id):
    """Only now is it certain which work it is."""
    review = _mine(review_id)
    review.begin()
    db.session.commit()
    return redirect(url_for(".peer_review", review_id=review.id), code=303)


@bp.post("/peer-reviews/<int:review_id>")
@only(policy.can_open_study)
def review(review_id):
    review = _mine(review_id)
    form = _form(review)
    if not form.validate():
        return _page(review, form), 422
    given = zip(form.rubric, form.points(), strict=True)
    review.review([[row.title, points, row.most] for row, points in given], form.comment.data or "")
    db.session.commit()
    flash(_("Thank you. Whoever wrote it reads this without your name."))
    return redirect(url_for("study.unit", unit_id=review.submission.assignment.unit_id), code=303)


@bp.get("/peer-reviews/<int:review_id>/file")
@only(policy.can_open_study)
def reviewed_file(review_id):
    """Under a name that gives nobody away."""
    review = _mine(review_id)
    submission = review.submission if review.is_begun else abort(404)
    name = _("work") + PurePath(submission.file_name).suffix
    return send(submission.file or abort(404), name, download="download" in request.args)


def _mine(review_id: int) -> PeerReview:
    return db.one_or_404(queries.my_reviews(me()).where(PeerReview.id == review_id))


def _form(review: PeerReview, **kwargs) -> PeerReviewForm:
    return PeerReviewForm.of(review.submission.assignment.rubric, **kwargs)


def _page(review: PeerReview, form: PeerReviewForm) -> str:
    submission = review.submission
    return render_template("assignments/peer_review.html", review=review, submission=submission, form=form)
