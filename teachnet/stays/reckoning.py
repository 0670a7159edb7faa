"""How long people stayed, from the stays that were heard of: pure functions over moments."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from teachnet.accounts.models import Person
from teachnet.spans import Spans, total, united

SECOND, MINUTE = 1000, 60_000


class Window(NamedTuple):
    """What of a session counts. Who is early or stays on loses nothing and gains nothing."""

    begins: datetime
    ends: datetime

    @property
    def length(self) -> int:
        """In milliseconds, as all spans."""
        return self.clip(self.ends)

    def clip(self, moment: datetime) -> int:
        return round((min(max(moment, self.begins), self.ends) - self.begins).total_seconds() * SECOND)


@dataclass(frozen=True)
class Attended:
    """One person and one session: `spans` are the milliseconds from its beginning on in which they were there."""

    person: Person
    window: Window
    least_share: int
    has_signed_up: bool
    leads: bool = False
    spans: Spans = field(default_factory=list)

    @property
    def seconds(self) -> int:
        return total(self.spans) // SECOND

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def share(self) -> float:
        """In per cent, never rounded up over the line."""
        return total(self.spans) * 100 / self.window.length

    @property
    def is_enough(self) -> bool:
        return total(self.spans) * 100 >= self.least_share * self.window.length

    @property
    def by_rule(self) -> bool:
        """Do its hours count? Nobody vouches for themselves: the lead's do not."""
        return self.is_enough and not self.leads

    @property
    def bars(self) -> list[tuple[float, float]]:
        """(from, how long) of each span in per cent of the session, to be drawn."""
        whole = self.window.length
        return [(start * 100 / whole, (end - start) * 100 / whole) for start, end in self.spans]


def spans_of(window: Window, stays: Iterable[tuple[int, datetime, datetime]]) -> dict[int, Spans]:
    """(person, from, to) in any order, overlapping or not → the union for each person, within the window."""
    found = defaultdict(list)
    for person_id, began, ended in stays:
        start, end = window.clip(began), window.clip(ended)
        if start < end:
            found[person_id].append([start, end])
    return {person_id: united([], spans) for person_id, spans in found.items()}
