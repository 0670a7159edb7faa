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
