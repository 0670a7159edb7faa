"""What an activity is worth: minutes and credits by one rule, step by step. Knows numbers only, no table.

Minutes are whole minutes of 60 to the hour (学时); credits are whole hundredths, rounded down. Each step is a list
`[name, numbers…]` that `explaining.explain` turns into a sentence; it is stored with the entry, so that an entry says
in ten years what it was counted by.
"""

from dataclasses import dataclass, field
from math import floor

HUNDREDTHS = 100
HOUR = 60  # minutes

Step = list  # [name, number, …]: what JSON keeps


@dataclass(frozen=True)
class Activity:
    """`planned` and `attended` in minutes; `real` is how long it took by the clock, where that is known; `passed` is
    none where nothing was to be passed."""

    planned: int
    attended: int
    real: int | None = None
    passed: bool | None = None


@dataclass(frozen=True, order=True)
class Terms:
    """A rule as numbers: minutes for one credit, caps in hundredths, the share of absence from which nothing counts."""

    minutes_per_credit: int
    most_per_item: int | None = None
    most_per_year: int | None = None
    most_per_cycle: int | None = None
    absent_percent: int | None = None
    needs_pass: bool = False
    most_per_real_hour: int | None = None

    def is_missed(self, planned: int, attended: int) -> bool:
        """Was somebody away for so much that nothing counts?"""
        missed = max(0, planned - attended)
        return self.absent_percent is not None and missed > 0 and missed * 100 >= self.absent_percent * planned


@dataclass(frozen=True)
class Used:
    """Hundredths of a credit that this way of learning has already brought, in the year and in the cycle."""

    year: int = 0
    cycle: int = 0


@dataclass(frozen=True)
class Counted:
    minutes: int
    credits: int
    steps: list[Step] = field(default_factory=list)


def count(activity: Activity, terms: Terms | None, used: Used | None = None) -> Counted:
    if terms is None:
        return Counted(activity.attended, 0, [["no_rule", activity.attended]])
    refusal = _refused(activity, terms)
    if refusal:
        return Counted(0, 0, [refusal])
    minutes, steps = _recognised(activity, terms)
    hundredths = floor(minutes * HUNDREDTHS / terms.minutes_per_credit)
    steps.append(["ratio", minutes, terms.minutes_per_credit, hundredths])
    return Counted(minutes, _capped(hundredths, terms, used or Used(), steps), steps)


def _refused(activity: Activity, terms: Terms) -> Step | None:
    """Attendance first: whoever was hardly there is not assessed."""
    if terms.is_missed(activity.planned, activity.attended):
        return ["absent", activity.planned - activity.attended, activity.planned, terms.absent_percent]
    if terms.needs_pass and activity.passed is not True:
        return ["not_passed"]
    return None


def _recognised(activity: Activity, terms: Terms) -> tuple[int, list[Step]]:
    """No more than was planned, and no more for an hour by the clock than the rule allows."""
    minutes, steps = min(activity.attended, activity.planned), []
    if activity.attended > activity.planned:
        steps.append(["planned_only", activity.attended, activity.planned])
    if terms.most_per_real_hour is not None and activity.real is not None:
        most = activity.real * terms.most_per_real_hour
        if minutes > most:
            steps.append(["real_time", activity.real, terms.most_per_real_hour, most])
            minutes = most
    return minutes, steps


def _capped(hundredths: int, terms: Terms, used: Used, steps: list[Step]) -> int:
    """A cap that exists is named also when it changes nothing: the reader asks whether there was one."""
    if terms.most_per_item is not None:
        steps.append(["item_cap", terms.most_per_item])
        hundredths = min(hundredths, terms.most_per_item)
    for name, most, before in (
        ("year_cap", terms.most_per_year, used.year),
        ("cycle_cap", terms.most_per_cycle, used.cycle),
    ):
        if most is not None:
            steps.append([name, most, before])
            hundredths = min(hundredths, max(0, most - before))
    return hundredths
