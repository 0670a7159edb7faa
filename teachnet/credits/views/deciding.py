"""Claims in the hands of schools and counties."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.credits import actions, policy, queries
from teachnet.credits.forms import NoteForm, ReasonForm
from teachnet.credits.views.blueprint import bp
from teachnet.credits.views.claims import claim_page, load_claim
from teachnet.db import db
from teachnet.web.access import members_only, only, require
from teachnet.web.paging import paginate


@bp.get("/claims")
@only(policy.decides_claims)
def claims():
    return render_template("credits/claims.html", claims=paginate(queries.claims_to_decide(me())))


@bp.post("/claims/<int:claim_id>/confirmation")
@members_only
def confirm_claim(claim_id):
    claim = _load(claim_id, policy.can_confirm)
    return _take(claim, NoteForm(), lambda note: claim.confirm_for_school(by=me(), note=note))


@bp.post("/claims/<int:claim_id>/acceptance")
@members_only
def accept_claim(claim_id):
    claim = _load(claim_id, policy.can_accept)
    return _take(claim, NoteForm(), lambda note: actions.accept(claim, by=me(), note=note))


@bp.post("/claims/<int:claim_id>/return")
@members_only
def return_claim(claim_id):
    claim = _load(claim_id, policy.can_decide)
    reviews = policy.reviews_of(me(), claim)
    return _take(claim, ReasonForm(), lambda note: claim.send_back(by=me(), reason=note, acting_in=reviews))


@bp.post("/claims/<int:claim_id>/rejection")
@members_only
def reject_claim(claim_id):
    claim = _load(claim_id, policy.can_decide)
    reviews = policy.reviews_of(me(), claim)
    return _take(claim, ReasonForm(), lambda note: claim.reject(by=me(), reason=note, acting_in=reviews))


def _load(claim_id, may):
    claim = load_claim(claim_id)
    require(may(me(), claim))
    return claim


def _take(claim, form, step):
    if not form.validate():
        return claim_page(claim, form), 422
    claim.require_unmoved(form.version.data)
    step(form.note.data or "")
    db.session.commit()
    flash(_("%(name)s: %(state)s", name=claim.person.name, state=claim.state.label))
    return redirect(url_for(".claims"), code=303)
