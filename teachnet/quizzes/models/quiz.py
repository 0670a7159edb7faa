import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model
from teachnet.quizzes.models.pool import QuestionPool
from teachnet.study.models import Unit


class Quiz(Model):
    """So many questions of a pool, anew for each attempt. The best attempt counts."""

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), unique=True)
    pool_id: Mapped[int] = mapped_column(sa.ForeignKey("question_pool.id"), index=True)
    draws: Mapped[int]
    pass_percent: Mapped[int] = mapped_column(default=60)
    most_attempts: Mapped[int] = mapped_column(default=3)  # 0: as many as one likes

    unit: Mapped[Unit] = relationship()
    pool: Mapped[QuestionPool] = relationship()

    __table_args__ = (
        sa.CheckConstraint("draws BETWEEN 1 AND 100", name="draws_are_humane"),
        sa.CheckConstraint("pass_percent BETWEEN 1 AND 100", name="pass_is_a_share"),
        sa.CheckConstraint("most_attempts BETWEEN 0 AND 20", name="attempts_are_humane"),
    )
