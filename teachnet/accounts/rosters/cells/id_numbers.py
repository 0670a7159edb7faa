"""Identity numbers: 18 signs with a check digit, or the 15 digits of before 1999."""

import re
from datetime import date

from stdnum.iso7064 import mod_11_2

from teachnet.accounts.rosters.cells.reading import (
    ALL_UNSEEN,
    DASHES,
    QUOTES,
    Note,
    Reading,
    cleaned,
    error,
    half_width,
    unforced,
)
from teachnet.accounts.rosters.codes import Code, Level
from teachnet.accounts.rosters.reading.grid import NUMBER, Cell

YOUNGEST, OLDEST = 16, 80
KEPT_DIGITS = 15  # of any number in a spreadsheet; the rest became zeros
PLAIN = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
POWER = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+?[0-9]{1,3}", re.ASCII)
WITH_FRACTION = re.compile(r"([0-9]+)\.0+", re.ASCII)
DIGITS = re.compile(r"[0-9]+X?", re.ASCII)
WRONG_END = re.compile(r"[0-9]{17}[A-Z]", re.ASCII)
HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LOOK_ALIKE = str.maketrans("OOQDIL|", "0000111")
SIGNS = re.compile(rf"[{re.escape(DASHES)}]")


def read_id_number(cell: Cell, today: date) -> Reading:
    if PLAIN.fullmatch(cell.text) and cell.kind != NUMBER:
        return _judge(cell.text, today) or Reading(cell.text)
    if cell.kind == NUMBER and len(cell.text.lstrip("-")) > KEPT_DIGITS:
        return error(Code.ID_STORED_AS_NUMBER)
    number = SIGNS.sub("", ALL_UNSEEN.sub("", half_width(unforced(cell.text)))).strip(QUOTES).upper()
    if POWER.fullmatch(number) or POWER.fullmatch(ALL_UNSEEN.sub("", half_width(cell.text)).strip(QUOTES)):
        return error(Code.ID_STORED_AS_NUMBER)
    if fraction := WITH_FRACTION.fullmatch(number):
        number = fraction[1]
        if len(number) > KEPT_DIGITS:
            return error(Code.ID_STORED_AS_NUMBER)
    if not DIGITS.fullmatch(number):
        return error(_what_it_is_instead(number))
    return _judge(number, today) or cleaned(number, cell.text)


def _what_it_is_instead(number: str) -> Code:
    letters = [sign for sign in number if not sign.isascii()]
    if any(not HAN.match(sign) for sign in letters):
        return Code.ID_CONFUSABLE
    guess = number.translate(LOOK_ALIKE)
    if guess != number and (PLAIN.fullmatch(guess) or re.fullmatch(r"[0-9]{15}", guess, re.ASCII)):
        return Code.ID_CONFUSABLE
    return Code.ID_CHECK_DIGIT if WRONG_END.fullmatch(number) else Code.ID_FOREIGN_DOCUMENT


def _judge(number: str, today: date) -> Reading | None:
    """What is wrong or old about a number of the right signs; nothing when it is a good one."""
    if len(number) == 15 and number.isdecimal():
        if birthday(f"{number[:6]}19{number[6:]}") is None:
            return error(Code.ID_IMPOSSIBLE_DATE)
        modern = modernised(number)
        return Reading(modern, (Note(Code.ID_OLD_15_DIGIT, Level.WARNING, modern),))
    if len(number) != 18:
        return error(Code.ID_LENGTH, str(len(number)))
    born = birthday(number)
    if born is None:
        return error(Code.ID_IMPOSSIBLE_DATE, f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    if not YOUNGEST <= _age(born, today) <= OLDEST:
        return error(Code.ID_AGE_OUT_OF_RANGE, born.isoformat())
    if mod_11_2.calc_check_digit(number[:-1]) != number[-1]:
        return error(Code.ID_CHECK_DIGIT)
    return None


def birthday(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def modernised(number: str) -> str:
    """The 18 signs that replaced 15 digits: the century, and a check digit. One person, one number."""
    longer = f"{number[:6]}19{number[6:]}"
    return longer + mod_11_2.calc_check_digit(longer)


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
