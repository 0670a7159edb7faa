from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.quizzes.words import QuestionKind


class QuestionPool(Model):
    """Questions on one thing (题库). Every author of courses may draw from it; who made it changes it."""

    title: Mapped[str] = mapped_column(sa.String(100))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    made_at: Mapped[timestamp]

    if TYPE_CHECKING:
        question_count: Mapped[int]  # those that can be drawn

    author: Mapped[Person] = relationship()
    questions: Mapped[list["Question"]] = relationship(back_populates="pool", order_by="Question.id")


class Question(Model):
    """`options` are what one chooses from, those of an ordering in their right order. `answer`: the places of the right
    options, from 0; [1] or [0] for true or false; the texts that are right for a short answer; nothing for an ordering.

    Who has drawn it keeps it as it was: an attempt holds a copy.
    """

    pool_id: Mapped[int] = mapped_column(sa.ForeignKey("question_pool.id"), index=True)
    kind: Mapped[QuestionKind]
    stem: Mapped[str] = mapped_column(sa.String(1000))
    options: Mapped[list] = mapped_column(default=list)
    answer: Mapped[list] = mapped_column(default=list)
    points: Mapped[int] = mapped_column(default=1)
    why: Mapped[str] = mapped_column(sa.String(1000), default="")  # shown beside the right answer
    retired_at: Mapped[datetime | None]

    pool: Mapped[QuestionPool] = relationship(back_populates="questions")

    __table_args__ = (sa.CheckConstraint("points BETWEEN 1 AND 20", name="points_are_humane"),)

    def retire(self) -> None:
        if self.retired_at is not None:
            raise Refused(_("This question has been taken out already."))
        self.retired_at = utcnow()

    @classmethod
    def can_be_drawn(cls) -> sa.ColumnElement[bool]:
        return cls.retired_at.is_(None)


_of_pool = sa.and_(Question.pool_id == QuestionPool.id, Question.can_be_drawn())
QuestionPool.question_count = column_property(
    sa.select(sa.func.count(Question.id)).where(_of_pool).correlate(QuestionPool).scalar_subquery()
)
