"""Figures as a picture: shares of the highest for bars, points for a line. Numbers only; templates draw them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from teachnet.library.opinions.models import Measure, Period

MOST_BARS = 10


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    share: float  # of the longest bar, 0–100


@dataclass(frozen=True)
class Point:
    day: date  # the first of its days
    value: int
    x: float  # 0–100 from left to right
    y: float  # 0–100 from top to bottom


def bars(rows: Sequence[sa.Row], measure: Measure) -> list[Bar]:
    """The highest ten, of rows that come in this order."""
    values = [(row.label or "", getattr(row, measure.value)) for row in rows[:MOST_BARS]]
    longest = max((value for _label, value in values), default=0) or 1
    return [Bar(label, value, round(100 * value / longest, 1)) for label, value in values]


def line(days: Iterable[tuple[date, int]], period: Period, since: date, until: date) -> list[Point]:
    """Days without a visit count nothing, and are there all the same."""
    known = dict(days)
    if period is Period.ALL:
        since = min(known, default=until)
    counted: dict[date, int] = {}
    for ago in range((until - since).days + 1):
        day = since + timedelta(days=ago)
        first = _first_of(day, period)
        counted[first] = counted.get(first, 0) + known.get(day, 0)
    highest, last = max(counted.values(), default=0) or 1, max(1, len(counted) - 1)
    return [
        Point(day, value, round(100 * place / last, 2), round(100 - 100 * value / highest, 2))
        for place, (day, value) in enumerate(counted.items())
    ]


def _first_of(day: date, period: Period) -> date:
    """A month is drawn by days, a year by weeks, all time by months."""
    if period is Period.MONTH:
        return day
    return day.replace(day=1) if period is Period.ALL else day - timedelta(days=day.weekday())
