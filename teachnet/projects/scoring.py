"""A scoring sheet filled in: what somebody did, by its rows, into points and marks. Pure: the same deeds score the same
whenever they are reckoned. Points and marks are in hundredths."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from teachnet.projects.words import Measure

if TYPE_CHECKING:
    from teachnet.projects.models import ScoringPart, ScoringRow

HUNDREDTHS = 100


@dataclass(frozen=True)
class Deeds:
    """What one person did between the days of the project: how much of each measure on which day, shares in per cent,
    and the points given by hand for a row (its id)."""

    by_day: Mapping[Measure, Mapping[date, int]] = field(default_factory=dict)
    shares: Mapping[Measure, int] = field(default_factory=dict)
    by_hand: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RowScore:
    """`amount` is in the units of the measure; `points` is what counts, after the row's own ceiling."""

    name: str
    measure: Measure
    each: int
    worth: int
    most: int | None
    amount: int
    points: int


@dataclass(frozen=True)
class PartScore:
    """`over_a_day` are points that were beyond what a day may bring."""

    title: str
    most: int
    points_a_mark: int
    most_points_a_day: int | None
    rows: tuple[RowScore, ...]
    over_a_day: int
    marks: int

    @property
    def points(self) -> int:
        return sum(row.points for row in self.rows) - self.over_a_day

    @property
    def is_full(self) -> bool:
        return self.marks == self.most * HUNDREDTHS


@dataclass(frozen=True)
class Score:
    parts: tuple[PartScore, ...]

    @property
    def marks(self) -> int:
        return sum(part.marks for part in self.parts)

    def frozen(self) -> list[dict[str, Any]]:
        return [asdict(part) for part in self.parts]

    @classmethod
    def thawed(cls, kept: list[dict[str, Any]]) -> "Score":
        return cls(tuple(_thawed(part) for part in kept))


def _thawed(part: dict[str, Any]) -> PartScore:
    rows = tuple(RowScore(**row | {"measure": Measure(row["measure"])}) for row in part["rows"])
    return PartScore(**part | {"rows": rows})


def score(parts: Iterable["ScoringPart"], deeds: Deeds) -> Score:
    return Score(tuple(_score_part(part, deeds) for part in parts))


def _score_part(part: "ScoringPart", deeds: Deeds) -> PartScore:
    rows, of_days = [], Counter()
    for row in part.rows:
        if row.measure.is_by_hand or row.measure.is_share:
            rows.append(_score_whole(row, deeds))
            continue
        days = deeds.by_day.get(row.measure, {})
        gained = dict(_gained_by_day(row, days))
        of_days.update(gained)
        rows.append(_told(row, sum(days.values()) // row.measure.scale, sum(gained.values())))
    cap = part.most_points_a_day
    over = sum(max(0, points - cap * HUNDREDTHS) for points in of_days.values()) if cap else 0
    points = sum(row.points for row in rows) - over
    return PartScore(
        title=part.title,
        most=part.most,
        points_a_mark=part.points_a_mark,
        most_points_a_day=cap,
        rows=tuple(rows),
        over_a_day=over,
        marks=min(part.most * HUNDREDTHS, points // part.points_a_mark),
    )


def _gained_by_day(row: "ScoringRow", days: Mapping[date, int]) -> Iterator[tuple[date, int]]:
    """Whole steps only, and what is left of one day goes on the next: forty minutes are two steps of twenty, on
    whatever days they were."""
    so_far = before = 0
    for day in sorted(days):
        so_far += days[day]
        now = _at_most(row, so_far // (row.each * row.measure.scale) * row.points * HUNDREDTHS)
        yield day, now - before
        before = now


def _score_whole(row: "ScoringRow", deeds: Deeds) -> RowScore:
    if row.measure.is_by_hand:
        amount = deeds.by_hand.get(row.id, 0)
        return _told(row, amount, _at_most(row, amount * HUNDREDTHS))
    amount = deeds.shares.get(row.measure, 0)
    return _told(row, amount, _at_most(row, amount * row.points * HUNDREDTHS // row.each))


def _at_most(row: "ScoringRow", points: int) -> int:
    return points if row.most is None else min(points, row.most * HUNDREDTHS)


def _told(row: "ScoringRow", amount: int, points: int) -> RowScore:
    return RowScore(str(row.name), row.measure, row.each, row.points, row.most, amount, points)
