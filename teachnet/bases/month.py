"""A month as weeks of days, with what is on each: what a calendar page is made of."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from teachnet.training.models import Cohort

MONDAY = 0
YEARS = range(1901, 2100)


@dataclass(frozen=True)
class Day:
    on: date
    is_outside: bool  # of the month before or after
    cohorts: tuple[Cohort, ...]


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def read(cls, typed: str, otherwise: date) -> "Month":
        """2026-11; what is no month is that of the day given."""
        year, _dash, month = typed.partition("-")
        if not (year.isdecimal() and month.isdecimal() and len(typed) == len("2026-11")):
            return cls.of(otherwise)
        is_one = int(year) in YEARS and 1 <= int(month) <= 12
        return cls(int(year), int(month)) if is_one else cls.of(otherwise)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def dates(self) -> list[date]:
        """Whole weeks, from Monday on."""
        weeks = Calendar(MONDAY).monthdatescalendar(self.year, self.month)
        return [day for week in weeks for day in week]

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def before(self) -> "Month":
        return Month(self.year, self.month - 1) if self.month > 1 else Month(self.year - 1, 12)

    @property
    def after(self) -> "Month":
        return Month(self.year, self.month + 1) if self.month < 12 else Month(self.year + 1, 1)

    def days_with(self, cohorts: Sequence[Cohort]) -> list[Day]:
        return [
            Day(
                on=day,
                is_outside=day.month != self.month,
                cohorts=tuple(cohort for cohort in cohorts if cohort.starts_on <= day <= cohort.ends_on),
            )
            for day in self.dates
        ]
