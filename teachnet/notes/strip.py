"""Where notes and chapters lie on a clip, in per cent of its length: what the picture above the list is drawn from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teachnet.accounts.models import Person
from teachnet.library.models import ResourceFile
from teachnet.notes.models import Note
from teachnet.notes.policy import is_own

LANES = 3  # stretches that overlap lie below one another, as far as there is room


@dataclass(frozen=True)
class Mark:
    note: Note
    start: float
    width: float  # 0: a moment
    lane: int
    is_own: bool

    @property
    def end(self) -> float:
        return self.start + self.width


@dataclass(frozen=True)
class Strip:
    length_ms: int
    marks: Sequence[Mark]
    cuts: Sequence[float]


def strip_of(clip: ResourceFile, notes: Iterable[Note], reader: Person | None) -> Strip:
    notes = list(notes)
    said = [note.ends_ms or note.starts_ms for note in notes]
    length = round((clip.file.seconds or 0) * 1000) or max(said, default=0) or 1
    cuts = [_percent(at, length) for at, _title in clip.version.chapters if 0 < at < length]
    return Strip(length, list(_laid(notes, length, reader)), cuts)


def _laid(notes: list[Note], length: int, reader: Person | None) -> Iterable[Mark]:
    free_from = [0] * LANES
    for note in notes:
        end = note.ends_ms or note.starts_ms
        lane = next((lane for lane, free in enumerate(free_from) if free <= note.starts_ms), 0)
        free_from[lane] = max(free_from[lane], end)
        start = _percent(note.starts_ms, length)
        yield Mark(note, start, round(_percent(end, length) - start, 2), lane, is_own(reader, note))


def _percent(at: int, length: int) -> float:
    return round(min(100, 100 * at / length), 2)
