from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library import actions, policy, queries
from teachnet.library.forms import ResourceForm
from teachnet.library.models import Resource, ResourceVersion
from teachnet.library.views import sending
from teachnet.library.views.blueprint import bp
from teachnet.uploads.models import Upload
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
    return _show(_form())


@bp.post("/new")
@only(policy.can_submit)
@takes_files
@reads_first
def create():
    form = _form()
    uploads = sending.take_in(form)
    if not (uploads or form.file.errors):
        form.file.errors = (_("Choose the file."),)
    if not sending.is_good(form):
        db.session.commit()
        return _show(form, chosen=uploads), 422
    version = actions.start_resource(uploads, form.fields(), by=me(), at=policy.home_of(me()))
    db.session.commit()
    flash(_("Saved as a draft. Look it over, then submit it for review."))
    return _to(version)


@bp.get("/versions/<int:version_id>/edit")
@members_only
def edit(version_id):
    version = _mine(version_id)
    require(policy.can_edit(me(), version))
    return _show(_form(version), version)


@bp.post("/versions/<int:version_id>/edit")
@members_only
@takes_files
@reads_first
def change(version_id):
    version = _mine(version_id)
    require(policy.can_edit(me(), version))
    form = _form(version)
    uploads = sending.take_in(form, version)
    if not sending.is_good(form):
        db.session.commit()
        return _show(form, version, chosen=uploads), 422
    actions.change_version(version, uploads, form.fields())
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
    skills = list(db.session.scalars(queries.skills_in_use()).unique())
    if version and version.skill not in skills:  # retired since: what is filed under it may stay there
        skills.append(version.skill)
    return ResourceForm(skills, version)


def _show(form: ResourceForm, version: ResourceVersion | None = None, chosen: Sequence[Upload] = ()):
    waiting = sending.waiting(chosen)
    return render_template("library/edit.html", form=form, version=version, chosen=chosen, **waiting)


def _to(version: ResourceVersion):
    return redirect(url_for(".version", version_id=version.id), code=303)
