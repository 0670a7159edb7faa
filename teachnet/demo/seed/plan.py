"""The curriculum's lines about cohorts: their days, and how far their people are."""

from dataclasses import dataclass
from datetime import date, timedelta

from teachnet.training.chain import EnrolmentState

S = EnrolmentState

# How far the people of a cohort are, in shares.
CANCELLED_ON = -2  # the day a cohort of that phase is cancelled, from today
MIXES = {
    "done": {
        S.COMPLETED: 80,
        S.NOT_COMPLETED: 5,
        S.DROPPED_OUT: 3,
        S.REMOVED: 2,
        S.DECLINED: 4,
        S.REJECTED: 4,
        S.WITHDRAWN: 2,
    },
    "everybody": {S.COMPLETED: 94, S.NOT_COMPLETED: 2, S.DROPPED_OUT: 1, S.REMOVED: 1, S.DECLINED: 1, S.WITHDRAWN: 1},
    "running": {S.ARRIVED: 78, S.CONFIRMED: 6, S.RESERVE: 6, S.DECLINED: 4, S.REJECTED: 6},
    "confirming": {
        S.CONFIRMED: 50,
        S.ADMITTED: 26,
        S.OFFERED: 2,
        S.RESERVE: 10,
        S.DECLINED: 4,
        S.REJECTED: 5,
        S.WITHDRAWN: 3,
    },
    "deciding": {
        S.COUNTY_REVIEW: 32,
        S.CITY_REVIEW: 22,
        S.PROVISIONAL: 10,
        S.APPLIED: 8,
        S.RETURNED_TO_SCHOOL: 8,
        S.RETURNED_TO_TEACHER: 5,
        S.RETURNED_TO_COUNTY: 4,
        S.RESERVE: 4,
        S.REJECTED: 4,
        S.WITHDRAWN: 3,
    },
    "open": {S.APPLIED: 40, S.COUNTY_REVIEW: 34, S.CITY_REVIEW: 12, S.RETURNED_TO_TEACHER: 8, S.RETURNED_TO_SCHOOL: 6},
    "cancelled": {S.CANCELLED: 80, S.REJECTED: 10, S.WITHDRAWN: 10},
    "soon": {},
    "planned": {},
}


@dataclass(frozen=True)
class Plan:
    """One line of the curriculum about a cohort."""

    title: str
    starts: int
    days: int
    seats: int
    phase: str

    @classmethod
    def read(cls, line: str) -> "Plan":
        title, starts, days, seats, phase = (part.strip() for part in line.split("|"))
        return cls(title, int(starts), int(days), int(seats), phase)

    def dates(self, today: date) -> dict[str, date]:
        """The window is open now in an "open" cohort, and long over in one whose people confirm."""
        opens, closes, review = self.starts - 48, self.starts - 30, self.starts - 20
        if self.phase == "open":
            opens, closes, review = -11, 5, 16
        days = {
            "opens_on": opens,
            "closes_on": closes,
            "county_review_by": review,
            "confirm_by": self.starts - 6,
            "starts_on": self.starts,
            "ends_on": self.starts + self.days - 1,
        }
        return {name: today + timedelta(days=number) for name, number in days.items()}
