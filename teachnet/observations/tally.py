"""What a sheet shows at a glance: who was active for how long, and how often what happened. Times are milliseconds from
the beginning of the lesson."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teachnet.observations.models import ACTIVITIES, MOMENTS, LessonMark, MarkKind, ObservationSheet


@dataclass(frozen=True)
class Stretch:
    kind: MarkKind
    starts_ms: int
    ends_ms: int

    @property
    def length_ms(self) -> int:
        return self.ends_ms - self.starts_ms


@dataclass(frozen=True)
class Tally:
    stretches: Sequence[Stretch]
    moments: Sequence[tuple[MarkKind, int]]  # (what, at)
    ends_ms: int

    @property
    def lengths(self) -> dict[MarkKind, int]:
        """Milliseconds of each activity, also of those that did not occur."""
        spent = Counter()
        for stretch in self.stretches:
            spent[stretch.kind] += stretch.length_ms
        return {kind: spent[kind] for kind in ACTIVITIES}

    @property
    def watched_ms(self) -> int:
        return sum(stretch.length_ms for stretch in self.stretches)

    @property
    def counts(self) -> dict[MarkKind, int]:
        happened = Counter(kind for kind, _at in self.moments)
        return {kind: happened[kind] for kind in MOMENTS}

    @property
    def has_any(self) -> bool:
        return bool(self.stretches or self.moments)


def tally_of(sheet: ObservationSheet) -> Tally:
    marks = sheet.standing_marks
    return Tally(
        stretches_of(marks, sheet.ends_ms),
        [(mark.kind, mark.at_ms) for mark in marks if not mark.kind.lasts],
        sheet.ends_ms,
    )


def stretches_of(marks: Iterable[LessonMark], ends_ms: int) -> list[Stretch]:
    """Each activity until the next one, the last until the end. `marks` in the order of the lesson."""
    begun = [(mark.kind, mark.at_ms) for mark in marks if mark.kind.lasts]
    ends = [at for _kind, at in begun[1:]] + [ends_ms]
    return [Stretch(kind, at, end) for (kind, at), end in zip(begun, ends, strict=False) if end > at]
