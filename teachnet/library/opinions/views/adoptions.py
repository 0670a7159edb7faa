from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me, me_or_nobody
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.library.opinions import actions, policy
from teachnet.library.opinions.forms import AdoptionForm
from teachnet.library.opinions.models import Adoption
from teachnet.library.opinions.queries import said
from teachnet.library.opinions.views.shown import load_published
from teachnet.library.policy import home_of
from teachnet.library.views.blueprint import bp
from teachnet.uploads.sent import is_good, take_in
from teachnet.web.access import members_only, public, require
from teachnet.web.paging import paginate
from teachnet.web.safety import reads_first, takes_files


@bp.get("/resources/<int:resource_id>/adoptions")
@public
def adoptions(resource_id):
    reader = me_or_nobody()
    resource = load_published(resource_id, reader)
    told = paginate(said.adoptions_visible_to(reader).where(Adoption.resource_id == resource.id))
    reach = db.session.execute(said.reach_of(resource.id)).one()
    return render_template(
        "library/opinions/adoptions.html", resource=resource, reader=reader, adoptions=told, reach=reach
    )


@bp.get("/resources/<int:resource_id>/adoptions/new")
@members_only
def new_adoption(resource_id):
    resource = load_published(resource_id, me())
    require(policy.can_adopt(me(), resource))
    return render_template("library/opinions/adoption_form.html", resource=resource, form=AdoptionForm(formdata=None))


@bp.post("/resources/<int:resource_id>/adoptions/new")
@members_only
@takes_files
@reads_first
def adopt(resource_id):
    resource = load_published(resource_id, me())
    require(policy.can_adopt(me(), resource))
    form = AdoptionForm()
    upload = take_in(form, by=me())
    if not _is_good(form, resource.id):
        db.session.commit()
        return render_template("library/opinions/adoption_form.html", resource=resource, form=form, upload=upload), 422
    actions.adopt(resource, upload, form.fields(), by=me(), at=home_of(me()))
    db.session.commit()
    flash(_("Thank you: it stands on the page of the resource now."))
    return _to(resource.id)


@bp.get("/adoptions/<int:adoption_id>/edit")
@members_only
def edit_adoption(adoption_id):
    adoption = _mine(adoption_id)
    return render_template(
        "library/opinions/adoption_form.html",
        resource=adoption.resource,
        adoption=adoption,
        form=AdoptionForm(adoption),
    )


@bp.post("/adoptions/<int:adoption_id>/edit")
@members_only
@takes_files
@reads_first
def change_adoption(adoption_id):
    adoption, form = _mine(adoption_id), AdoptionForm()
    upload = take_in(form, by=me())
    if not _is_good(form, adoption.resource_id, but=adoption):
        db.session.commit()
        shown = {"resource": adoption.resource, "adoption": adoption, "form": form, "upload": upload}
        return render_template("library/opinions/adoption_form.html", **shown), 422
    adoption.tell(**form.fields())
    if upload is not None:
        adoption.hold(upload.file, upload.name)
    db.session.commit()
    flash(_("Saved."))
    return _to(adoption.resource_id)


@bp.post("/adoptions/<int:adoption_id>/withdrawal")
@members_only
def withdraw_adoption(adoption_id):
    adoption = _load(adoption_id)
    require(policy.can_withdraw_adoption(me(), adoption))
    adoption.withdraw()
    db.session.commit()
    flash(_("It is gone, with its file, and counts no longer."))
    return redirect(url_for(".search"), code=303)


@bp.get("/adoptions/<int:adoption_id>/file/<path:name>")
@public
def adoption_file(adoption_id, name):
    seen = said.adoptions_visible_to(me_or_nobody()).where(Adoption.id == adoption_id, Adoption.file_id.is_not(None))
    return send(db.one_or_404(seen).file, name, download="download" in request.args)


def _load(adoption_id: int) -> Adoption:
    return db.one_or_404(said.adoptions_of_or_visible_to(me()).where(Adoption.id == adoption_id))


def _mine(adoption_id: int) -> Adoption:
    adoption = _load(adoption_id)
    require(policy.can_change_adoption(me(), adoption))
    return adoption


def _is_good(form: AdoptionForm, resource_id: int, but: Adoption | None = None) -> bool:
    if not is_good(form):
        return False
    if actions.has_told(me(), resource_id, form.fields(), but=but):
        form.class_name.errors = (_("You have told of a lesson in this class on this day already."),)
        return False
    return True


def _to(resource_id: int):
    return redirect(url_for(".adoptions", resource_id=resource_id), code=303)
