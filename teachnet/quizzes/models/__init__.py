"""Pools of questions, quizzes that draw from them, and what learners answered."""

from teachnet.quizzes.models.attempt import QuizAttempt
from teachnet.quizzes.models.pool import Question, QuestionPool
from teachnet.quizzes.models.quiz import Quiz
from teachnet.quizzes.words import QuestionKind

__all__ = ["Question", "QuestionKind", "QuestionPool", "Quiz", "QuizAttempt"]
