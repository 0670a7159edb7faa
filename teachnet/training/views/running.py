"""The class itself: who has arrived, and at its end who has completed it. Many at once, all or none."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import actions, policy, queries
from teachnet.training.attended import sources
from teachnet.training.forms import ArrivalForm, FinishForm
from teachnet.training.models import Enrolment
from teachnet.training.views.blueprint import bp
from teachnet.training.views.cohorts import load_cohort
from teachnet.web.access import only, require


@bp.get("/cohorts/<int:cohort_id>/arrivals")
@only(policy.can_see_some_rosters)
def arrivals(cohort_id):
    return _arrivals_page(_cohort(cohort_id), ArrivalForm(formdata=None))


@bp.post("/cohorts/<int:cohort_id>/arrivals")
@only(policy.can_see_some_rosters)
def note_arrivals(cohort_id):
    cohort, form = _cohort(cohort_id), ArrivalForm()
    if not form.validate():
        return _arrivals_page(cohort, form), 422
    cases = _all_of(form.case.data, queries.expected_in(me(), cohort))
    actions.arrive(cases, by=me())
    db.session.commit()
    flash(ngettext("One arrival noted.", "%(num)d arrivals noted.", len(cases)))
    return redirect(url_for(".arrivals", cohort_id=cohort.id), code=303)


@bp.get("/cohorts/<int:cohort_id>/finish")
@only(policy.can_see_some_rosters)
def finish(cohort_id):
    cohort, form = _cohort(cohort_id), FinishForm(formdata=None)
    form.propose(actions.proposed_ends(cohort, _arrived(cohort), sources.minutes_in(cohort)))
    return _finish_page(cohort, form)


@bp.post("/cohorts/<int:cohort_id>/finish")
@only(policy.can_see_some_rosters)
def note_finish(cohort_id):
    cohort, form = _cohort(cohort_id), FinishForm()
    form.read(_arrived(cohort))
    if not form.validate():
        return _finish_page(cohort, form), 422
    outcomes = [(line.case, line.minutes, line.is_completed) for line in form.lines]
    actions.finish(outcomes, by=me(), reason=form.reason.data or "")
    db.session.commit()
    completed = sum(line.is_completed for line in form.lines)
    flash(ngettext("One teacher has completed it.", "%(num)d teachers have completed it.", completed))
    return redirect(url_for(".roster", cohort_id=cohort.id), code=303)


def _cohort(cohort_id):
    cohort = load_cohort(cohort_id, queries.COHORT_LINE)
    require(policy.can_receive(me(), cohort))
    return cohort


def _arrived(cohort):
    return db.session.scalars(queries.arrived_in(me(), cohort)).all()


def _all_of(ids, cases):
    """One that is not waiting here any more, and nothing is done."""
    found = db.session.scalars(cases.where(Enrolment.id.in_(ids))).all()
    return found if len(found) == len(set(ids)) else abort(404)


def _arrivals_page(cohort, form):
    expected = db.session.scalars(queries.expected_in(me(), cohort)).all()
    by_state = dict(db.session.execute(queries.tally(queries.roster_of(me(), cohort))).all())
    context = {"cohort": cohort, "form": form, "expected": expected, "by_state": by_state}
    return render_template("training/arrivals.html", **context)


def _finish_page(cohort, form):
    return render_template("training/finish.html", cohort=cohort, form=form)
