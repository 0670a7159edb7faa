from flask import flash, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts import policy, queries
from teachnet.accounts.current import me
from teachnet.accounts.forms import DeclineTransferForm
from teachnet.accounts.models import TransferRequest
from teachnet.accounts.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import only, require
from teachnet.web.htmx import swap_or_redirect
from teachnet.web.paging import paginate


@bp.get("/people/transfers")
@only(policy.can_see_transfers)
def transfers():
    return _transfers()


@bp.post("/people/transfers/<int:transfer_id>/acceptance")
@only(policy.can_see_transfers)
def accept_transfer(transfer_id):
    transfer = _transfer_to_decide(transfer_id)
    transfer.accept(by=me())
    db.session.commit()
    flash(_("%(name)s now teaches at %(school)s.", name=transfer.person.name, school=transfer.receiver.name))
    return _back(transfer)


@bp.post("/people/transfers/<int:transfer_id>/refusal")
@only(policy.can_see_transfers)
def decline_transfer(transfer_id):
    transfer = _transfer_to_decide(transfer_id)
    form = DeclineTransferForm()
    if not form.validate():
        return _transfers(wrong=transfer, wrong_form=form), 422
    transfer.decline(by=me(), reason=form.reason.data)
    db.session.commit()
    return _back(transfer)


@bp.post("/people/transfers/<int:transfer_id>/withdrawal")
@only(policy.can_see_transfers)
def withdraw_transfer(transfer_id):
    transfer = _transfer(transfer_id)
    require(policy.can_withdraw_transfer(me(), transfer))
    transfer.withdraw(by=me())
    db.session.commit()
    return _back(transfer)


def _transfer(transfer_id: int) -> TransferRequest:
    transfers = queries.transfers_visible_to(me()).options(*queries.WITH_PARTIES)
    return db.one_or_404(transfers.where(TransferRequest.id == transfer_id))


def _transfer_to_decide(transfer_id: int) -> TransferRequest:
    transfer = _transfer(transfer_id)
    require(policy.can_decide_transfer(me(), transfer))
    return transfer


def _transfers(**wrong):
    page = paginate(queries.transfers_list(me()))
    return render_template("accounts/transfers.html", transfers=page, form=DeclineTransferForm(formdata=None), **wrong)


def _back(transfer: TransferRequest):
    form = DeclineTransferForm(formdata=None)
    return swap_or_redirect("accounts/_transfer.html", url_for(".transfers"), transfer=transfer, form=form)
