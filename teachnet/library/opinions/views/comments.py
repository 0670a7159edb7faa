from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me, me_or_nobody
from teachnet.db import db
from teachnet.library.models import Resource
from teachnet.library.opinions import actions, policy
from teachnet.library.opinions.forms import CommentForm, RatingForm, ReportForm
from teachnet.library.opinions.models import Comment, ReportReason
from teachnet.library.opinions.queries import said
from teachnet.library.opinions.views.shown import load_published, rating_form, stars_of
from teachnet.library.views.blueprint import bp
from teachnet.web.access import members_only, public, require
from teachnet.web.htmx import swap_or_redirect
from teachnet.web.paging import paginate


@bp.get("/resources/<int:resource_id>/comments")
@public
def comments(resource_id):
    """All that is said of a resource, and the two forms to say something."""
    return _page(load_published(resource_id, me_or_nobody()))


@bp.post("/resources/<int:resource_id>/comments")
@members_only
def comment(resource_id):
    resource = load_published(resource_id, me())
    require(policy.can_comment(me(), resource))
    form = CommentForm()
    if not form.validate():
        return _page(resource, comment_form=form), 422
    actions.comment(resource, form.text.data or "", by=me())
    db.session.commit()
    flash(_("Your comment is there."))
    return _to(resource)


@bp.post("/resources/<int:resource_id>/rating")
@members_only
def rate(resource_id):
    resource = load_published(resource_id, me())
    require(policy.can_rate(me(), resource))
    form = RatingForm()
    if not form.validate():
        return _page(resource, rating_form=form), 422
    actions.rate(resource, int(form.stars.data), by=me())
    db.session.commit()
    stars = stars_of(resource.id, me())
    shown = {"resource": resource, "stars": stars, "rating_form": rating_form(stars), "reader": me()}
    return swap_or_redirect("library/opinions/_rating.html", url_for(".resource", resource_id=resource.id), **shown)


@bp.post("/comments/<int:comment_id>/withdrawal")
@members_only
def withdraw_comment(comment_id):
    comment = load_comment(comment_id)
    require(policy.can_take_back(me(), comment))
    comment.withdraw(by=me())
    db.session.commit()
    flash(_("Your comment is gone."))
    return _to(comment.resource)


@bp.get("/comments/<int:comment_id>/report")
@members_only
def report(comment_id):
    comment = load_comment(comment_id)
    require(policy.can_report(me(), comment))
    return render_template("library/opinions/report.html", comment=comment, form=ReportForm(formdata=None))


@bp.post("/comments/<int:comment_id>/report")
@members_only
def report_comment(comment_id):
    comment = load_comment(comment_id)
    require(policy.can_report(me(), comment))
    form = ReportForm()
    if not form.validate():
        return render_template("library/opinions/report.html", comment=comment, form=form), 422
    comment.report(by=me(), reason=ReportReason(form.reason.data), note=form.note.data or "")
    db.session.commit()
    flash(_("Reported. An editor looks at it."))
    return _to(comment.resource)


@bp.get("/comments/mine")
@members_only
def my_comments():
    return render_template("library/opinions/my_comments.html", comments=paginate(said.comments_by(me())))


def load_comment(comment_id: int) -> Comment:
    return db.one_or_404(said.comments_visible_to(me()).where(Comment.id == comment_id))


def _page(resource: Resource, **forms) -> str:
    reader = me_or_nobody()
    stars = stars_of(resource.id, reader)
    shown = {"rating_form": rating_form(stars), "comment_form": CommentForm(formdata=None)} | forms
    found = paginate(said.comments_visible_to(reader).where(Comment.resource_id == resource.id))
    return render_template(
        "library/opinions/comments.html", resource=resource, reader=reader, stars=stars, comments=found, **shown
    )


def _to(resource: Resource):
    return redirect(url_for(".comments", resource_id=resource.id), code=303)
