"""Paragraphs, one at a time."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.minutes import policy, queries
from teachnet.minutes.forms import ChangeForm, EntryForm, SeenForm
from teachnet.minutes.models import EntryKind, MinutesEntry
from teachnet.minutes.models.entry import Overtaken
from teachnet.minutes.views.blueprint import bp, session_to_write
from teachnet.minutes.views.minutes import page
from teachnet.web.access import members_only, require
from teachnet.web.blame import blaming


@bp.post("/sessions/<int:session_id>/minutes/entries")
@members_only
def write(session_id):
    session, form = session_to_write(session_id), EntryForm()
    if not form.validate():
        return page(session, entry=form), 422
    entry = MinutesEntry.write(session, form.text.data or "", kind=EntryKind(form.kind.data), by=me())
    db.session.commit()
    return _back(entry)


@bp.get("/minutes/entries/<int:entry_id>")
@members_only
def entry(entry_id):
    entry = _load(entry_id)
    data = {"text": entry.text, "kind": entry.kind.value, "version": entry.version}
    return _form(entry, ChangeForm(formdata=None, data=data))


@bp.post("/minutes/entries/<int:entry_id>")
@members_only
def change(entry_id):
    """Where two have changed the same sentence, both texts are shown: what was typed stays, and is saved by hand."""
    entry, form = _load(entry_id), ChangeForm()
    if not form.validate():
        return _form(entry, form), 422
    took_in = False
    with blaming(form) as said:
        kind, seen = EntryKind(form.kind.data), form.version.data
        took_in = entry.change(form.text.data or "", kind=kind, seen=seen, by=me())
    if form.errors:
        form.version.go_on_from(entry.version)
        return _form(entry, form, is_overtaken=said.status == Overtaken.status), said.status
    db.session.commit()
    if took_in:
        flash(_("Somebody else had changed this paragraph meanwhile. Both changes are in it: read it once more."))
    return _back(entry)


@bp.post("/minutes/entries/<int:entry_id>/removal")
@members_only
def remove(entry_id):
    entry, form = _load(entry_id), SeenForm()
    if not form.validate():
        return _back(entry)
    entry.remove(seen=form.version.data, by=me())
    db.session.commit()
    flash(_("Taken out. It can still be read in the history."))
    return redirect(url_for(".minutes", session_id=entry.session_id), code=303)


@bp.post("/minutes/entries/<int:entry_id>/place")
@members_only
def rise(entry_id):
    entry = _load(entry_id)
    entry.rise()
    db.session.commit()
    return _back(entry)


def _load(entry_id: int) -> MinutesEntry:
    entry = db.one_or_404(queries.entries_visible_to(me()).where(MinutesEntry.id == entry_id))
    require(policy.can_write(me(), entry.session))
    return entry


def _form(entry: MinutesEntry, form: ChangeForm, *, is_overtaken: bool = False):
    return render_template("minutes/entry.html", entry=entry, form=form, is_overtaken=is_overtaken)


def _back(entry: MinutesEntry):
    url = url_for(".minutes", session_id=entry.session_id, _anchor=f"entry-{entry.id}")
    return redirect(url, code=303)
