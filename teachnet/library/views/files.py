"""The files of a version: more of them, fewer, another order; their pictures, and what could not be made of them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me, me_or_nobody
from teachnet.audit.trail import record
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.library import actions, blind, policy, queries
from teachnet.library.forms import FilesForm, PlaceForm
from teachnet.library.models import ResourceFile, ResourceVersion
from teachnet.library.opinions.views.counting import count_download
from teachnet.library.views import sending
from teachnet.library.views.blueprint import bp
from teachnet.web.access import members_only, public, require
from teachnet.web.htmx import swap_or_redirect
from teachnet.web.safety import reads_first, takes_files


@bp.get("/files/<int:file_id>/<path:name>")
@public
def file(file_id, name):
    held, reader, download = _visible(file_id), me_or_nobody(), "download" in request.args
    if download:
        count_download(held.version, reader)
    if policy.is_reviewing(reader, held.version):
        return blind.send(held, download=download)
    return send(held.file, held.name, download=download)


@bp.get("/pictures/<int:file_id>")
@public
def picture(file_id):
    """Small, of the file's beginning; for whoever may fetch the file itself."""
    picture = _visible(file_id).file.picture
    if picture is None:
        abort(404)
    return send(picture, f"{file_id}.webp")


@bp.get("/versions/<int:version_id>/files")
@members_only
def files(version_id):
    return _show(_mine(version_id), FilesForm())


@bp.post("/versions/<int:version_id>/files")
@members_only
@takes_files
@reads_first
def add_files(version_id):
    version, form = _mine(version_id), FilesForm()
    uploads = sending.take_in(form, version)
    if not (uploads or form.file.errors):
        form.file.errors = (_("Choose the file."),)
    if not sending.is_good(form):
        db.session.commit()
        return _show(version, form, chosen=uploads), 422
    actions.add_files(version, uploads)
    db.session.commit()
    flash(_("Added."))
    return redirect(url_for(".files", version_id=version.id), code=303)


@bp.post("/versions/<int:version_id>/files/<int:file_id>/position")
@members_only
def place_file(version_id, file_id):
    version, form = _mine(version_id), PlaceForm()
    if not form.validate():
        abort(422)
    version.place(_held(version, file_id), form.position.data)
    db.session.commit()
    return _changed(version)


@bp.post("/versions/<int:version_id>/files/<int:file_id>/removal")
@members_only
def remove_file(version_id, file_id):
    version = _mine(version_id)
    version.let_go(_held(version, file_id))
    db.session.commit()
    return _changed(version)


@bp.post("/files/<int:file_id>/preparation")
@members_only
def prepare_again(file_id):
    held = _visible(file_id)
    require(policy.can_prepare(me(), held.version))
    held.file.prepare_again()
    record("stored_file", held.file_id)
    db.session.commit()
    flash(_("It is tried again. Look here in a minute."))
    return redirect(url_for(".version", version_id=held.version_id), code=303)


def _visible(file_id: int) -> ResourceFile:
    return db.one_or_404(queries.files_visible_to(me_or_nobody()).where(ResourceFile.id == file_id))


def _mine(version_id: int) -> ResourceVersion:
    visible = queries.versions_visible_to(me()).where(ResourceVersion.id == version_id)
    version = db.one_or_404(visible.options(*queries.WITH_FACTS))
    require(policy.can_edit(me(), version))
    return version


def _held(version: ResourceVersion, file_id: int) -> ResourceFile:
    return next((held for held in version.files if held.id == file_id), None) or abort(404)


def _show(version: ResourceVersion, form: FilesForm, chosen=()):
    return render_template("library/files.html", version=version, form=form, chosen=chosen, **sending.waiting(chosen))


def _changed(version: ResourceVersion):
    return swap_or_redirect("library/_files.html", url_for(".files", version_id=version.id), version=version)
