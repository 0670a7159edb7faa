"""Objecting, and what has become of one's objection: without signing in."""

from flask import render_template, request

from teachnet.accounts.current import me_or_nobody
from teachnet.db import db
from teachnet.notices import actions, queries
from teachnet.notices.forms import ObjectionForm, ReferenceForm
from teachnet.notices.views.blueprint import bp
from teachnet.notices.views.notices import load_notice, notice_page
from teachnet.web.access import leaves_no_trail, public
from teachnet.web.safety import reads_first


@bp.post("/<int:notice_id>/objections")
@public
def object_to(notice_id):
    """The reference is told on this very page: it is kept nowhere, so there is none to go on to."""
    notice, form = load_notice(notice_id), ObjectionForm()
    form.offer(notice.lines)
    if not form.validate():
        return notice_page(notice, form), 422
    reference = actions.object_to(notice, by=me_or_nobody(), address=request.remote_addr or "", **form.told())
    db.session.commit()
    return render_template("notices/objected.html", notice=notice, reference=reference)


@bp.get("/objections/state")
@public
def ask_state():
    return _state_page(ReferenceForm(formdata=None))


@bp.post("/objections/state")
@public
@reads_first
@leaves_no_trail("it reads; the reference is sent as a form so that no log and no history keeps it")
def show_state():
    form = ReferenceForm()
    if not form.validate():
        return _state_page(form), 422
    found = db.session.execute(queries.objection_called(form.reference.data)).one_or_none()
    return _state_page(form, found=found, is_unknown=found is None)


def _state_page(form, **found):
    return render_template("notices/state.html", form=form, **found)
