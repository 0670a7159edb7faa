from flask import redirect, render_template, url_for

from teachnet.accounts.current import me
from teachnet.budget import policy, queries
from teachnet.budget.curve import curve
from teachnet.budget.forms import ReturnForm
from teachnet.budget.models import CohortBudget
from teachnet.budget.views.blueprint import bp
from teachnet.db import db
from teachnet.training.models import Cohort
from teachnet.training.queries import cohorts_visible_to
from teachnet.web.access import only, require


@bp.get("/<int:budget_id>")
@only(policy.can_see_budgets)
def budget(budget_id):
    return budget_page(load(budget_id), ReturnForm(formdata=None))


@bp.get("/<int:budget_id>/print")
@only(policy.can_see_budgets)
def print_budget(budget_id):
    found = load(budget_id)
    lectures = db.session.scalars(queries.lectures_of(found)).all()
    return render_template("budget/print.html", budget=found, lectures=lectures)


@bp.get("/cohorts/<int:cohort_id>")
@only(policy.can_see_budgets)
def of_cohort(cohort_id):
    """Where the link on a cohort's page leads: to its budget, or to where the city plans one."""
    cohort = db.one_or_404(cohorts_visible_to(me()).where(Cohort.id == cohort_id))
    found = db.session.scalars(queries.budgets_visible_to(me()).where(CohortBudget.cohort_id == cohort.id)).first()
    if found:
        return redirect(url_for(".budget", budget_id=found.id))
    if policy.can_plan(me()):
        return redirect(url_for(".new", cohort_id=cohort.id))
    return render_template("budget/none.html", cohort=cohort)


def load(budget_id, options=queries.IN_FULL):
    found = queries.budgets_visible_to(me()).where(CohortBudget.id == budget_id)
    return db.one_or_404(found.options(*options))


def load_to_spend(budget_id):
    found = load(budget_id)
    require(policy.can_spend(me(), found))
    return found


def budget_page(budget, form):
    months = db.session.execute(queries.by_month(queries.this_one(budget))).all()
    return render_template("budget/budget.html", budget=budget, form=form, months=curve(months, budget.planned_fen))


def to(budget, endpoint=".budget"):
    return redirect(url_for(endpoint, budget_id=budget.id), code=303)
