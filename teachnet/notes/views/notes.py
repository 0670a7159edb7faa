from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library.models import ResourceFile
from teachnet.notes import policy, queries
from teachnet.notes.models import Note
from teachnet.notes.views.blueprint import bp
from teachnet.notes.views.clips import changed, form_for
from teachnet.web.access import members_only, require


@bp.get("/<int:note_id>/edit")
@members_only
def edit(note_id):
    note = _own(note_id)
    return render_template("notes/edit.html", note=note, form=form_for(note, note))


@bp.post("/<int:note_id>/edit")
@members_only
def change(note_id):
    note = _own(note_id)
    form = form_for(note, note)
    if not form.validate():
        return render_template("notes/edit.html", note=note, form=form), 422
    note.change(**form.fields())
    db.session.commit()
    flash(_("Saved."))
    held = clip_of(note)
    return changed(held, note) if held else redirect(url_for(".mine"), code=303)


@bp.post("/<int:note_id>/deletion")
@members_only
def delete(note_id):
    note = _own(note_id)
    held = clip_of(note)
    db.session.delete(note)
    db.session.commit()
    return changed(held) if held else redirect(url_for(".mine"), code=303)


def note_seen(note_id: int) -> Note:
    return db.one_or_404(queries.notes_visible_to(me()).where(Note.id == note_id).options(*queries.IN_FULL))


def clip_of(note: Note) -> ResourceFile | None:
    """Where it is read now; None when its author no longer sees the clip."""
    on_it = (ResourceFile.file_id == note.file_id, ResourceFile.version.has(resource_id=note.resource_id))
    return db.session.scalars(queries.clips_visible_to(me()).where(*on_it)).first()


def _own(note_id: int) -> Note:
    note = note_seen(note_id)
    require(policy.can_change(me(), note))
    return note
