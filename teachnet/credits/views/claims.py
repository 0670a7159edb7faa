"""A teacher's claim for training taken elsewhere: handed in with a proof, put right, taken back."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.credits import policy, queries
from teachnet.credits.forms import ClaimForm, NoteForm
from teachnet.credits.models import Claim
from teachnet.credits.views.blueprint import bp
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.uploads.sent import is_good, picture_or_pdf, take_in
from teachnet.web.access import members_only, only, require
from teachnet.web.safety import reads_first, takes_files


@bp.get("/claims/new")
@only(policy.can_claim)
def new_claim():
    return _form(ClaimForm(formdata=None))


@bp.post("/claims/new")
@only(policy.can_claim)
@takes_files
@reads_first
def hand_in():
    form = ClaimForm()
    upload = take_in(form, by=me(), wrong_with=picture_or_pdf)
    if not is_good(form, missing="" if upload else _("Choose a photo or PDF of the proof.")):
        db.session.commit()
        return _form(form, upload=upload), 422
    claim = Claim.hand_in(by=me(), school=me().school, file=upload.file, file_name=upload.name, **form.fields())
    db.session.commit()
    flash(_("Handed in. Your school looks at it first."))
    return _to(claim)


@bp.get("/claims/<int:claim_id>")
@members_only
def claim(claim_id):
    return claim_page(load_claim(claim_id), NoteForm(formdata=None))


@bp.get("/claims/<int:claim_id>/edit")
@members_only
def edit_claim(claim_id):
    claim = _mine(claim_id)
    claim.require_returned()
    return _form(ClaimForm(claim, formdata=None), claim=claim)


@bp.post("/claims/<int:claim_id>/edit")
@members_only
@takes_files
@reads_first
def put_right(claim_id):
    _mine(claim_id).require_returned()
    form = ClaimForm()
    upload, claim = take_in(form, by=me(), wrong_with=picture_or_pdf), _mine(claim_id)
    if not is_good(form):
        db.session.commit()
        return _form(form, claim=claim, upload=upload), 422
    proof = {"file": upload.file, "file_name": upload.name} if upload else {}
    claim.put_right(by=me(), **form.fields(), **proof)
    db.session.commit()
    flash(_("Handed in again."))
    return _to(claim)


@bp.post("/claims/<int:claim_id>/withdrawal")
@members_only
def withdraw_claim(claim_id):
    _mine(claim_id).withdraw(by=me())
    db.session.commit()
    flash(_("The claim is withdrawn."))
    return redirect(url_for(".mine"), code=303)


@bp.get("/claims/<int:claim_id>/proof/<path:name>")
@members_only
def proof(claim_id, name):
    return send(load_claim(claim_id).file, name, download="download" in request.args)


def load_claim(claim_id) -> Claim:
    found = queries.claims_visible_to(me()).where(Claim.id == claim_id)
    return db.one_or_404(found.options(*queries.CLAIM_PAGE))


def claim_page(claim, form):
    return render_template("credits/claim.html", claim=claim, form=form)


def _mine(claim_id) -> Claim:
    claim = load_claim(claim_id)
    require(policy.is_own(me(), claim))
    return claim


def _form(form, claim=None, upload=None):
    return render_template("credits/claim_form.html", form=form, claim=claim, upload=upload)


def _to(claim):
    return redirect(url_for(".claim", claim_id=claim.id), code=303)
