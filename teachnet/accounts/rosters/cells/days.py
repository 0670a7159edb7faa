"""The day somebody began to work. Only what can be read one way is taken; the rest is asked about."""

import re
from datetime import date, timedelta

from teachnet.accounts.rosters.cells.reading import (
    DASHES,
    EMPTY,
    PLACEHOLDER,
    QUOTES,
    Note,
    Reading,
    error,
    half_width,
    unforced,
    visible,
)
from teachnet.accounts.rosters.codes import Code, Level
from teachnet.accounts.rosters.reading.grid import NUMBER, Cell
from teachnet.accounts.rosters.reading.numbers import day_of

EARLIEST = date(1940, 1, 1)
AHEAD = timedelta(days=366)  # somebody may be listed before they begin

BETWEEN = rf"\s*[{re.escape(DASHES)}./,、\s年月]\s*"
TIME = re.compile(r"[T\s]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?$", re.ASCII)
YEAR_FIRST = re.compile(rf"([0-9]{{4}}){BETWEEN}([0-9]{{1,2}})(?:{BETWEEN}([0-9]{{1,2}})\s*[日号]?|\s*月)?", re.ASCII)
YEAR_LAST = re.compile(rf"([0-9]{{1,2}}){BETWEEN}([0-9]{{1,2}}){BETWEEN}([0-9]{{4}})", re.ASCII)
SHORT_YEAR = re.compile(rf"[0-9]{{1,2}}{BETWEEN}[0-9]{{1,2}}(?:{BETWEEN}[0-9]{{1,2}}\s*[日号]?|\s*[月日号])?", re.ASCII)
IN_ONE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
MONTH_IN_ONE = re.compile(r"(19[4-9][0-9]|20[0-9]{2})(0[1-9]|1[0-2])", re.ASCII)
SHORT_IN_ONE = re.compile(r"[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", re.ASCII)
YEAR = re.compile(r"(19[4-9][0-9]|20[0-9]{2})年?", re.ASCII)
SERIAL = re.compile(r"[1-9][0-9]{4}(\.[0-9]+)?", re.ASCII)
ROUNDED = re.compile(r"[0-9]{4}\.1", re.ASCII)  # 2003.10 typed as a number: January or October


def read_day(cell: Cell, today: date) -> Reading:
    text = TIME.sub("", half_width(visible(unforced(cell.text))).strip(QUOTES)).strip()
    if PLACEHOLDER.fullmatch(text):
        return EMPTY
    day, is_as_written = _day(text, is_number=cell.kind == NUMBER)
    if isinstance(day, Code):
        return error(day)
    if not EARLIEST <= day <= today + AHEAD:
        return error(Code.DATE_IMPOSSIBLE)
    if is_as_written:
        return Reading(day)
    return Reading(day, (Note(Code.CLEANED, Level.CORRECTED, day.isoformat()),))


def _day(text: str, *, is_number: bool) -> tuple[date | Code, bool]:
    """The day, or why there is none; and whether all of it stood there."""
    if found := YEAR_FIRST.fullmatch(text):
        if is_number and ROUNDED.fullmatch(text):
            return Code.DATE_AMBIGUOUS, False
        return _date(found[1], found[2], found[3] or "1"), bool(found[3])
    if found := IN_ONE.fullmatch(text):
        return _date(*found.groups()), True
    if found := YEAR_LAST.fullmatch(text):
        return _year_last(*found.groups()), False
    if found := MONTH_IN_ONE.fullmatch(text):
        is_short_day = SHORT_IN_ONE.fullmatch(text)  # 200309 is also 9 March 2020
        return (Code.DATE_AMBIGUOUS if is_short_day else _date(found[1], found[2], "1")), False
    if SERIAL.fullmatch(text):
        return (day_of(text) if is_number else None) or Code.DATE_AMBIGUOUS, False
    if SHORT_YEAR.fullmatch(text) or SHORT_IN_ONE.fullmatch(text) or YEAR.fullmatch(text):
        return Code.DATE_AMBIGUOUS, False
    return Code.DATE_IMPOSSIBLE, False


def _year_last(first: str, second: str, year: str) -> date | Code:
    """25/9/2003 can be read one way only; 9/1/2003 is September here and January there."""
    if int(second) > 12 or first == second:
        return _date(year, first, second)
    return _date(year, second, first) if int(first) > 12 else Code.DATE_AMBIGUOUS


def _date(year: str, month: str, day: str) -> date | Code:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return Code.DATE_IMPOSSIBLE
