from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.quizzes.grading import HUNDREDTHS, Drawn, worth
from teachnet.quizzes.models.quiz import Quiz
from teachnet.study.models import CourseEnrolment

OPEN = "handed_in_at IS NULL"


class QuizAttempt(Model):
    """One go at a quiz: the questions as they were drawn, what was answered, what it was worth (hundredths of points).

    No audit row holds its questions and answers: beginning and handing in are recorded, the row itself is the rest.
    """

    is_audited = False

    quiz_id: Mapped[int] = mapped_column(sa.ForeignKey("quiz.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"), index=True)
    number: Mapped[int]  # from 1
    drawn: Mapped[list]  # of `Drawn`, as dictionaries
    answers: Mapped[dict] = mapped_column(default=dict)  # by the place in `drawn`, as text
    begun_at: Mapped[timestamp]
    kept_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    points: Mapped[int] = mapped_column(default=0)
    most_points: Mapped[int]

    quiz: Mapped[Quiz] = relationship()
    enrolment: Mapped[CourseEnrolment] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("quiz_id", "enrolment_id", "number"),
        sa.Index(
            "uq__quiz_attempt__one_open",
            "quiz_id",
            "enrolment_id",
            unique=True,
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        ),
        sa.CheckConstraint("most_points > 0", name="something_can_be_won"),
        sa.CheckConstraint("points BETWEEN 0 AND most_points", name="points_are_possible"),
    )

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    @property
    def questions(self) -> list[Drawn]:
        return [Drawn(**one) for one in self.drawn]

    @property
    def percent(self) -> int:
        return self.points * 100 // self.most_points

    @property
    def is_passed(self) -> bool:
        return not self.is_open and self.points * 100 >= self.quiz.pass_percent * self.most_points

    def answer_to(self, place: int) -> list:
        return self.answers.get(str(place), [])

    def points_for(self, place: int, question: Drawn) -> int:
        return worth(question, self.answer_to(place))

    def keep(self, answers: Mapping[int, list[Any]]) -> None:
        """What was filled in so far, to go on later."""
        db.session.refresh(self, ["handed_in_at"], with_for_update=True)  # two windows may send at once
        if not self.is_open:
            raise Refused(_("This attempt has been handed in already."))
        self.answers, self.kept_at = {str(place): given for place, given in answers.items() if given}, utcnow()

    def hand_in(self, answers: Mapping[int, list[Any]]) -> None:
        self.keep(answers)
        self.points = sum(self.points_for(place, question) for place, question in enumerate(self.questions))
        self.handed_in_at = utcnow()

    @classmethod
    def of(cls, quiz: Quiz, enrolment: CourseEnrolment, number: int, drawn: list[Drawn]) -> "QuizAttempt":
        most = sum(question.points for question in drawn) * HUNDREDTHS
        return cls(quiz=quiz, enrolment=enrolment, number=number, drawn=[vars(one) for one in drawn], most_points=most)
