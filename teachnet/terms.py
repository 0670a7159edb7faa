"""School terms: the autumn one from the first of August, the spring one from the first of February."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _


@dataclass(frozen=True)
class Term:
    first: date

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def after(self) -> "Term":
        return Term(date(self.first.year, 8, 1) if self.first.month == 2 else date(self.first.year + 1, 2, 1))

    @property
    def before(self) -> "Term":
        return term_of(self.first - timedelta(days=1))

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        if self.first.month == 2:
            return _("Spring %(year)s", year=self.first.year)
        return _("Autumn %(year)s", year=self.first.year)


def term_of(day: date) -> Term:
    if day.month >= 8:
        return Term(date(day.year, 8, 1))
    return Term(date(day.year, 2, 1) if day.month >= 2 else date(day.year - 1, 8, 1))


def terms_back_from(day: date, how_many: int = 4) -> list[Term]:
    """The newest first."""
    terms = [term_of(day)]
    while len(terms) < how_many:
        terms.append(terms[-1].before)
    return terms


def term_coded(code: str | None, day: date) -> Term:
    """One of those that can be chosen on this day; what is none of them is the one that runs."""
    terms = {term.code: term for term in terms_back_from(day)}
    return terms.get(code or "") or term_of(day)


@dataclass(frozen=True)
class SchoolYear:
    """Two terms: from the first of August of the year it `begins` in to the last of July."""

    begins: int

    @property
    def first(self) -> date:
        return date(self.begins, 8, 1)

    @property
    def last(self) -> date:
        return date(self.begins + 1, 7, 31)

    @property
    def label(self) -> str:
        return _("School year %(first)s–%(last)s", first=self.begins, last=self.begins + 1)

    def passed(self, day: date) -> float:
        """The share of it that is over on this day, from 0 to 1."""
        return min(1.0, max(0.0, (day - self.first).days / ((self.last - self.first).days + 1)))


def school_year_of(day: date) -> SchoolYear:
    return SchoolYear(day.year if day.month >= 8 else day.year - 1)


def school_years_around(day: date) -> list[SchoolYear]:
    """Those that can be chosen: the next one, this one and two before, the latest first."""
    this = school_year_of(day).begins
    return [SchoolYear(begins) for begins in (this + 1, this, this - 1, this - 2)]


def school_year_coded(code: str | None, day: date) -> SchoolYear:
    """One of those; what is none of them is the one that runs."""
    years = {str(year.begins): year for year in school_years_around(day)}
    return years.get(code or "") or school_year_of(day)
