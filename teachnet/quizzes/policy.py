"""Who writes questions and who answers them."""

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_city_admin
from teachnet.quizzes.models import QuestionPool, QuizAttempt
from teachnet.study.policy import can_open_study, can_write_courses

__all__ = ["can_change", "can_open_study", "can_write_courses", "sees_right_answers"]


def can_change(person: Person, pool: QuestionPool) -> bool:
    """Whoever draws from a pool reads it; who made it, and the city, change it."""
    return can_write_courses(person) and (is_city_admin(person) or pool.author_id == person.id)


def sees_right_answers(attempt: QuizAttempt, *, is_last: bool) -> bool:
    """Not while there is another go: the pool would soon be known by heart."""
    return not attempt.is_open and (attempt.is_passed or is_last)
