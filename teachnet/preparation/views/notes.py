"""What colleagues say to a passage, and the words they suggest instead."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.preparation import policy, queries
from teachnet.preparation.forms import NoteForm
from teachnet.preparation.models import PassageNote
from teachnet.preparation.views.blueprint import bp, load_section
from teachnet.preparation.views.sections import page
from teachnet.web.access import members_only, require
from teachnet.web.blame import blaming


@bp.post("/preparations/sections/<int:section_id>/notes")
@members_only
def note(section_id):
    section, form = load_section(section_id), NoteForm()
    require(section.plan.is_shared and policy.can_note(me(), section.plan.preparation))
    if form.validate():
        with blaming(form.passage):
            PassageNote.on(section, by=me(), **form.said())
    if form.errors:
        return page(section, note=form), 422
    db.session.commit()
    return _back(section.id)


@bp.post("/preparations/notes/<int:note_id>/acceptance")
@members_only
def accept(note_id):
    note = _to_decide(note_id)
    note.accept(by=me())
    db.session.commit()
    flash(_("Taken over, in the name of %(name)s.", name=note.by.name))
    return _back(note.section_id)


@bp.post("/preparations/notes/<int:note_id>/refusal")
@members_only
def decline(note_id):
    note = _to_decide(note_id)
    note.decline(by=me())
    db.session.commit()
    return _back(note.section_id)


@bp.post("/preparations/notes/<int:note_id>/settlement")
@members_only
def settle(note_id):
    note = _to_decide(note_id)
    note.settle(by=me())
    db.session.commit()
    return _back(note.section_id)


def _to_decide(note_id: int) -> PassageNote:
    note = db.one_or_404(queries.notes_visible_to(me()).where(PassageNote.id == note_id))
    require(policy.can_decide(me(), note))
    return note


def _back(section_id: int):
    return redirect(url_for(".section", section_id=section_id, _anchor="notes"), code=303)
