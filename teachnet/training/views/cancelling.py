"""A cohort is cancelled, and its people go on in others."""

from collections import Counter

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import cancelling, policy, queries
from teachnet.training.forms import CancelForm
from teachnet.training.views.blueprint import bp
from teachnet.training.views.cohorts import load_cohort
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.safety import reads_first


@bp.get("/cohorts/<int:cohort_id>/cancellation")
@only(policy.can_plan)
def cancellation(cohort_id):
    cohort, offered = _load(cohort_id)
    same = [other.id for other in offered if other.programme_id == cohort.programme_id]
    return _page(cohort, offered, _form(offered, formdata=None, data={"others": same}))


@bp.post("/cohorts/<int:cohort_id>/cancellation/preview")
@only(policy.can_plan)
@leaves_no_trail("it only shows where people would go")
@reads_first
def preview_cancellation(cohort_id):
    cohort, offered = _load(cohort_id)
    return _page(cohort, offered, _form(offered))


@bp.post("/cohorts/<int:cohort_id>/cancellation")
@only(policy.can_plan)
def cancel_cohort(cohort_id):
    cohort, offered = _load(cohort_id)
    form = _form(offered)
    if not form.validate():
        return _page(cohort, offered, form), 422
    if form.version.data not in (None, cohort.version):
        return _page(cohort, offered, form, overtaken=True), 409
    routes = cancelling.cancel(cohort, form.chosen_of(offered), by=me(), reason=form.note.data)
    db.session.commit()
    go_on = sum(route.line is not None for route in routes)
    flash(ngettext("Cancelled. One person goes on elsewhere.", "Cancelled. %(num)d people go on elsewhere.", go_on))
    return redirect(url_for(".cohort", cohort_id=cohort.id), code=303)


def _load(cohort_id):
    cohort = load_cohort(cohort_id, queries.COHORT_LINE)
    cohort.require_cancellable()
    return cohort, db.session.scalars(queries.cohorts_instead_of(cohort)).all()


def _form(offered, **told):
    form = CancelForm(**told)
    form.offer(offered)
    return form


def _page(cohort, offered, form, overtaken=False):
    routes = cancelling.preview(cohort, form.chosen_of(offered), by=me())
    counted = Counter(_("Reviewed again") if route.is_reviewed else route.becomes.label for route in routes)
    context = {"cohort": cohort, "form": form, "routes": routes, "counted": counted, "overtaken": overtaken}
    return render_template("training/cancellation.html", **context)
