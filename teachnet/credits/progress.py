"""How far somebody is towards what the rules ask for: figures for a picture, no table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from teachnet.credits.explaining import credits_shown, hours
from teachnet.credits.models import Measure, Requirement, RuleSet, Span, Standing, Way

Sum = tuple[int, Way, int, int]  # (year, way, minutes, credits)


@dataclass(frozen=True)
class Progress:
    """One requirement and what there is; `years` for one that is asked for in every year of the cycle."""

    requirement: Requirement
    reached: int
    standing: Standing

    @property
    def least(self) -> int:
        return self.requirement.least

    @property
    def unit(self) -> str:
        return str(self.requirement.measure.unit)

    @property
    def said(self) -> str:
        """5 of 48 credits"""
        return _(
            "%(reached)s of %(least)s %(unit)s",
            reached=shown(self.reached, self.requirement.measure),
            least=shown(self.least, self.requirement.measure),
            unit=self.unit,
        )


@dataclass(frozen=True)
class Year:
    """One year of the cycle: what it brought, and how it stands against what is asked for in every year."""

    year: int
    minutes: int
    credits: int
    least: int | None
    measure: Measure
    standing: Standing | None

    @property
    def value(self) -> int:
        return self.minutes if self.measure is Measure.HOURS else self.credits

    @property
    def said(self) -> str:
        return _(
            "%(credits)s credits · %(hours)s hours", credits=credits_shown(self.credits), hours=hours(self.minutes)
        )


def shown(value: int, measure: Measure) -> str:
    return hours(value) if measure is Measure.HOURS else credits_shown(value)


class Cycle:
    """The years of one cycle as somebody stands in them on a day."""

    def __init__(self, rules: RuleSet, sums: Sequence[Sum], day: date):
        self.rules, self.day = rules, day
        self.years_of_cycle = rules.cycle_of(day.year)
        self._sums = [one for one in sums if one[0] in self.years_of_cycle]

    @property
    def years(self) -> list[Year]:
        asked = self.rules.asked_each_year
        measure = asked.measure if asked else Measure.CREDITS
        return [self._year(year, asked, measure) for year in self.years_of_cycle]

    @property
    def scale(self) -> int:
        """What the longest bar stands for."""
        years = self.years
        return max([1, *(year.value for year in years), *(year.least or 0 for year in years)])

    @property
    def this_year(self) -> list[Progress]:
        return [self._progress(one, [self.day.year]) for one in self.rules.requirements if one.span is Span.YEAR]

    @property
    def whole(self) -> list[Progress]:
        return [self._progress(one, self.years_of_cycle) for one in self.rules.requirements if one.span is Span.CYCLE]

    def _year(self, year: int, asked: Requirement | None, measure: Measure) -> Year:
        minutes = sum(one[2] for one in self._sums if one[0] == year)
        credits = sum(one[3] for one in self._sums if one[0] == year)
        least = asked and asked.least
        standing = None
        if least is not None and year <= self.day.year:
            value = minutes if measure is Measure.HOURS else credits
            standing = self._standing(value, least, ended=year < self.day.year)
        return Year(year, minutes, credits, least, measure, standing)

    def _progress(self, requirement: Requirement, years: Collection[int]) -> Progress:
        ways = list(Way) if requirement.way is None else self.rules.ways_counted_as(requirement.way)
        counted = [one for one in self._sums if one[0] in years and one[1] in ways]
        in_hours = requirement.measure is Measure.HOURS
        reached = sum(minutes if in_hours else credits for _year, _way, minutes, credits in counted)
        return Progress(requirement, reached, self._standing(reached, requirement.least, ended=False))

    def _standing(self, value: int, least: int, *, ended: bool) -> Standing:
        if value >= least:
            return Standing.REACHED
        return Standing.BEHIND if ended else Standing.UNDER_WAY
