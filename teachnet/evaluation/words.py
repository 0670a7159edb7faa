"""When a cohort is asked, about what, and what the answers are called."""

from datetime import date, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Round(StrEnum):
    """Derived from the last day of a cohort; nothing of it is stored."""

    END = "end"
    THREE_MONTHS = "three_months"
    SIX_MONTHS = "six_months"

    @property
    def label(self):
        return ROUNDS[self][0]

    @property
    def opens_after(self) -> int:
        """Months after the last day."""
        return ROUNDS[self][1]

    @property
    def is_follow_up(self) -> bool:
        return self is not Round.END

    def opens_on(self, last_day: date) -> date:
        return months_after(last_day, self.opens_after)


ROUNDS = {
    Round.END: (_l("At the end"), 0),
    Round.THREE_MONTHS: (_l("After three months"), 3),
    Round.SIX_MONTHS: (_l("After six months"), 6),
}
LONGEST_AGO = timedelta(days=366 + 6 * 31)  # no round of a cohort that ended before is still open


def months_after(day: date, months: int) -> date:
    """The same day of a later month; of a shorter month, its last."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


class About(StrEnum):
    COHORT = "cohort"
    LECTURER = "lecturer"
    EFFECT = "effect"

    @property
    def label(self):
        return ABOUTS[self]


ABOUTS = {
    About.COHORT: _l("The cohort as a whole"),
    About.LECTURER: _l("Each lecturer"),
    About.EFFECT: _l("What came of it"),
}


class Grade(StrEnum):
    EXCELLENT = "excellent"
    GOOD = "good"
    BELOW = "below"

    @property
    def label(self):
        return GRADES[self][0]

    @property
    def look(self) -> str:
        return GRADES[self][1]


GRADES = {
    Grade.EXCELLENT: (_l("Excellent"), "good"),
    Grade.GOOD: (_l("Good evaluation"), "good"),
    Grade.BELOW: (_l("Below good"), "wait"),
}
MARKS = (5, 4, 3, 2, 1)
LABELS = {
    5: _l("agree fully"),
    4: _l("agree"),
    3: _l("so-so"),
    2: _l("disagree"),
    1: _l("disagree fully"),
}
