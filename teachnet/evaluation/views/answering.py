from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.evaluation import actions, policy, queries
from teachnet.evaluation.forms import sheet_form
from teachnet.evaluation.views.blueprint import bp
from teachnet.evaluation.words import Round
from teachnet.training.models import Cohort
from teachnet.web.access import leaves_no_trail, members_only
from teachnet.web.paging import paginate_lines

ADDRESS = "/cohorts/<int:cohort_id>/<any(end, three_months, six_months):round>"


@bp.get("/")
@members_only
def index():
    """What I am asked; for those who answer for cohorts, how these were found."""
    cohorts = queries.cohorts_evaluated(me()) if policy.can_see_some_results(me()) else None
    return render_template(
        "evaluation/index.html",
        asked=list(queries.open_for(me())),
        cohorts=None if cohorts is None else paginate_lines(cohorts),
    )


@bp.get(ADDRESS)
@members_only
def sheet(cohort_id, round):
    cohort, round = _attended(cohort_id), Round(round)
    actions.require_open(cohort, round, me())
    return _page(cohort, round, _form(cohort, round, formdata=None))


@bp.post(ADDRESS)
@members_only
@leaves_no_trail("the trail keeps moments, and the moment of an answer would lead to whose it is")
def answer(cohort_id, round):
    cohort, round = _attended(cohort_id), Round(round)
    form = _form(cohort, round)
    if not form.validate():
        return _page(cohort, round, form), 422
    actions.answer(cohort, round, by=me(), marks=form.marks, words=form.words.data or "")
    db.session.commit()
    flash(_("Thank you. Your answer is counted; nobody can tell that it is yours."))
    return redirect(url_for(".index"), code=303)


def _attended(cohort_id):
    return db.one_or_404(queries.cohorts_attended(me()).where(Cohort.id == cohort_id))


def _form(cohort, round, **kwargs):
    items, lecturers = (
        db.session.scalars(found).all() for found in (queries.items_of(round), queries.lecturers_of(cohort))
    )
    return sheet_form(items, lecturers)(**kwargs)


def _page(cohort, round, form):
    return render_template("evaluation/sheet.html", cohort=cohort, round=round, form=form)
