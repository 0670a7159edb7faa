"""What is seen of quizzes."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from teachnet.accounts.models import Person
from teachnet.quizzes.models import Question, QuestionPool, Quiz, QuizAttempt
from teachnet.study.models import CourseEnrolment, Unit


def pools() -> sa.Select:
    """All of them, for every author of courses; the newest first."""
    return sa.select(QuestionPool).options(joinedload(QuestionPool.author)).order_by(QuestionPool.id.desc())


def questions_of(pool: QuestionPool) -> sa.Select:
    return sa.select(Question).where(Question.pool_id == pool.id, Question.can_be_drawn()).order_by(Question.id)


def question_in(pool: QuestionPool, question_id: int) -> sa.Select:
    return questions_of(pool).where(Question.id == question_id)


def quiz_of(unit: Unit) -> sa.Select:
    return sa.select(Quiz).where(Quiz.unit_id == unit.id).options(joinedload(Quiz.pool))


def attempts_at(quiz: Quiz, enrolment: CourseEnrolment) -> sa.Select:
    """The first one first."""
    mine = (QuizAttempt.quiz_id == quiz.id) & (QuizAttempt.enrolment_id == enrolment.id)
    return sa.select(QuizAttempt).where(mine).options(joinedload(QuizAttempt.quiz)).order_by(QuizAttempt.number)


def attempts_of(person: Person) -> sa.Select:
    """One's own; what others answered is theirs."""
    return (
        sa.select(QuizAttempt)
        .join(QuizAttempt.enrolment)
        .where(CourseEnrolment.learner_id == person.id)
        .options(
            contains_eager(QuizAttempt.enrolment),
            joinedload(QuizAttempt.quiz).joinedload(Quiz.unit).joinedload(Unit.course),
        )
    )
