"""The watch ledger: what a beat of the player is worth. Knows no database and no clock of its own.

A beat says "I played from here to there". Nothing in it is believed but that it arrived now. It is credited at most

- what it claims and was not credited before,
- the real time since the session's last beat × the fastest allowed rate, and 2 s of grace that is a loan, not a gift:
  what was lent is paid back before it is lent again, also across sessions.

Time that nobody claimed yet is kept for beats still on their way: for ten minutes of it while kept beats arrive in a
burst, for a few seconds otherwise. The time a beat took to play is used up by it, so an hour of honest watching leaves
nothing over for one beat that claims the rest.

Only the person's newest session is credited. What an older one plays is noted as covered, by the same rule.
All times are whole milliseconds.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from teachnet.spans import Spans, first, missing, total, united

GRACE = 2_000
LONGEST_GAP = 600_000  # offline for longer counts as this long
BURST = 10_000  # beats closer together than this belong to one burst
LIVE = 0.8  # of the time it takes to play: a beat that comes after that much is a live one
KEPT = 30_000  # unclaimed time that outlives a burst: a beat held up on its way
PAUSE = 30_000  # a beat in which nothing was played uses up to this much time: the pause was real
OVERRUN = 60_000  # a file may be a little longer than its unit says
HIGHEST_SEQ = 2**31 - 1
FASTEST_CLAIM = 100
MOST_SPANS = 500  # nobody watches in five hundred snippets


class Verdict(StrEnum):
    """What became of a beat, and why."""

    COUNTED = "counted"
    AGAIN = "again"
    TOO_FAST = "too_fast"
    CEILING = "ceiling"
    PAUSED = "paused"
    PAST_END = "past_end"
    SCATTERED = "scattered"
    OTHER_SESSION = "other_session"

    @property
    def label(self):
        return VERDICTS[self]


VERDICTS = {
    Verdict.COUNTED: _l("Counted."),
    Verdict.AGAIN: _l("This part was counted before."),
    Verdict.TOO_FAST: _l("Played faster than is counted; the surplus does not count."),
    Verdict.CEILING: _l("As much as is counted in an hour or a day is reached; this part can be counted later."),
    Verdict.PAUSED: _l("Paused: nothing to count."),
    Verdict.PAST_END: _l("Behind the end: nothing to count."),
    Verdict.SCATTERED: _l("Too many short snippets; watch in one go."),
    Verdict.OTHER_SESSION: _l("Not counted: you are studying in another window or on another device."),
}


@dataclass(frozen=True)
class Beat:
    seq: int
    start: int
    end: int
    rate: float


class Clock(Protocol):
    """One session of watching, as far as time is concerned."""

    heard: int  # when the last beat arrived, counted from the opening of the session; at first 0
    spare: int  # real time not yet claimed, for whatever beat comes next
    reserve: int  # the same, older: only for beats that were overtaken
    highest_seq: int
    debt: int  # how much of the grace is lent out


class Progress(Protocol):
    covered: Spans
    credited: Spans


@dataclass
class PlainClock:
    heard: int = 0
    spare: int = 0
    reserve: int = 0
    highest_seq: int = -1
    debt: int = 0


@dataclass
class PlainProgress:
    covered: Spans = field(default_factory=list)
    credited: Spans = field(default_factory=list)


@dataclass(frozen=True)
class Counted:
    verdict: Verdict
    covered: int = 0
    credited: int = 0


def read_beat(raw: Any, length: int) -> Beat | None:
    """A beat as it was sent; None when something in it is no number, or none that a player would send."""
    if not isinstance(raw, Mapping):
        return None
    seq, start, end, rate = (_number(raw.get(name)) for name in ("seq", "from", "to", "rate"))
    if seq is None or start is None or end is None or rate is None or not seq.is_integer():
        return None
    if not (0 <= seq <= HIGHEST_SEQ and 0 < rate <= FASTEST_CLAIM and 0 <= start <= end):
        return None
    if start < length / 1000 and end * 1000 > length + OVERRUN:
        return None
    return Beat(int(seq), to_ms(min(start, HIGHEST_SEQ / 1000)), to_ms(min(end, HIGHEST_SEQ / 1000)), rate)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def to_ms(seconds: float) -> int:
    return round(seconds * 1000)


def count(
    beat: Beat,
    clock: Clock,
    progress: Progress,
    *,
    at: int,
    length: int,
    max_rate: float,
    is_newest: bool,
    room: int | None = None,
) -> Counted:
    """Credit a beat of this session that has not been seen before, arrived `at` after its opening. `clock` and
    `progress` are changed. `room` is what the ceilings of the hour and the day leave; what was honestly played beyond
    them is covered, not credited."""
    waited = max(0, at - clock.heard)
    played = _played(beat, waited, max_rate)
    if waited > BURST and waited >= played * LIVE:  # one that came faster than it can be played had been kept
        _calm_down(clock)
    overtaken = beat.seq < clock.highest_seq
    sharing = overtaken or clock.spare > KEPT
    own = min(waited + clock.spare, LONGEST_GAP)
    time = own + (clock.reserve if overtaken else 0)
    grace = GRACE - clock.debt if is_newest else 0

    known = progress.credited if is_newest else progress.covered
    wanted = missing(known, beat.start, min(beat.end, length))
    pieces = first(wanted, int(time * max_rate) + grace)
    if len(known) + len(pieces) > MOST_SPANS and len(united(known, pieces)) > MOST_SPANS:
        return Counted(Verdict.SCATTERED)
    gained = total(pieces)

    left = time - math.ceil(gained / max_rate)
    if is_newest:
        left -= _settle(clock, gained, time, max_rate)
    if not sharing:
        left = min(left, time - played)
    left = max(0, left)
    clock.spare = min(own, left)
    if overtaken:
        clock.reserve = left - clock.spare
    clock.heard = max(clock.heard, at)
    clock.highest_seq = max(clock.highest_seq, beat.seq)

    covered = _cover(progress, pieces)
    if not is_newest:
        return Counted(Verdict.OTHER_SESSION, covered)
    credited = pieces if room is None else first(pieces, room)
    progress.credited = united(progress.credited, credited)
    if total(credited) < gained:
        return Counted(Verdict.CEILING, covered, total(credited))
    return Counted(_verdict(beat, length, total(wanted), gained), covered, gained)


def _cover(progress: Progress, pieces: Spans) -> int:
    """How much of them is new."""
    new = sum(total(missing(progress.covered, start, end)) for start, end in pieces)
    progress.covered = united(progress.covered, pieces)
    return new


def _calm_down(clock: Clock) -> None:
    """No burst any more: what is unclaimed beyond a few seconds is only for beats that were overtaken."""
    kept = min(clock.spare, KEPT)
    clock.reserve = min(LONGEST_GAP, clock.reserve + clock.spare - kept)
    clock.spare = kept


def _settle(clock: Clock, gained: int, time: int, max_rate: float) -> int:
    """Lend out grace, or pay it back; the real time the paying back takes."""
    overdrawn = gained - int(time * max_rate)
    if overdrawn >= 0:
        clock.debt += overdrawn
        return 0
    repaid = min(clock.debt, -overdrawn)
    clock.debt -= repaid
    return math.ceil(repaid / max_rate)


def _played(beat: Beat, waited: int, max_rate: float) -> int:
    """The real time this beat accounts for, at the speed it says it was played."""
    if beat.start == beat.end:
        return min(waited, PAUSE)
    return int((beat.end - beat.start) / min(beat.rate, max_rate))


def _verdict(beat: Beat, length: int, wanted: int, gained: int) -> Verdict:
    if gained < wanted:
        return Verdict.TOO_FAST
    if gained:
        return Verdict.COUNTED
    if beat.start >= length:
        return Verdict.PAST_END
    return Verdict.PAUSED if beat.start == beat.end else Verdict.AGAIN
