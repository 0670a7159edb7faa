"""What the standard allows, in whole fen. Knows nothing of tables; its tests were worked out by hand."""

from dataclasses import dataclass

HALF_DAY_MINUTES = 4 * 60  # a lecture is paid for at most four hours of a half-day


@dataclass(frozen=True)
class Ceiling:
    """People × days at the rate of a person-day; days beyond so many count for less."""

    people: int
    days: int
    rate_fen: int
    beyond_after: int = 30
    beyond_percent: int = 70

    @property
    def full_days(self) -> int:
        return min(self.days, self.beyond_after)

    @property
    def days_beyond(self) -> int:
        return self.days - self.full_days

    @property
    def fen(self) -> int:
        """Rounded once, at the end and down: nobody gets a fen that the standard does not give."""
        hundredths = self.full_days * 100 + self.days_beyond * self.beyond_percent
        return self.people * self.rate_fen * hundredths // 100


def fee_allowed(cap_fen: int, minutes: int) -> int:
    """The most a lecture of so many minutes is paid, after tax."""
    return cap_fen * minutes // 60


def yuan(fen: int | None) -> str:
    """1,234.56"""
    if fen is None:
        return "—"
    whole, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}{whole:,}.{rest:02}"
