"""Moments of a film as people write them: 2:18, 1:02:18, 138. Kept in milliseconds."""

import re
from datetime import timedelta

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import StopValidation

LONGEST = 24 * 3600 * 1000
_WRITTEN = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,4}):)?(\d{1,6}(?:\.\d{1,3})?)", re.ASCII)


def read_playtime(typed: str) -> int:
    """Milliseconds. Colons as a Chinese keyboard writes them are colons, too. Raises ValueError."""
    match = _WRITTEN.fullmatch(typed.strip().replace("：", ":").replace("．", "."))
    if match is None:
        raise ValueError(typed)
    hours, minutes, seconds = match.groups()
    has_minutes, has_hours = minutes is not None, hours is not None
    if (has_minutes and float(seconds) >= 60) or (has_hours and int(minutes) >= 60):
        raise ValueError(typed)
    length = timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=float(seconds))
    if length > timedelta(milliseconds=LONGEST):
        raise ValueError(typed)
    return round(length / timedelta(milliseconds=1))


def playtime(ms: int) -> str:
    """02:18 · 1:02:18 · 02:18.5; `read_playtime` gives the same moment back."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
    return f"{whole}.{rest:03}".rstrip("0") if rest else whole


class PlaytimeField(StringField):
    """A moment, typed; `data` is in milliseconds, or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data, self._unread = None, False
        if typed:
            try:
                self.data = read_playtime(typed)
            except ValueError:
                self._unread = True

    def pre_validate(self, form) -> None:
        if getattr(self, "_unread", False):
            raise StopValidation(_("Write a time like 2:18, minutes and seconds."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else playtime(self.data)
