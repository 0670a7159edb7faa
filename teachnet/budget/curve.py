"""What is spent month by month, as the line over the table is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST = 36  # months


@dataclass(frozen=True)
class Month:
    first_day: date
    spent_fen: int
    so_far_fen: int
    x: float  # both in per cent of the picture, from its upper left corner
    y: float


def curve(rows: Iterable[Any], planned_fen: int) -> list[Month]:
    """Rows of (year, month, spent_fen); months in which nothing was spent are put in."""
    spent = {date(int(year), int(month), 1): int(fen) for year, month, fen in rows}
    if not spent:
        return []
    months, so_far, drawn = list(_months(min(spent), max(spent))), 0, []
    top = max(planned_fen, sum(spent.values()), 1)
    for place, month in enumerate(months):
        so_far += spent.get(month, 0)
        x, y = 100 * place / max(len(months) - 1, 1), 100 - 100 * so_far / top
        drawn.append(Month(month, spent.get(month, 0), so_far, round(x, 1), round(y, 1)))
    return drawn[-MOST:]


def _months(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
