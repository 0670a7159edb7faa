from flask import flash, render_template, request
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.budget import actions, policy, queries
from teachnet.budget.forms import PlanForm, ReturnForm
from teachnet.budget.views.blueprint import bp
from teachnet.budget.views.budgets import budget_page, load, to
from teachnet.db import db
from teachnet.training.models import Cohort
from teachnet.training.queries import cohorts_visible_to
from teachnet.web.access import only, require


@bp.get("/cohorts/<int:cohort_id>/new")
@only(policy.can_plan)
def new(cohort_id):
    cohort = _cohort(cohort_id)
    return _form(PlanForm.of(None, cohort), cohort, None)


@bp.post("/cohorts/<int:cohort_id>/new")
@only(policy.can_plan)
def draw_up(cohort_id):
    cohort = _cohort(cohort_id)
    form = PlanForm.of(None, cohort, request.form)
    if not form.validate():
        return _form(form, cohort, None), 422
    budget = actions.draw_up(cohort, **form.plan())
    db.session.commit()
    flash(_("The budget is a draft. Submit it; somebody else approves it."))
    return to(budget)


@bp.get("/<int:budget_id>/plan")
@only(policy.can_plan)
def edit(budget_id):
    budget = load(budget_id)
    budget.require_changeable()
    return _form(PlanForm.of(budget, budget.cohort), budget.cohort, budget)


@bp.post("/<int:budget_id>/plan")
@only(policy.can_plan)
def change(budget_id):
    budget = load(budget_id)
    form = PlanForm.of(budget, budget.cohort, request.form)
    if not form.validate():
        return _form(form, budget.cohort, budget), 422
    budget.require_unchanged(form.version.data)
    actions.replan(budget, **form.plan())
    db.session.commit()
    return to(budget)


@bp.post("/<int:budget_id>/submission")
@only(policy.can_plan)
def submit(budget_id):
    budget = load(budget_id)
    budget.submit(by=me())
    db.session.commit()
    flash(_("Submitted. A colleague approves it: nobody approves their own."))
    return to(budget)


@bp.post("/<int:budget_id>/approval")
@only(policy.can_plan)
def approve(budget_id):
    budget = _to_approve(budget_id)
    budget.approve(by=me())
    db.session.commit()
    flash(_("Approved. Those who hold the cohort can spend now."))
    return to(budget)


@bp.post("/<int:budget_id>/return")
@only(policy.can_plan)
def send_back(budget_id):
    budget, form = _to_approve(budget_id), ReturnForm()
    if not form.validate():
        return budget_page(budget, form), 422
    budget.send_back(by=me(), reason=form.reason.data)
    db.session.commit()
    return to(budget)


def _to_approve(budget_id):
    budget = load(budget_id)
    require(policy.can_approve(me(), budget))
    return budget


def _cohort(cohort_id):
    return db.one_or_404(cohorts_visible_to(me()).where(Cohort.id == cohort_id))


def _form(form, cohort, budget):
    standards = db.session.scalars(queries.standards_on(cohort.starts_on)).all()
    return render_template("budget/plan.html", form=form, cohort=cohort, budget=budget, standards=standards)
