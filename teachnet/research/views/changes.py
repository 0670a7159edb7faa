"""Changes of an approved project: asked for by its leader, granted by the office."""

from flask import flash, render_template
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.research import policy, queries
from teachnet.research.forms import ChangeForm, RefusalForm
from teachnet.research.models import ChangeRequest, ResearchProject
from teachnet.research.views.blueprint import bp, load, to
from teachnet.research.views.projects import page
from teachnet.web.access import only, require
from teachnet.web.blame import blaming
from teachnet.web.remarks import NoteForm


@bp.get("/<int:project_id>/changes/new")
@only(policy.can_look)
def new_change(project_id):
    project = _to_change(project_id)
    return render_template("research/new_change.html", project=project, form=ChangeForm(project, formdata=None))


@bp.post("/<int:project_id>/changes/new")
@only(policy.can_look)
def ask_change(project_id):
    project = _to_change(project_id)
    form = ChangeForm(project)
    if form.validate():
        with blaming(form):
            ChangeRequest.ask(project, form.chosen, by=me(), **form.asked())
    if form.errors:
        return render_template("research/new_change.html", project=project, form=form), 422
    db.session.commit()
    flash(_("Asked for. Until it is granted the project goes on as it was."))
    return to(project.id, "changes")


@bp.post("/changes/<int:change_id>/granting")
@only(policy.can_look)
def grant(change_id):
    change, form = _to_decide(change_id), NoteForm()
    if not form.validate():
        return _undecided(change, form), 422
    change.grant(by=me(), note=form.note.data or "")
    return _decided(change)


@bp.post("/changes/<int:change_id>/refusal")
@only(policy.can_look)
def refuse(change_id):
    change, form = _to_decide(change_id), RefusalForm()
    if not form.validate():
        return _undecided(change, form), 422
    change.refuse(by=me(), note=form.note.data or "")
    return _decided(change)


@bp.post("/changes/<int:change_id>/withdrawal")
@only(policy.can_look)
def take_back(change_id):
    change = _load(change_id)
    require(policy.can_take_back(me(), change))
    change.take_back(by=me())
    return _decided(change)


def _load(change_id: int) -> ChangeRequest:
    seen = queries.changes_visible_to(me()).where(ChangeRequest.id == change_id)
    return db.one_or_404(seen.options(queries.with_project(ChangeRequest)))


def _to_decide(change_id: int) -> ChangeRequest:
    change = _load(change_id)
    require(policy.can_decide_change(me(), change))
    return change


def _to_change(project_id: int) -> ResearchProject:
    project = load(project_id)
    require(policy.can_ask_change(me(), project))
    return project


def _decided(change: ChangeRequest):
    db.session.commit()
    return to(change.project_id, "changes")


def _undecided(change: ChangeRequest, form: NoteForm) -> str:
    return page(load(change.project_id), wrong=change, note=form)
