"""A plan of one's own: beside the shared one, handed in, and thought over after the lesson."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.preparation import policy
from teachnet.preparation.forms import ReflectionForm
from teachnet.preparation.models import LessonPlan
from teachnet.preparation.views.blueprint import bp, load_plan
from teachnet.web.access import members_only, require


@bp.get("/preparations/plans/<int:plan_id>")
@members_only
def plan(plan_id):
    plan = load_plan(plan_id)
    if plan.is_shared:
        return redirect(url_for(".preparation", preparation_id=plan.preparation_id))
    return _page(plan)


@bp.post("/preparations/plans/<int:plan_id>/handing-in")
@members_only
def hand_in(plan_id):
    plan = _own(plan_id)
    plan.hand_in()
    db.session.commit()
    flash(_("Handed in. The team can read it; you may still change it."))
    return redirect(url_for(".plan", plan_id=plan.id), code=303)


@bp.post("/preparations/plans/<int:plan_id>/reflection")
@members_only
def reflect(plan_id):
    plan, form = _own(plan_id), ReflectionForm()
    if not form.validate():
        return _page(plan, form), 422
    plan.reflect(form.reflection.data or "")
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".plan", plan_id=plan.id), code=303)


def _own(plan_id: int) -> LessonPlan:
    plan = load_plan(plan_id)
    require(not plan.is_shared and policy.can_write(me(), plan))
    return plan


def _page(plan: LessonPlan, form: ReflectionForm | None = None) -> str:
    shown = form or ReflectionForm(formdata=None, data={"reflection": plan.reflection})
    return render_template("preparation/plan.html", plan=plan, form=shown)
