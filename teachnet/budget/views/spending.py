from flask import flash, render_template
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.budget import policy, queries
from teachnet.budget.forms import CorrectionForm, ExpenseForm, LectureForm
from teachnet.budget.models import BudgetLine, Category, Expense, LectureFee
from teachnet.budget.views.blueprint import bp
from teachnet.budget.views.budgets import load, load_to_spend, to
from teachnet.db import db, today
from teachnet.web.access import only, require
from teachnet.web.paging import paginate


@bp.get("/<int:budget_id>/expenses")
@only(policy.can_see_budgets)
def expenses(budget_id):
    budget = load(budget_id)
    return _expenses_page(budget, ExpenseForm(budget.lines, formdata=None, spent_on=today()))


@bp.post("/<int:budget_id>/expenses")
@only(policy.can_spend_at_all)
def enter(budget_id):
    budget = load_to_spend(budget_id)
    form = ExpenseForm(budget.lines)
    if not form.validate():
        return _expenses_page(budget, form), 422
    Expense.enter(_line(budget, form), by=me(), **form.facts())
    db.session.commit()
    flash(_("Entered."))
    return to(budget, ".expenses")


@bp.post("/expenses/<int:expense_id>/correction")
@only(policy.can_spend_at_all)
def take_back(expense_id):
    expense = db.one_or_404(queries.expenses_visible_to(me()).where(Expense.id == expense_id))
    budget, form = expense.line.budget, CorrectionForm()
    require(policy.can_spend(me(), budget))
    if not form.validate():
        return _expenses_page(budget, ExpenseForm(budget.lines, formdata=None), correction=form), 422
    expense.take_back(by=me(), reason=form.reason.data)
    db.session.commit()
    flash(_("Taken back by a counter-expense; both stay in the book."))
    return to(budget, ".expenses")


@bp.get("/<int:budget_id>/lectures")
@only(policy.can_see_budgets)
def lectures(budget_id):
    budget = load(budget_id)
    return _lectures_page(budget, _lecture_form(budget, formdata=None))


@bp.post("/<int:budget_id>/lectures")
@only(policy.can_spend_at_all)
def pay(budget_id):
    budget = load_to_spend(budget_id)
    form = _lecture_form(budget)
    if not form.validate():
        return _lectures_page(budget, form), 422
    LectureFee.pay(_line(budget, form), by=me(), **form.facts())
    db.session.commit()
    flash(_("The lecture fee is paid and stands among the expenses."))
    return to(budget, ".lectures")


def _line(budget, form) -> BudgetLine:
    return next(line for line in budget.lines if line.id == form.line.data)


def _lecture_form(budget, **kwargs):
    lines = [line for line in budget.lines if line.category is Category.LECTURES]
    return LectureForm(lines, db.session.scalars(queries.taught_beside(budget.cohort)).all(), **kwargs)


def _expenses_page(budget, form, correction=None):
    page = paginate(queries.expenses_of(budget))
    correction = correction or CorrectionForm(formdata=None)
    return render_template("budget/expenses.html", budget=budget, expenses=page, form=form, correction=correction)


def _lectures_page(budget, form):
    fees = db.session.scalars(queries.lectures_of(budget)).all()
    caps = db.session.scalars(queries.caps_on(budget.cohort.starts_on)).all()
    return render_template("budget/lectures.html", budget=budget, fees=fees, caps=caps, form=form)
