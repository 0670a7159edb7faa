from flask import render_template, send_file
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.notes import queries
from teachnet.notes.views.blueprint import bp
from teachnet.notes.views.clips import EXCEL
from teachnet.notes.workbook import workbook
from teachnet.web.access import members_only
from teachnet.web.paging import paginate


@bp.get("/")
@members_only
def mine():
    notes = paginate(queries.notes_of(me()))
    return render_template("notes/mine.html", notes=notes, clips=_clips(notes))


@bp.get("/mine.xlsx")
@members_only
def export_mine():
    notes = db.session.scalars(queries.notes_of(me())).all()
    clips = _clips(notes)
    titles = (clips[at].title if (at := (note.resource_id, note.file_id)) in clips else "" for note in notes)
    book = workbook(zip(notes, titles, strict=True))
    return send_file(book, EXCEL, as_attachment=True, download_name=f"{_('My notes')}.xlsx")


def _clips(notes) -> dict:
    """By (resource, file), as far as they are still seen."""
    lines = db.session.execute(queries.clips_of(notes, me()))
    return {(line.resource_id, line.file_id): line for line in lines}
