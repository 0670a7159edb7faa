"""How far a team has come with its plan: against the number it set itself, and against the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from teachnet.terms import SchoolYear
from teachnet.yearplans.models import TargetKind, TeamPlan


@dataclass(frozen=True)
class Line:
    """One kind of target. `passed`: the share of the year that is over, 0 to 1."""

    kind: TargetKind
    done: int
    aimed_at: int
    passed: float

    @property
    def look(self) -> str:
        """Good as far as the calendar is, or further; half of that is to be watched."""
        if not self.aimed_at:
            return "quiet"
        due = self.aimed_at * self.passed
        if self.done >= due:
            return "good"
        return "wait" if self.done >= due / 2 else "bad"


def lines(plan: TeamPlan | None, done: sa.Row | Sequence[int], year: SchoolYear, today: date) -> list[Line]:
    """`done`: a number for each kind of target, in their order. Kinds without a target only if something was done."""
    passed = year.passed(today)
    all_of_them = [
        Line(kind, number, plan.target(kind) if plan else 0, passed)
        for kind, number in zip(TargetKind, done, strict=True)
    ]
    return [line for line in all_of_them if line.aimed_at or line.done]
