"""What is asked and how it counts; the lecturers; who has answered; and, apart from that, what was answered."""

from teachnet.evaluation.models.answers import EvaluationAnswered, EvaluationTally, EvaluationWords
from teachnet.evaluation.models.questions import CohortLecturer, EvaluationItem, EvaluationRule

__all__ = [
    "CohortLecturer",
    "EvaluationAnswered",
    "EvaluationItem",
    "EvaluationRule",
    "EvaluationTally",
    "EvaluationWords",
]
