"""The list of budgets, the page of one, what is spent, its settlement, and the standards."""

from teachnet.budget.views import budgets, execution, planning, settlement, spending, standards
from teachnet.budget.views.blueprint import PAGE, bp, link

__all__ = ["PAGE", "bp", "budgets", "execution", "link", "planning", "settlement", "spending", "standards"]
