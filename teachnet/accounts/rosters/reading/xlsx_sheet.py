"""One sheet of an xlsx, event by event."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from teachnet.accounts.rosters.reading.grid import DATE, ERROR, NUMBER, TEXT, UNCACHED, Cell, Limits, Range, Row, Sheet
from teachnet.accounts.rosters.reading.numbers import day_of, iso_day, number_text
from teachnet.accounts.rosters.reading.package import Package

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Book(NamedTuple):
    """What the sheets of one workbook share."""

    strings: list[str]
    day_styles: set[str]
    from_1904: bool


def read_sheet(package: Package, part: str, sheet: Sheet, book: Book, limits: Limits) -> Sheet:
    events = SheetEvents(sheet, book, limits)
    package.walk(part, events.start, events.end, events.words)
    return sheet


@dataclass
class SheetEvents:
    sheet: Sheet
    book: Book
    limits: Limits
    row: Row | None = None
    column: int = 0
    last_row: int = 0
    kind: str = ""
    style: str = ""
    is_formula: bool = False
    has_value: bool = False
    is_phonetic: bool = False
    is_text: bool = False
    pieces: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self.is_text = self.has_value = True
        elif tag == "t":
            self.is_text = not self.is_phonetic
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self.is_formula = True
        elif tag == "rPh":
            self.is_phonetic = True
        elif tag == "mergeCell" and (merged := cell_range(attributes.get("ref", ""))):
            self.sheet.merged.append(merged)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):
            self.is_text = False
        elif tag == "row":
            if self.row is not None and self.limits.take(self.row):
                self.sheet.rows.append(self.row)
            self.row = None
        elif tag == "rPh":
            self.is_phonetic = False

    def words(self, text: str) -> None:
        if self.is_text:
            self.pieces.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.last_row = int(number) if number.isdecimal() else self.last_row + 1
        hidden = attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0"
        self.row, self.column = Row(self.last_row, {}, is_hidden=hidden), 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.column = self._column(attributes.get("r", ""))
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.is_formula = self.has_value = self.is_text = False
        self.pieces.clear()

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if not letters:
            return self.column + 1
        if letters not in self.columns:
            self.columns[letters] = column_number(letters)
        return self.columns[letters]

    def _end_cell(self) -> None:
        if self.row is None:
            return
        text = "".join(self.pieces)
        if text or self.is_formula:
            self.row.cells[self.column] = self._cell(text)

    def _cell(self, text: str) -> Cell:
        if self.kind == "s":
            return Cell(self.book.strings[int(text)], TEXT, self.is_formula)
        if self.kind == "e":
            return Cell(text, ERROR, self.is_formula)
        if self.is_formula and not text and (self.kind != "str" or not self.has_value):
            return Cell("", UNCACHED, True)  # "" as the result of a formula is kept as t="str" with an empty v
        if self.kind == "n":
            return self._number(text)
        if self.kind == "b":
            return Cell({"1": "TRUE", "0": "FALSE"}.get(text, text), TEXT, self.is_formula)
        if self.kind == "d":
            return Cell(iso_day(text), DATE, self.is_formula)
        return Cell(unescaped(text), TEXT, self.is_formula)

    def _number(self, text: str) -> Cell:
        if self.style in self.book.day_styles and (day := day_of(text, from_1904=self.book.from_1904)):
            return Cell(day.isoformat(), DATE, self.is_formula)
        return Cell(number_text(text), NUMBER, self.is_formula)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.strip("$").upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_range(reference: str) -> Range | None:
    """D2:E5 → (2, 4, 5, 5)."""
    ends = [REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or not all(ends):
        return None
    (first_column, first_row), (last_column, last_row) = (end.groups() for end in ends)
    return int(first_row), column_number(first_column), int(last_row), column_number(last_column)


def unescaped(text: str) -> str:
    """_x000D_ is how a carriage return is written in these files."""
    return ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(escaped: re.Match) -> str:
    number = int(escaped[1], 16)
    return chr(number) if number and not 0xD800 <= number <= 0xDFFF else ""  # no database stores those
