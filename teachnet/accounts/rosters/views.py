from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts import policy
from teachnet.accounts.current import me
from teachnet.accounts.rosters import (
    actions,
    jobs,  # noqa: F401 -- the worker must know its handler
    preview,
    queries,
    returning,
    words,
)
from teachnet.accounts.rosters.forms import RosterForm
from teachnet.accounts.rosters.models import RosterUpload
from teachnet.accounts.rosters.template import template_workbook
from teachnet.db import db, start_writing
from teachnet.web.access import only
from teachnet.web.htmx import is_htmx
from teachnet.web.safety import reads_first, takes_files

bp = Blueprint("rosters", __name__, url_prefix="/people/import")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@only(policy.can_import_people)
def uploads():
    return _uploads(RosterForm(formdata=None))


@bp.get("/template")
@only(policy.can_import_people)
def template():
    names = db.session.scalars(queries.names_to_fill(me())).all()
    return _workbook(template_workbook(names), _("Roster template"))


@bp.post("")
@only(policy.can_import_people)
@takes_files
@reads_first
def upload():
    form = RosterForm()
    if not form.validate():
        return _uploads(form), 422
    content = form.file.data.read(actions.LARGEST_FILE + 1)
    if len(content) > actions.LARGEST_FILE:
        form.file.errors = [_("The file is larger than 32 MB. Send it in parts.")]
        return _uploads(form), 422
    examined = actions.examine_content(content, by=me())
    if examined.roster.file_error:
        form.file.errors = [words.file_sentence(examined.roster)]
        return _uploads(form), 422
    start_writing()
    kept = actions.keep(examined, file_name=form.file.data.filename, content=content, by=me())
    db.session.commit()
    return redirect(url_for(".show", upload_id=kept.id), code=303)


@bp.get("/<int:upload_id>")
@only(policy.can_import_people)
def show(upload_id):
    upload = _mine(upload_id)
    if is_htmx():
        fresh = {} if upload.is_under_way else {"HX-Refresh": "true"}
        return render_template("rosters/_under_way.html", upload=upload), fresh
    return render_template("rosters/upload.html", upload=upload, preview=preview.of(upload))


@bp.get("/<int:upload_id>/workbook")
@only(policy.can_import_people)
def workbook(upload_id):
    upload = _mine(upload_id)
    findings, _moves = upload.shown()
    name = _("%(name)s with notes", name=upload.file_name.rpartition(".")[0] or upload.file_name)
    return _workbook(returning.with_notes(upload.content, findings), name)


@bp.post("/<int:upload_id>/application")
@only(policy.can_import_people)
@reads_first
def apply(upload_id):
    upload = _mine(upload_id)
    if upload.counts["rows"] > actions.AT_ONCE:
        start_writing()
        actions.leave_to_worker(upload)
    else:
        examined = actions.examine_content(upload.content, by=me())
        start_writing()
        _apply_now(upload, examined)
    db.session.commit()
    return redirect(url_for(".show", upload_id=upload_id), code=303)


@bp.post("/<int:upload_id>/removal")
@only(policy.can_import_people)
def remove(upload_id):
    actions.remove(_mine(upload_id))
    db.session.commit()
    flash(_("The file is deleted."))
    return redirect(url_for(".uploads"), code=303)


def _apply_now(upload: RosterUpload, examined: actions.Examined) -> None:
    if not actions.is_as_shown(upload, examined):
        actions.show_again(upload, examined)
        flash(_("The list of people changed in between. Look at the file again and import it then."), "bad")
        return
    upload.start()
    for _staged in actions.let_in(upload, examined):
        """So few that all of it is one transaction."""
    actions.clear(upload)


def _mine(upload_id: int) -> RosterUpload:
    return db.session.scalars(queries.uploads_of(me()).where(RosterUpload.id == upload_id)).first() or abort(404)


def _uploads(form: RosterForm):
    return render_template(
        "rosters/uploads.html", form=form, uploads=db.session.scalars(queries.uploads_of(me())).all()
    )


def _workbook(content: bytes, name: str):
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=f"{name}.xlsx")
