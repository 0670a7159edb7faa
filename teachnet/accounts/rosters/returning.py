"""The file as it was sent, with a column that says what is wrong, and the cells in question coloured.

An xlsx keeps everything it had; other kinds come back as an xlsx of the same cells.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from flask_babel import gettext as _

from teachnet.accounts.rosters import words
from teachnet.accounts.rosters.codes import Level
from teachnet.accounts.rosters.columns import find_header
from teachnet.accounts.rosters.findings import Finding
from teachnet.accounts.rosters.marking import CannotMark, marked_xlsx
from teachnet.accounts.rosters.reading import apart
from teachnet.accounts.rosters.reading.grid import NUMBER, Cell, Row, Sheet

WORST_FIRST = (Level.ERROR, Level.WARNING, Level.CORRECTED)
COLOURS = {Level.ERROR: "F8CFCB", Level.WARNING: "FBE7B5", Level.CORRECTED: "D5E8F0"}
EXACT_DIGITS = 15
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass
class RowNotes:
    cells: dict[int, Level] = field(default_factory=dict)  # column → how bad
    said: list[tuple[Level, str]] = field(default_factory=list)

    @property
    def level(self) -> Level:
        return min((level for level, _said in self.said), key=WORST_FIRST.index)

    @property
    def text(self) -> str:
        return "\n".join(said for _level, said in sorted(self.said, key=lambda one: WORST_FIRST.index(one[0])))


@dataclass
class SheetNotes:
    name: str
    header_row: int
    column: int  # of the notes: behind the last that is filled
    rows: dict[int, RowNotes]


def with_notes(content: bytes, findings: list[Finding]) -> bytes:
    with TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder, "roster")
        path.write_bytes(content)
        sheets = apart.sheets_of(path)
        notes = {sheet.name: notes for sheet in sheets if (notes := _notes_of(sheet, findings))}
        try:
            return marked_xlsx(path, notes, COLOURS, _title())
        except CannotMark:
            return _rewritten(sheets, notes)


def _notes_of(sheet: Sheet, findings: Iterable[Finding]) -> SheetNotes | None:
    header = find_header(sheet)
    if header is None:
        return None
    by_header = {name: column for column, name in header.unknown.items()} | header.columns
    rows: dict[int, RowNotes] = defaultdict(RowNotes)
    for finding in findings:
        if finding.sheet == sheet.name:
            row = rows[finding.row or header.row]
            row.said.append((finding.level, _said(finding)))
            if (column := by_header.get(finding.column)) and row.cells.get(column) is not Level.ERROR:
                row.cells[column] = finding.level
    last = max(column for row in sheet.rows for column, cell in row.cells.items() if cell.is_filled)
    return SheetNotes(sheet.name, header.row, last + 1, rows)


def _said(finding: Finding) -> str:
    if not finding.column:
        return words.sentence(finding)
    return _("%(column)s: %(sentence)s", column=finding.column, sentence=words.sentence(finding))


def _title() -> str:
    return _("Notes of the import")


def _rewritten(sheets: list[Sheet], notes: dict[str, SheetNotes]) -> bytes:
    target = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        looks = {
            level: book.add_format({"bg_color": f"#{colour}", "num_format": "@"}) for level, colour in COLOURS.items()
        }
        plain = book.add_format({"num_format": "@"})
        for number, sheet in enumerate(sheets, 1):
            name = NO_SHEET_NAME.sub(" ", sheet.name)[:31] or f"Sheet{number}"
            _write_sheet(book.add_worksheet(name), sheet, notes.get(sheet.name), looks, plain)
    return target.getvalue()


def _write_sheet(target, sheet: Sheet, notes: SheetNotes | None, looks: dict, plain) -> None:
    for row in sheet.rows:
        told = notes.rows.get(row.number) if notes else None
        for column in sorted({*row.cells, *(told.cells if told else ())}):
            look = looks[told.cells[column]] if told and column in told.cells else plain
            _write_cell(target, row, column, look)
        if notes and row.number == notes.header_row:
            target.write_string(
                row.number - 1, notes.column - 1, "\n".join([_title(), *([told.text] if told else [])]), plain
            )
        elif told:
            target.write_string(row.number - 1, notes.column - 1, told.text, looks[told.level])


def _write_cell(target, row: Row, column: int, look) -> None:
    cell: Cell = row.cell(column)
    if cell.kind == NUMBER and len(cell.text) <= EXACT_DIGITS:
        target.write_number(row.number - 1, column - 1, float(cell.text))
    elif cell.text:
        target.write_string(row.number - 1, column - 1, harmless(cell.text), look)
    else:
        target.write_blank(row.number - 1, column - 1, None, look)


def harmless(text: str) -> str:
    """For a spreadsheet that may be saved as csv and opened again: what begins like a formula gets an apostrophe, which
    reading takes off."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
