"""The city reads objections and decides about them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.notices import policy, queries
from teachnet.notices.forms import DecisionForm, ExamineForm
from teachnet.notices.models import Objection
from teachnet.notices.views.blueprint import bp
from teachnet.notices.views.notices import load_notice
from teachnet.web.access import only, require
from teachnet.web.paging import paginate


@bp.get("/<int:notice_id>/objections")
@only(policy.can_see_objections)
def objections(notice_id):
    notice = load_notice(notice_id)
    found = paginate(queries.objections_to(notice, me()))
    return render_template("notices/objections.html", notice=notice, objections=found)


@bp.get("/objections/<int:objection_id>")
@only(policy.can_see_objections)
def objection(objection_id):
    return _page(_objection(objection_id))


@bp.post("/objections/<int:objection_id>/examination")
@only(policy.can_see_objections)
def examine(objection_id):
    objection, form = _objection(objection_id), ExamineForm()
    require(policy.can_decide(me(), objection))
    if not form.validate():
        return _page(objection), 422
    objection.require_unmoved(form.version.data)
    objection.examine(by=me())
    db.session.commit()
    return _to(objection)


@bp.post("/objections/<int:objection_id>/upholding")
@only(policy.can_see_objections)
def uphold(objection_id):
    return _decide(objection_id, Objection.uphold)


@bp.post("/objections/<int:objection_id>/dismissal")
@only(policy.can_see_objections)
def dismiss(objection_id):
    return _decide(objection_id, Objection.dismiss)


def _decide(objection_id, verb):
    objection, form = _objection(objection_id), DecisionForm()
    require(policy.can_decide(me(), objection))
    form.offer(objection.notice.lines)
    if not form.validate():
        return _page(objection, form), 422
    objection.require_unmoved(form.version.data)
    verb(objection, by=me(), answer=form.answer.data, line=form.chosen_line)
    db.session.commit()
    flash(_("Decided. Whoever objected reads the answer with their reference."))
    return _to(objection)


def _objection(objection_id: int) -> Objection:
    found = queries.objections_visible_to(me()).where(Objection.id == objection_id)
    return db.one_or_404(found.options(*queries.IN_FULL))


def _page(objection: Objection, form: DecisionForm | None = None):
    """`form`: one that was not good."""
    if form is None:
        form = DecisionForm(formdata=None, line=objection.line_id or "", answer=objection.answer)
        form.offer(objection.notice.lines)
    return render_template("notices/objection.html", objection=objection, notice=objection.notice, form=form)


def _to(objection: Objection):
    return redirect(url_for(".objection", objection_id=objection.id), code=303)
