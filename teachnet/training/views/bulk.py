"""One decision about many cases: look at what it would do, then do it for all of them or none."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import actions, bulk, policy, queries
from teachnet.training.forms import ChosenForm, DecideForm
from teachnet.training.models import Enrolment
from teachnet.training.views.blueprint import bp
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.safety import reads_first


@bp.post("/reviews/preview")
@only(policy.can_see_reviews)
@leaves_no_trail("it only shows what a decision would do")
@reads_first
def preview_decisions():
    form = ChosenForm()
    if not form.validate():
        return render_template("training/bulk.html", form=form, preview=None), 422
    return _preview(form)


@bp.post("/reviews/decisions")
@only(policy.can_see_reviews)
def decide_many():
    form = DecideForm()
    if not form.validate():
        return _preview(form) if form.case.data and form.step.data in bulk.BY_NAME else abort(422), 422
    actions.decide_many(form.chosen, _cases(form), form.versions, by=me(), note=form.note.data or "")
    db.session.commit()
    flash(ngettext("One case is decided.", "%(num)d cases are decided.", len(form.case.data)))
    return redirect(url_for(".reviews"), code=303)


def _cases(form):
    """One that I may not see, and nothing is done."""
    wanted = queries.enrolments_visible_to(me()).where(Enrolment.id.in_(form.case.data))
    cases = {case.id: case for case in db.session.scalars(wanted.options(*queries.CASE_WITH_SEATS))}
    return [cases[number] if number in cases else abort(404) for number in dict.fromkeys(form.case.data)]


def _preview(form):
    cases = _cases(form)
    shown = bulk.preview(form.chosen, cases, me())
    return render_template("training/bulk.html", form=form, preview=shown)
