"""What every Excel file of ours keeps: rows are written as they come, and a cell is what it says, never a formula."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# For xlsxwriter: nothing is guessed from a text, and rows go to a file on the disk instead of being held.
SETTINGS = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def plain(text: str) -> str:
    """What begins like a formula is text: the apostrophe tells every spreadsheet, and importing removes it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class Heading(NamedTuple):
    """Of a column; it is so many characters wide."""

    text: str
    width: float


class Listing(NamedTuple):
    """A sheet whose lines begin at `top`, counted from nought."""

    book: xlsxwriter.Workbook
    sheet: Worksheet
    top: int


@contextmanager
def listing(
    file: BinaryIO, title: str, about: Sequence[str], columns: Sequence[Heading], *, fixed: int = 1
) -> Iterator[Listing]:
    """The title, a line for each thing that it is `about` (document number, date, filter), the heads of the columns.
    `fixed` columns stay in sight. When the block ends, the file is whole and at its beginning."""
    with xlsxwriter.Workbook(file, SETTINGS) as book:
        sheet = book.add_worksheet()
        big, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        sheet.write_string(0, 0, plain(title), big)
        for row, line in enumerate(about, start=1):
            sheet.write_string(row, 0, plain(line))
        head = len(about) + 2
        for number, column in enumerate(columns):
            sheet.write_string(head, number, plain(column.text), bold)
        sheet.freeze_panes(head + 1, fixed)
        yield Listing(book, sheet, head + 1)
    file.seek(0)
