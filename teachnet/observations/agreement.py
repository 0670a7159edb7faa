"""How far two observers saw the same lesson, beyond what chance would give: Cohen's kappa (J. Cohen, A coefficient of
agreement for nominal scales, Educational and Psychological Measurement 20, 1960)."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from teachnet.observations.models import MarkKind
from teachnet.observations.tally import Stretch, Tally

UNIT = 10_000  # milliseconds: short enough for a question and its answer, long enough for a thumb


@dataclass(frozen=True)
class Agreement:
    """`pairs` counts what the first called one thing and the second called another, in units."""

    pairs: Counter[tuple[Hashable, Hashable]]

    @property
    def units(self) -> int:
        return self.pairs.total()

    @property
    def agreed(self) -> int:
        return sum(count for (first, second), count in self.pairs.items() if first == second)

    @property
    def by_chance(self) -> float:
        """The share of units in which two who guess would agree, each as often as they called it so."""
        first, second = Counter(), Counter()
        for (one, other), count in self.pairs.items():
            first[one] += count
            second[other] += count
        return sum(first[kind] * second[kind] for kind in first) / self.units**2

    @property
    def kappa(self) -> float | None:
        """From −1 to 1. None where it says nothing: no unit that both saw, or both saw one and the same thing only."""
        if not self.units or (chance := self.by_chance) == 1:
            return None
        return (self.agreed / self.units - chance) / (1 - chance)

    @property
    def in_words(self) -> str:
        """After J. R. Landis and G. G. Koch, Biometrics 33, 1977."""
        if self.kappa is None:
            return ""
        if self.kappa > 0.8:
            return _("almost complete")
        if self.kappa > 0.6:
            return _("substantial")
        if self.kappa > 0.4:
            return _("moderate")
        return _("fair") if self.kappa > 0.2 else _("slight")


def agreement_of(first: Sequence[Hashable], second: Sequence[Hashable]) -> Agreement:
    """Of two rows of names, unit by unit."""
    return Agreement(Counter(zip(first, second, strict=True)))


def compare(first: Tally, second: Tally) -> Agreement:
    """From where both have begun to where the first of them ended: in the middle of each unit, what was going on."""
    if not first.stretches or not second.stretches:
        return Agreement(Counter())
    begins = max(first.stretches[0].starts_ms, second.stretches[0].starts_ms)
    ends = min(first.ends_ms, second.ends_ms)
    middles = range(begins + UNIT // 2, ends, UNIT)
    return agreement_of(seen_at(first.stretches, middles), seen_at(second.stretches, middles))


def seen_at(stretches: Sequence[Stretch], times: Sequence[int]) -> list[MarkKind]:
    """Both in rising order; nothing lies before the first stretch."""
    found, here = [], 0
    for time in times:
        while here + 1 < len(stretches) and stretches[here + 1].starts_ms <= time:
            here += 1
        found.append(stretches[here].kind)
    return found
