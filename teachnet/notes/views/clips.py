from flask import redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from teachnet.accounts.current import me, me_or_nobody
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.library import queries as library
from teachnet.library.models import ResourceFile, ResourceVersion
from teachnet.notes import policy, queries
from teachnet.notes.forms import NoteForm, ReplyForm
from teachnet.notes.models import Note
from teachnet.notes.strip import strip_of
from teachnet.notes.views.blueprint import bp
from teachnet.notes.workbook import workbook
from teachnet.web.access import members_only, only, public
from teachnet.web.htmx import is_htmx
from teachnet.web.paging import paginate
from teachnet.web.workbooks import EXCEL

PER_PAGE = 100


@bp.get("/clips/<int:clip_id>")
@public
def clip(clip_id):
    return page_of(clip_seen(clip_id))


@bp.post("/clips/<int:clip_id>")
@only(policy.can_take_notes)
def add(clip_id):
    held = clip_seen(clip_id)
    form = form_for(held)
    if not form.validate():
        return page_of(held, form=form), 422
    about = {"resource_id": held.version.resource_id, "file_id": held.file_id, "author_id": me().id}
    note = Note(**about, **form.fields())
    db.session.add(note)
    db.session.commit()
    return changed(held, note)


@bp.get("/clips/<int:clip_id>.xlsx")
@members_only
def export_clip(clip_id):
    held = clip_seen(clip_id)
    notes = db.session.scalars(queries.notes_on(held, me()))
    book = workbook((note, held.version.title) for note in notes)
    name = f"{_('Notes')} {held.version.title}.xlsx"
    return send_file(book, EXCEL, as_attachment=True, download_name=name)


def panel(version: ResourceVersion, reader: Person | None) -> Markup:
    """For the page of a published resource: the notes on its main file, if that is played."""
    clip_id = version.main_file and version.main_file.id
    held = clip_id and db.session.scalars(queries.clips_visible_to(reader).where(ResourceFile.id == clip_id)).first()
    return Markup(render_template("notes/_notes.html", **_shown(held))) if held else Markup()  # noqa: S704 -- a template


def clip_seen(clip_id: int) -> ResourceFile:
    return db.one_or_404(queries.clips_visible_to(me_or_nobody()).where(ResourceFile.id == clip_id))


def form_for(held: ResourceFile, note: Note | None = None, **kwargs) -> NoteForm:
    skills, teams = db.session.scalars(library.skills()), db.session.scalars(queries.my_teams(me()))
    return NoteForm(held.file, skills, teams, note, **kwargs)


def page_of(held: ResourceFile, **told):
    """HTMX gets the notes, everybody else the clip with them. `told`: a form that was not good."""
    template = "notes/_notes.html" if is_htmx() else "notes/clip.html"
    return render_template(template, **_shown(held, **told))


def changed(held: ResourceFile, note: Note | None = None):
    """After a write: the notes anew, or their page, at the note."""
    if is_htmx():
        return page_of(held)
    return redirect(url_for("notes.clip", clip_id=held.id, _anchor=f"note-{note.id}" if note else "notes"), code=303)


def _shown(held: ResourceFile, *, form: NoteForm | None = None, wrong: tuple[int, ReplyForm] | None = None) -> dict:
    reader = me_or_nobody()
    notes = paginate(queries.notes_on(held, reader), per_page=PER_PAGE)
    if policy.can_take_notes(reader):
        form = form or form_for(held, formdata=None)
    return {
        "policy": policy,
        "clip": held,
        "version": held.version,
        "reader": reader,
        "notes": notes,
        "strip": strip_of(held, notes, reader),
        "form": form,
        "reply_form": ReplyForm(formdata=None),
        "wrong": wrong,
    }
