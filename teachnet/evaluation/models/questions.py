from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, db, today
from teachnet.errors import Refused
from teachnet.evaluation.words import About, Grade, Round
from teachnet.training.models import Cohort


class EvaluationRule(Model):
    """The rule of the province, as a row: the newest one holds."""

    open_days: Mapped[int]
    least: Mapped[int]  # answers, before anybody sees a figure
    process: Mapped[int]
    satisfaction: Mapped[int]
    effect: Mapped[int]
    excellent_from: Mapped[int]
    good_from: Mapped[int]

    __table_args__ = (
        sa.CheckConstraint("process + satisfaction + effect = 100", name="weights_make_a_hundred"),
        sa.CheckConstraint("process >= 0 AND satisfaction >= 0 AND effect >= 0", name="weights_not_negative"),
        sa.CheckConstraint("good_from <= excellent_from", name="excellent_is_above_good"),
        sa.CheckConstraint("open_days BETWEEN 1 AND 60", name="open_days_are_sensible"),
        sa.CheckConstraint("least >= 5", name="nobody_is_told_apart"),
    )

    def closes_on(self, cohort: Cohort, round: Round) -> date:
        return round.opens_on(cohort.ends_on) + timedelta(days=self.open_days - 1)

    def is_open(self, cohort: Cohort, round: Round) -> bool:
        return round.opens_on(cohort.ends_on) <= today() <= self.closes_on(cohort, round)

    def has_closed(self, cohort: Cohort, round: Round) -> bool:
        return self.closes_on(cohort, round) < today()

    def grade_of(self, score: float) -> Grade:
        if score >= self.excellent_from:
            return Grade.EXCELLENT
        return Grade.GOOD if score >= self.good_from else Grade.BELOW


class EvaluationItem(Model):
    """A sentence to agree with, from 1 to 5."""

    about: Mapped[About]
    text: Mapped[str] = mapped_column(sa.String(100))
    position: Mapped[int]

    __table_args__ = (sa.UniqueConstraint("about", "position", name="uq__evaluation_item__one_at_each_position"),)


class CohortLecturer(Model):
    """Who lectured in a cohort, as its host writes it down before it is asked about."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    topic: Mapped[str] = mapped_column(sa.String(100), default="")

    cohort: Mapped[Cohort] = relationship()

    @classmethod
    def add(cls, cohort: Cohort, *, name: str, topic: str) -> "CohortLecturer":
        require_not_asked(cohort)
        lecturer = cls(cohort=cohort, name=name, topic=topic)
        db.session.add(lecturer)
        return lecturer

    def remove(self) -> None:
        require_not_asked(self.cohort)
        db.session.delete(self)


def require_not_asked(cohort: Cohort) -> None:
    """Once people answer, the questions stand."""
    if cohort.has_ended:
        raise Refused(_("The questionnaire is open since the last day; its lecturers stand."))
