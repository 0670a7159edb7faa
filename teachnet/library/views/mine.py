from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from teachnet.accounts.current import me
from teachnet.db import db, start_writing
from teachnet.files.codes import Unfit
from teachnet.files.receive import Received, receive
from teachnet.files.words import REFUSALS
from teachnet.library import actions, policy, queries
from teachnet.library.forms import ResourceForm
from teachnet.library.models import Resource, ResourceVersion, Upload
from teachnet.library.views.blueprint import bp
from teachnet.web.access import members_only, only, require
from teachnet.web.paging import paginate
from teachnet.web.safety import reads_first, takes_files


@bp.get("/mine")
@members_only
def mine():
    return render_template("library/mine.html", versions=paginate(queries.versions_of(me())))


@bp.get("/new")
@only(policy.can_submit)
def new():
    return render_template("library/edit.html", form=_form())


@bp.post("/new")
@only(policy.can_submit)
@takes_files
@reads_first
def create():
    form = _form()
    upload = _take_in(form)
    if upload is None and not form.file.errors:
        form.file.errors = (_("Choose the file."),)
    if not _is_good(form):
        db.session.commit()
        return render_template("library/edit.html", form=form, upload=upload), 422
    version = actions.start_resource(upload, form.fields(), by=me(), at=policy.home_of(me()))
    db.session.commit()
    flash(_("Saved as a draft. Look it over, then submit it for review."))
    return _to(version)


@bp.get("/versions/<int:version_id>/edit")
@members_only
def edit(version_id):
    version = _mine(version_id)
    require(policy.can_edit(me(), version))
    return render_template("library/edit.html", form=_form(version), version=version)


@bp.post("/versions/<int:version_id>/edit")
@members_only
@takes_files
@reads_first
def change(version_id):
    version = _mine(version_id)
    require(policy.can_edit(me(), version))
    form = _form(version)
    upload = _take_in(form)
    if not _is_good(form):
        db.session.commit()
        return render_template("library/edit.html", form=form, version=version, upload=upload), 422
    actions.change_version(version, upload, form.fields())
    db.session.commit()
    flash(_("Saved."))
    return _to(version)


@bp.post("/versions/<int:version_id>/submission")
@members_only
def submit(version_id):
    version = _mine(version_id)
    require(policy.can_edit(me(), version))
    version.submit(by=me())
    db.session.commit()
    flash(_("Submitted. You will see here what the reviewer says."))
    return _to(version)


@bp.post("/versions/<int:version_id>/return-to-draft")
@members_only
def take_back(version_id):
    version = _mine(version_id)
    require(policy.can_take_back(me(), version))
    version.take_back(by=me())
    db.session.commit()
    flash(_("It is a draft again."))
    return _to(version)


@bp.post("/resources/<int:resource_id>/versions")
@members_only
def start_version(resource_id):
    resource = db.one_or_404(queries.resources_visible_to(me()).where(Resource.id == resource_id))
    require(policy.can_start_version(me(), resource))
    version = resource.start_version()
    db.session.commit()
    return redirect(url_for(".edit", version_id=version.id), code=303)


def _mine(version_id: int) -> ResourceVersion:
    return db.one_or_404(queries.versions_visible_to(me()).where(ResourceVersion.id == version_id))


def _form(version: ResourceVersion | None = None) -> ResourceForm:
    return ResourceForm(db.session.scalars(queries.skills()).unique().all(), version)


def _is_good(form: ResourceForm) -> bool:
    """Validating clears errors; what was wrong with the file stays said."""
    wrong = tuple(form.file.errors)
    is_valid = form.validate()
    form.file.errors = wrong
    return is_valid and not wrong


def _take_in(form: ResourceForm) -> Upload | None:
    """The file just sent, or the one sent before. The write lock is asked for only once it has been looked at."""
    received = _receive(form)
    start_writing()
    if received is None:
        return actions.find_upload(form.upload_id.data, by=me())
    return actions.keep_upload(received, by=me())


def _receive(form: ResourceForm) -> Received | None:
    sent = form.file.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    try:
        return receive(sent.stream, sent.filename)
    except Unfit as unfit:
        form.file.errors = (str(REFUSALS[unfit.code]),)
        return None


def _to(version: ResourceVersion):
    return redirect(url_for(".version", version_id=version.id), code=303)
