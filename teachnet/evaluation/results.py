"""What came of the questionnaires of a cohort. Figures appear when a round is closed and enough have answered: while it
is open, whoever looked twice would know what the one between had said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from teachnet.db import db
from teachnet.evaluation import queries
from teachnet.evaluation.models import CohortLecturer, EvaluationItem, EvaluationRule, EvaluationTally, EvaluationWords
from teachnet.evaluation.words import About, Grade, Round
from teachnet.training.models import Cohort

FULL_MARK = 5


@dataclass(frozen=True)
class Line:
    """One item, and how it was marked."""

    item: EvaluationItem
    tally: EvaluationTally
    lecturer: CohortLecturer | None = None


@dataclass(frozen=True)
class Results:
    cohort: Cohort
    rule: EvaluationRule
    there: int
    mean_minutes: float | None
    answered: dict[Round, int]
    tallies: Sequence[EvaluationTally]
    words: Sequence[EvaluationWords]
    items: dict[int, EvaluationItem]
    lecturers: dict[int, CohortLecturer]

    def is_shown(self, round: Round) -> bool:
        return self.rule.has_closed(self.cohort, round) and self.answered.get(round, 0) >= self.rule.least

    def lines(self, round: Round) -> list[Line]:
        """Those that enough people have marked; an item about a lecturer may be left out."""
        if not self.is_shown(round):
            return []
        lines = [
            Line(self.items[tally.item_id], tally, self.lecturers.get(tally.lecturer_id or 0))
            for tally in self.tallies
            if tally.round is round and tally.total >= self.rule.least
        ]
        return sorted(lines, key=lambda line: (line.lecturer.id if line.lecturer else 0, line.item.position))

    def words_in(self, round: Round) -> list[str]:
        return [one.text for one in self.words if one.round is round] if self.is_shown(round) else []

    @cached_property
    def process(self) -> float | None:
        """How much of the hours those who came were there, of 100."""
        if self.mean_minutes is None:
            return None
        return min(100.0, 100 * float(self.mean_minutes) / (60 * self.cohort.programme.hours))

    @cached_property
    def satisfaction(self) -> float | None:
        return _of_100([line.tally for line in self.lines(Round.END) if line.item.about is About.COHORT])

    @cached_property
    def effect(self) -> float | None:
        return _of_100([line.tally for round in Round if round.is_follow_up for line in self.lines(round)])

    @property
    def score(self) -> float | None:
        parts = (self.process, self.satisfaction, self.effect)
        weights = (self.rule.process, self.rule.satisfaction, self.rule.effect)
        if any(part is None for part in parts):
            return None
        return sum(part * weight for part, weight in zip(parts, weights, strict=True) if part is not None) / 100

    @property
    def grade(self) -> Grade | None:
        return None if self.score is None else self.rule.grade_of(self.score)


def results_of(cohort: Cohort, rule: EvaluationRule) -> Results:
    there, mean_minutes = db.session.execute(queries.attendance_of(cohort)).one()
    items = [item for round in (Round.END, Round.SIX_MONTHS) for item in db.session.scalars(queries.items_of(round))]
    return Results(
        cohort,
        rule,
        there,
        mean_minutes,
        answered=dict(db.session.execute(queries.answered_in(cohort)).all()),
        tallies=db.session.scalars(queries.tallies_of(cohort)).all(),
        words=db.session.scalars(queries.words_of(cohort)).all(),
        items={item.id: item for item in items},
        lecturers={one.id: one for one in db.session.scalars(queries.lecturers_of(cohort))},
    )


def _of_100(tallies: Sequence[EvaluationTally]) -> float | None:
    total = sum(tally.total for tally in tallies)
    return 100 * sum(tally.points for tally in tallies) / (FULL_MARK * total) if total else None
