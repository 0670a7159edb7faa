"""Visits of the research office: planned, recorded, answered."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.research import policy, queries
from teachnet.research.forms import AnswerForm, RecordForm, VisitForm
from teachnet.research.models import FollowUpVisit
from teachnet.research.views.blueprint import bp, load, to
from teachnet.research.views.projects import page
from teachnet.web.access import only, require


@bp.post("/<int:project_id>/visits")
@only(policy.can_look)
def plan_visit(project_id):
    project, form = load(project_id), VisitForm()
    require(policy.can_visit(me(), project))
    if not form.validate():
        return page(project, visit=form), 422
    FollowUpVisit.plan(project, form.planned_on.data, by=me())
    db.session.commit()
    flash(_("Planned. It stands in the calendars of those in the project."))
    return to(project.id, "visits")


@bp.get("/visits/<int:visit_id>")
@only(policy.can_look)
def visit(visit_id):
    return _page(_load(visit_id))


@bp.post("/visits/<int:visit_id>/record")
@only(policy.can_look)
def record(visit_id):
    visit, form = _load(visit_id), RecordForm()
    require(policy.can_record(me(), visit))
    if not form.validate():
        return _page(visit, record=form), 422
    visit.record(form.held_on.data, form.seen.data or "", form.advice.data or "")
    return _kept(visit)


@bp.post("/visits/<int:visit_id>/calling-off")
@only(policy.can_look)
def call_off(visit_id):
    visit = _load(visit_id)
    require(policy.can_record(me(), visit))
    visit.call_off()
    return _kept(visit)


@bp.post("/visits/<int:visit_id>/answer")
@only(policy.can_look)
def reply(visit_id):
    visit, form = _load(visit_id), AnswerForm()
    require(policy.can_answer(me(), visit))
    if not form.validate():
        return _page(visit, answer=form), 422
    visit.reply(form.answer.data or "", by=me())
    return _kept(visit)


def _load(visit_id: int) -> FollowUpVisit:
    seen = queries.visits_visible_to(me()).where(FollowUpVisit.id == visit_id)
    return db.one_or_404(seen.options(queries.with_project(FollowUpVisit)))


def _kept(visit: FollowUpVisit):
    db.session.commit()
    return redirect(url_for(".visit", visit_id=visit.id), code=303)


def _page(visit: FollowUpVisit, *, record: RecordForm | None = None, answer: AnswerForm | None = None) -> str:
    return render_template(
        "research/visit.html",
        visit=visit,
        record_form=record or RecordForm(formdata=None),
        answer_form=answer or AnswerForm(formdata=None),
    )
