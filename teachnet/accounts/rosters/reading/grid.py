"""What every kind of file is read into: sheets of rows of cells, with the marks that no cell's text shows."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from teachnet.accounts.rosters.codes import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, FileCode, Unreadable

TEXT, NUMBER, DATE, ERROR, UNCACHED = "text", "number", "date", "error", "uncached"

BLANKS = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
INVISIBLE = (
    "\xad\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063"
    "\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufeff\uffa0"
)
UNSEEN = BLANKS + INVISIBLE
SEEN = re.compile(f"[^{re.escape(UNSEEN)}]")

Range = tuple[int, int, int, int]  # first row, first column, last row, last column; all from 1

ROOM_ABOVE = 10  # rows of title and header that a sheet may have beside its people


class Cell(NamedTuple):
    text: str
    kind: str = TEXT
    is_formula: bool = False

    @property
    def is_filled(self) -> bool:
        return SEEN.search(self.text) is not None or self.kind in (ERROR, UNCACHED)


NOTHING = Cell("")


@dataclass(slots=True)
class Row:
    number: int  # from 1, as the spreadsheet shows it
    cells: dict[int, Cell]  # by column, from 1; only those with something in them
    is_hidden: bool = False
    width: int | None = None  # how many cells the line of a text file has; a spreadsheet's row has no such number

    def cell(self, column: int) -> Cell:
        return self.cells.get(column, NOTHING)


@dataclass
class Sheet:
    name: str
    is_hidden: bool = False
    rows: list[Row] = field(default_factory=list)  # only those with a filled cell
    merged: list[Range] = field(default_factory=list)

    def texts(self) -> list[list[str]]:
        """Every line up to the last, so that their numbers are those of the spreadsheet, each as wide as the widest."""
        filled = {row.number: row for row in self.rows}
        columns = range(1, max((max(row.cells) for row in self.rows if row.cells), default=0) + 1)
        lines = range(1, max(filled, default=0) + 1)
        return [[filled[n].cell(c).text if n in filled else "" for c in columns] for n in lines]


class Limits:
    """Counts filled rows over a whole file, so that what is too large stops being read at once."""

    def __init__(self) -> None:
        self.rows = 0

    def take_sheets(self, count: int) -> None:
        if count > MAX_SHEETS:
            raise Unreadable(FileCode.OVER_LIMITS)

    def take(self, row: Row) -> bool:
        """Is there anything in this row? Borders drawn over a thousand empty rows are no rows."""
        filled = [column for column, cell in row.cells.items() if cell.is_filled]
        if not filled:
            return False
        self.rows += 1
        if max(filled) > MAX_COLUMNS or self.rows > MAX_ROWS + ROOM_ABOVE * MAX_SHEETS:
            raise Unreadable(FileCode.OVER_LIMITS)
        return True
