"""Standards and caps, budgets with their lines, lecture fees, expenses, and the papers of a settlement."""

from teachnet.budget.models.budget import BudgetLine, BudgetMove, CohortBudget
from teachnet.budget.models.expense import Expense
from teachnet.budget.models.lecture import LectureCohort, LectureFee
from teachnet.budget.models.proof import ProofTick
from teachnet.budget.models.standard import CostStandard, FeeCap
from teachnet.budget.words import BudgetState, Category, HalfDay, Proof, Rank, Source, TrainingClass

__all__ = [
    "BudgetLine",
    "BudgetMove",
    "BudgetState",
    "Category",
    "CohortBudget",
    "CostStandard",
    "Expense",
    "FeeCap",
    "HalfDay",
    "LectureCohort",
    "LectureFee",
    "Proof",
    "ProofTick",
    "Rank",
    "Source",
    "TrainingClass",
]
