"""Phones: a mobile of eleven digits, or a landline with its extension."""

import re

from teachnet.accounts.rosters.cells.reading import (
    ALL_UNSEEN,
    DASHES,
    EMPTY,
    PLACEHOLDER,
    QUOTES,
    Reading,
    cleaned,
    error,
    half_width,
    unforced,
)
from teachnet.accounts.rosters.codes import Code
from teachnet.accounts.rosters.reading.grid import NUMBER, Cell

MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
LANDLINE = re.compile(
    rf"(?:(?:\((?P<bracketed>{AREA})\)|(?P<area>{AREA}))-?(?P<number>[1-9][0-9]{{6,7}})|(?P<local>[2-9][0-9]{{6,7}}))"
    r"(?:(?:转|#|x|ext\.?|-|,|分机)(?P<extension>[0-9]{1,6}))?",
    re.ASCII | re.IGNORECASE,
)
POWER = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+?[0-9]{1,3}", re.ASCII)
COUNTRY = re.compile(r"^(\+86|0086|86(?=-?1[3-9][0-9]{9}$)|\(\+?86\))-?", re.ASCII)
WITH_FRACTION = re.compile(r"\.0+$")
SIGNS = re.compile(rf"[{re.escape(DASHES)}]")


def read_phone(cell: Cell) -> Reading:
    if MOBILE.fullmatch(cell.text):
        return Reading(cell.text)
    text = SIGNS.sub("-", ALL_UNSEEN.sub("", half_width(unforced(cell.text)))).strip(QUOTES)
    if PLACEHOLDER.fullmatch(text):
        return EMPTY
    if POWER.fullmatch(text):
        return error(Code.PHONE_DIGITS_LOST)
    phone = COUNTRY.sub("", WITH_FRACTION.sub("", text))
    if MOBILE.fullmatch(digits := phone.replace("-", "")):
        return cleaned(digits, cell.text)
    if cell.kind == NUMBER and len(phone) in (9, 10, 11) and LANDLINE.fullmatch(f"0{phone}"):
        return error(Code.PHONE_DIGITS_LOST)  # 05339990000 typed as a number: its 0 is gone
    if landline := LANDLINE.fullmatch(phone):
        return cleaned(_written(landline, cell.text), cell.text)
    return error(Code.PHONE_INVALID)


def _written(landline: re.Match, was: str) -> str:
    area, number = landline["bracketed"] or landline["area"], landline["number"] or landline["local"]
    tidy = "-".join(part for part in (area, number, landline["extension"]) if part)
    return was if was.replace("转", "-") == tidy else tidy
