"""The quota grid of a cohort, and the ledger of its seats."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import Stage, Subject
from teachnet.db import db
from teachnet.training import policy, queries
from teachnet.training.forms import quota_form
from teachnet.training.models import SchoolType
from teachnet.training.views.blueprint import bp
from teachnet.training.views.cohorts import load_cohort
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.paging import paginate
from teachnet.web.safety import reads_first


@bp.get("/cohorts/<int:cohort_id>/quota")
@only(policy.can_plan)
def quota(cohort_id):
    cohort, counties = _load(cohort_id)
    form = quota_form(cohort, formdata=None)
    form.show(counties, cohort.lines)
    return _page(cohort, form)


@bp.post("/cohorts/<int:cohort_id>/quota")
@only(policy.can_plan)
def allot(cohort_id):
    cohort, counties = _load(cohort_id)
    form = _typed(cohort, counties)
    if not form.validate():
        return _page(cohort, form), 422
    if form.version.data not in (None, cohort.version):
        return _page(cohort, form, overtaken=True), 409
    cohort.allot(form.allotments, seats=form.seats.data, by=me(), **form.paper)
    cohort.spread_out(form.rules)
    db.session.commit()
    flash(_("The seats are given."))
    return redirect(url_for(".cohort", cohort_id=cohort.id), code=303)


@bp.post("/cohorts/<int:cohort_id>/quota/columns")
@only(policy.can_plan)
@leaves_no_trail("it only shows the grid with one more column")
@reads_first
def widen_quota(cohort_id):
    cohort, counties = _load(cohort_id)
    form = _typed(cohort, counties)
    form.widen(counties)
    return _page(cohort, form)


@bp.get("/cohorts/<int:cohort_id>/seats")
@only(policy.can_see_ledger)
def seat_ledger(cohort_id):
    cohort = load_cohort(cohort_id, queries.COHORT_LINE)
    moves = paginate(queries.seat_moves(me(), cohort))
    return render_template("training/seat_ledger.html", cohort=cohort, moves=moves)


def _load(cohort_id):
    cohort = load_cohort(cohort_id)
    return cohort, db.session.scalars(queries.counties(cohort)).all()


def _typed(cohort, counties):
    form = quota_form(cohort, formdata=request.form)
    form.read(counties)
    return form


def _page(cohort, form, overtaken=False):
    words = {"stages": Stage, "subjects": Subject, "school_types": SchoolType}
    return render_template("training/quota.html", cohort=cohort, form=form, overtaken=overtaken, **words)
