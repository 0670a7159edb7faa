from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library.opinions import policy
from teachnet.library.opinions.forms import HideForm
from teachnet.library.opinions.models import Comment
from teachnet.library.opinions.queries import said
from teachnet.library.opinions.views.comments import load_comment
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only, require
from teachnet.web.paging import paginate


@bp.get("/moderation")
@only(policy.is_editor)
def moderation():
    return render_template(
        "library/opinions/moderation.html", comments=paginate(said.reported_to(me())), tab="reported"
    )


@bp.get("/moderation/hidden")
@only(policy.is_editor)
def hidden_comments():
    found = paginate(said.hidden_in_area_of(me()))
    return render_template("library/opinions/moderation.html", comments=found, tab="hidden")


@bp.get("/moderation/<int:comment_id>")
@only(policy.is_editor)
def moderate(comment_id):
    return _page(_to_judge(comment_id), HideForm(formdata=None))


@bp.post("/moderation/<int:comment_id>/hiding")
@only(policy.is_editor)
def hide_comment(comment_id):
    comment, form = _to_judge(comment_id), HideForm()
    if not form.validate():
        return _page(comment, form), 422
    comment.hide(by=me(), reason=form.reason.data or "")
    db.session.commit()
    flash(_("Hidden. Its writer reads your reason; nobody else sees the comment any more."))
    return _to_queue()


@bp.post("/moderation/<int:comment_id>/restoration")
@only(policy.is_editor)
def restore_comment(comment_id):
    comment = _to_judge(comment_id)
    comment.restore(by=me())
    db.session.commit()
    flash(_("The comment is shown again."))
    return _to_queue()


@bp.post("/moderation/<int:comment_id>/dismissal")
@only(policy.is_editor)
def dismiss_reports(comment_id):
    comment = _to_judge(comment_id)
    comment.dismiss_reports(by=me())
    db.session.commit()
    flash(_("The comment stays; the reports are closed."))
    return _to_queue()


def _to_judge(comment_id: int) -> Comment:
    comment = load_comment(comment_id)
    require(policy.can_moderate(me(), comment))
    return comment


def _page(comment: Comment, form: HideForm) -> str:
    return render_template("library/opinions/moderate.html", comment=comment, form=form)


def _to_queue():
    return redirect(url_for(".moderation"), code=303)
