"""Sections of a plan, shared or one's own: written, changed by several at once, and their history."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.preparation import policy, queries
from teachnet.preparation.forms import ChangeForm, NoteForm, SectionForm, SeenForm
from teachnet.preparation.models import Overtaken, PlanSection
from teachnet.preparation.views.blueprint import bp, load_plan, load_section, section_to_write, where_it_stands
from teachnet.web.access import members_only, require
from teachnet.web.blame import blaming
from teachnet.web.paging import paginate


@bp.get("/preparations/plans/<int:plan_id>/sections/new")
@members_only
def new_section(plan_id):
    plan = load_plan(plan_id)
    require(policy.can_write(me(), plan))
    return render_template("preparation/new_section.html", plan=plan, form=SectionForm(formdata=None))


@bp.post("/preparations/plans/<int:plan_id>/sections/new")
@members_only
def add_section(plan_id):
    plan, form = load_plan(plan_id), SectionForm()
    require(policy.can_write(me(), plan))
    if form.validate():
        with blaming(form):
            plan.require_open()
            section = PlanSection.add(plan, form.heading.data or "", form.text.data or "", by=me())
    if form.errors:
        return render_template("preparation/new_section.html", plan=plan, form=form), 422
    db.session.commit()
    return redirect(where_it_stands(section), code=303)


@bp.get("/preparations/sections/<int:section_id>")
@members_only
def section(section_id):
    return page(load_section(section_id))


@bp.post("/preparations/sections/<int:section_id>")
@members_only
def change_section(section_id):
    """Where two have changed the same sentence, both texts are shown: what was typed stays, and is saved by hand."""
    section, form = section_to_write(section_id), ChangeForm()
    if not form.validate():
        return page(section, change=form), 422
    took_in = False
    with blaming(form) as said:
        seen = form.version.data
        took_in = section.change(form.heading.data or "", form.text.data or "", seen=seen, by=me())
    if form.errors:
        form.version.go_on_from(section.version)
        return page(section, change=form, is_overtaken=said.status == Overtaken.status), said.status
    db.session.commit()
    if took_in:
        flash(_("Somebody else had changed this section meanwhile. Both changes are in it: read it once more."))
    return redirect(where_it_stands(section), code=303)


@bp.post("/preparations/sections/<int:section_id>/removal")
@members_only
def remove_section(section_id):
    section, form = section_to_write(section_id), SeenForm()
    if form.validate():
        section.remove(seen=form.version.data, by=me())
        db.session.commit()
        flash(_("Taken out. It can still be read in the history."))
    return redirect(where_it_stands(section), code=303)


@bp.get("/preparations/sections/<int:section_id>/history")
@members_only
def history(section_id):
    section = load_section(section_id)
    versions = paginate(queries.history_of(section))
    before = queries.texts_of(section, [version.version - 1 for version in versions])
    return render_template("preparation/history.html", section=section, versions=versions, before=before)


def page(section: PlanSection, *, change=None, note=None, is_overtaken: bool = False) -> str:
    writers = queries.named({who for who, _characters in section.runs})
    return render_template(
        "preparation/section.html",
        section=section,
        back=where_it_stands(section),
        notes=db.session.scalars(queries.notes_on(section, me())).all(),
        writers=writers,
        form=change or ChangeForm.showing(section),
        note_form=note or NoteForm(formdata=None),
        is_overtaken=is_overtaken,
    )
