"""What is typed about budgets, spending and standards."""

from teachnet.budget.forms.planning import ExecutionFilter, PlanForm, ReturnForm
from teachnet.budget.forms.spending import CorrectionForm, ExpenseForm, LectureForm
from teachnet.budget.forms.standards import EndForm, FeeCapForm, StandardForm

__all__ = [
    "CorrectionForm",
    "EndForm",
    "ExecutionFilter",
    "ExpenseForm",
    "FeeCapForm",
    "LectureForm",
    "PlanForm",
    "ReturnForm",
    "StandardForm",
]
