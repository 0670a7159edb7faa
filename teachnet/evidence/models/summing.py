"""What the evidence of a teacher comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from teachnet.evidence.models.evidence import Evidence
from teachnet.evidence.words import EvidenceKind, EvidenceState

YEARS = 5  # practice within so many years counts: 教师〔2016〕3号 asks for six months in five years


@dataclass(frozen=True)
class Sum:
    """Of what is confirmed: `days` of practice within the last five years, certificates that have not run out."""

    days: int
    certificates: int


def summed(evidence: Iterable[Evidence], on: date) -> Sum:
    """As it stands on this day."""
    confirmed = [one for one in evidence if one.state is EvidenceState.CONFIRMED]
    practice = [(one.begins_on, one.ends_on) for one in confirmed if one.kind is EvidenceKind.PRACTICE and one.ends_on]
    good = [one for one in confirmed if one.kind is EvidenceKind.CERTIFICATE and (one.ends_on or on) >= on]
    return Sum(days_covered(practice, five_years_before(on), on), len(good))


def days_covered(spells: Iterable[tuple[date, date]], first: date, last: date) -> int:
    """Days from `first` to `last` that lie in one of the spells, both ends among them; each day once."""
    covered, after = 0, first
    for begins, ends in sorted(spells):
        begins, ends = max(begins, after), min(ends, last)
        if begins <= ends:
            covered += (ends - begins).days + 1
            after = ends + timedelta(days=1)
    return covered


def five_years_before(day: date) -> date:
    """The first of the days that count. From 29 February it is 1 March."""
    earlier = day.replace(day=28, year=day.year - YEARS) if (day.month, day.day) == (2, 29) else None
    return (earlier or day.replace(year=day.year - YEARS)) + timedelta(days=1)
