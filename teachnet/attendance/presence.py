"""What the marks of one person at one meeting come to. Knows no table."""

from collections.abc import Iterable

from teachnet.attendance.words import BY_THE_HOST, Kind, Presence, Source

Said = tuple[Kind, Source, bool]  # in the order in which it was said


def presence_of(marks: Iterable[Said], *, asks_check_out: bool, on_leave: bool, is_over: bool) -> Presence:
    """The host has the last word; before that, a phone that checked in. Leave is for who was not there."""
    marks = list(marks)
    by_host = [present for kind, source, present in marks if source in BY_THE_HOST and kind is Kind.IN]
    is_in = by_host[-1] if by_host else any(kind is Kind.IN for kind, _source, _present in marks)
    if is_in:
        out_by_host = bool(by_host)  # who stands on the list was there to the end
        is_out = out_by_host or any(kind is Kind.OUT for kind, _source, _present in marks)
        return Presence.PRESENT if is_out or not asks_check_out or not is_over else Presence.LEFT_OPEN
    if on_leave:
        return Presence.ON_LEAVE
    return Presence.ABSENT if is_over else Presence.AHEAD
