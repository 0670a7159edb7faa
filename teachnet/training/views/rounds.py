"""Another round of applications, for the seats nobody used."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import policy, queries, rounds
from teachnet.training.forms import RoundForm
from teachnet.training.views.blueprint import bp
from teachnet.training.views.cohorts import load_cohort
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.safety import reads_first


@bp.get("/cohorts/<int:cohort_id>/rounds/next")
@only(policy.can_plan)
def next_round(cohort_id):
    cohort, form = _load(cohort_id, formdata=None)
    return _page(cohort, form)


@bp.post("/cohorts/<int:cohort_id>/rounds/preview")
@only(policy.can_plan)
@leaves_no_trail("it only shows what a rule would do")
@reads_first
def preview_round(cohort_id):
    cohort, form = _load(cohort_id)
    return _page(cohort, form)


@bp.post("/cohorts/<int:cohort_id>/rounds")
@only(policy.can_plan)
def hold_round(cohort_id):
    cohort, form = _load(cohort_id)
    if not form.validate():
        return _page(cohort, form), 422
    if form.version.data not in (None, cohort.version):
        return _page(cohort, form, overtaken=True), 409
    paper = {"document_number": form.document_number.data or "", "note": form.note.data or ""}
    rounds.hold(cohort, form.window, form.chosen, rural_first=form.rural_first.data, by=me(), **paper)
    db.session.commit()
    flash(_("Round %(number)s: the seats are given anew.", number=cohort.round))
    return redirect(url_for(".cohort", cohort_id=cohort.id), code=303)


def _load(cohort_id, **told):
    cohort = load_cohort(cohort_id, queries.COHORT_PAGE)
    cohort.require_reviewed()
    form = RoundForm(**told)
    form.cohort = cohort
    return cohort, form


def _page(cohort, form, overtaken=False):
    shifts = rounds.preview(cohort, form.chosen, rural_first=form.rural_first.data)
    return render_template("training/round.html", cohort=cohort, form=form, shifts=shifts, overtaken=overtaken)
