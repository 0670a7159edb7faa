"""From the sheets of a file to its people: which rows are people, what each cell says, and everything to be told."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date

from teachnet.accounts.rosters.cells import texts
from teachnet.accounts.rosters.cells.days import read_day
from teachnet.accounts.rosters.cells.id_numbers import read_id_number
from teachnet.accounts.rosters.cells.phones import read_phone
from teachnet.accounts.rosters.cells.reading import ALL_UNSEEN, EMPTY, Note, Reading, error
from teachnet.accounts.rosters.codes import MAX_ROWS, Code, FileCode, Level, Unreadable
from teachnet.accounts.rosters.columns import (
    GENDER,
    HONOUR,
    ID,
    NAME,
    ORGANISATION,
    PHONE,
    REMARK,
    REQUIRED,
    STAGE,
    STARTED,
    SUBJECT,
    TEMPLATE,
    TITLE,
    Header,
    column_of,
    find_header,
    looks_like_a_header,
)
from teachnet.accounts.rosters.findings import Entry, Finding, Roster
from teachnet.accounts.rosters.merged import MergedCells
from teachnet.accounts.rosters.reading.grid import ERROR, UNSEEN, Cell, Row, Sheet

Progress = Callable[[int, int], None]

PROGRESS_EVERY = 1000
TOTALS = re.compile("合计|总计|小计|共计|总人数")
FOOT = re.compile(r"[:：]|填[表报]|制表|审[核批]|负责人|签[字名章]|盖章|公章|说明|^注|年.*月.*日")
ERROR_TEXT = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)|Err:[0-9]{3}", re.ASCII)
LONGEST_ID_FREE_TOTAL = 15  # digits; a count may stand in the column of the ID, a number of a person may not


def check(
    sheets: list[Sheet], organisations: Container[str], today: date, progress: Progress = lambda done, of: None
) -> Roster:
    """`organisations` holds the full names that the importer may fill."""
    try:
        return _Checking(organisations, today, progress).roster_of(sheets)
    except Unreadable as refused:
        return refusal(refused)


def refusal(refused: Unreadable) -> Roster:
    roster = Roster(file_error=refused.code, error_row=refused.row, error_column=refused.column)
    if refused.code is FileCode.MALFORMED_TEXT and refused.row:
        roster.findings.append(Finding(refused.sheet, refused.row, "", Code.MALFORMED_TEXT, Level.ERROR))
    return roster


class _Checking:
    def __init__(self, organisations: Container[str], today: date, progress: Progress):
        self.today, self.progress = today, progress
        self.roster = Roster(read_on=today)
        self.owners: dict[str, dict[str, list[Entry]]] = {ID: defaultdict(list), PHONE: defaultdict(list)}
        self.refused: set[tuple[str, int]] = set()
        self.people: list[Entry] = []
        self.readers: dict[str, Callable[[Cell], Reading]] = {
            NAME: texts.read_name,
            ID: lambda cell: read_id_number(cell, today),
            PHONE: read_phone,
            ORGANISATION: lambda cell: texts.read_organisation(cell, organisations),
            GENDER: lambda cell: texts.read_choice(cell, texts.GENDERS),
            STAGE: lambda cell: texts.read_choice(cell, texts.STAGES),
            SUBJECT: lambda cell: texts.read_choice(cell, texts.SUBJECTS),
            TITLE: lambda cell: texts.read_choice(cell, texts.TITLES),
            HONOUR: texts.read_label,
            STARTED: lambda cell: read_day(cell, today),
            REMARK: lambda cell: texts.read_text(cell, texts.LONGEST_REMARK),
        }

    def roster_of(self, sheets: list[Sheet]) -> Roster:
        headed = list(self._headed(sheets))
        total = sum(len(sheet.rows) for sheet, _header in headed)
        done = 0
        for sheet, header in headed:
            self._tell_of_header(sheet, header)
            merged = MergedCells(sheet.merged, header.columns.values())
            for row in sheet.rows:
                if row.number > header.row:
                    self._take(sheet, header, merged, row)
                done += 1
                if done % PROGRESS_EVERY == 0:
                    self.progress(done, total)
        self.progress(total, total)
        self._tell_of_shared_numbers()
        return self._finished(sheets)

    def _headed(self, sheets: list[Sheet]) -> Iterator[tuple[Sheet, Header]]:
        filled = [sheet for sheet in sheets if sheet.rows]
        if not filled:
            raise Unreadable(FileCode.EMPTY)
        headers = [(sheet, find_header(sheet)) for sheet in filled]
        lacking = [(sheet, looks_like_a_header(sheet)) for sheet, header in headers if header is None]
        if all(header is None for _sheet, header in headers):
            sheet, missing = next(((sheet, missing) for sheet, missing in lacking if missing), (filled[0], []))
            code = FileCode.MISSING_COLUMN if missing else FileCode.NO_HEADER
            raise Unreadable(code, sheet=sheet.name, column="、".join(missing))
        for sheet in filled:
            if sheet.is_hidden:
                self._tell(sheet, None, "", Note(Code.HIDDEN_SHEET, Level.WARNING))
        for sheet, missing in lacking:
            if missing:
                self._tell(sheet, None, missing[0], Note(Code.MISSING_COLUMN, Level.WARNING))
        yield from ((sheet, header) for sheet, header in headers if header)

    def _tell_of_header(self, sheet: Sheet, header: Header) -> None:
        for name in header.unknown.values():
            self._tell(sheet, header.row, name, Note(Code.UNKNOWN_COLUMN, Level.WARNING))

    def _take(self, sheet: Sheet, header: Header, merged: MergedCells, row: Row) -> None:
        if not is_person(header, merged, row):
            self._tell(sheet, row.number, "", Note(Code.TOTALS_ROW, Level.WARNING))
            return
        self.roster.rows += 1
        if self.roster.rows > MAX_ROWS:
            raise Unreadable(FileCode.OVER_LIMITS)
        entry = Entry(sheet.name, row.number, {})
        self.people.append(entry)
        if row.is_hidden:
            self._tell(sheet, row.number, "", Note(Code.HIDDEN_ROW, Level.WARNING))
        missing = self._tell_of_raggedness(sheet, header, row)
        for name, column in header.columns.items():
            if name not in missing:
                self._take_cell(sheet, entry, name, row.cell(column), is_covered=merged.covers(row.number, column))

    def _take_cell(self, sheet: Sheet, entry: Entry, name: str, cell: Cell, *, is_covered: bool) -> None:
        reading = self._read(name, cell, is_covered)
        for note in reading.notes:
            self._tell(sheet, entry.row, name, note)
        if not reading.is_refused:
            entry.values[name] = reading.value
            if name in self.owners and reading.value:
                self.owners[name][reading.value].append(entry)

    def _read(self, name: str, cell: Cell, is_covered: bool) -> Reading:
        is_required = name in REQUIRED
        if is_covered:
            return Reading(None, (Note(Code.MERGED_CELL, Level.ERROR if is_required else Level.WARNING),))
        has_no_value = cell.is_formula and not cell.text.strip(UNSEEN)
        if cell.kind == ERROR or (has_no_value and is_required) or ERROR_TEXT.fullmatch(cell.text):
            return error(Code.FORMULA_ERROR, cell.text)
        reading = error(Code.MISSING_REQUIRED) if is_required else EMPTY
        if cell.is_filled:
            reading = self.readers[name](cell)
        if cell.is_formula and not has_no_value:
            return reading._replace(notes=(Note(Code.FORMULA_CACHED, Level.WARNING, cell.text[:100]), *reading.notes))
        return reading

    def _tell_of_raggedness(self, sheet: Sheet, header: Header, row: Row) -> set[str]:
        """In a text file: the columns of which this line has no cell at all."""
        if row.width is None or row.width == header.width:
            return set()
        missing = {name for name, column in header.columns.items() if column > row.width}
        too_short = next((name for name in REQUIRED if name in missing), "")
        too_long = any(column > (header.width or 0) and cell.is_filled for column, cell in row.cells.items())
        level = Level.ERROR if too_short or too_long else Level.WARNING
        self._tell(sheet, row.number, too_short, Note(Code.RAGGED_ROW, level, f"{row.width}/{header.width}"))
        return missing

    def _tell_of_shared_numbers(self) -> None:
        for name, code, level in (
            (ID, Code.ID_DUPLICATE_IN_FILE, Level.ERROR),
            (PHONE, Code.PHONE_DUPLICATE, Level.WARNING),
        ):
            for owners in self.owners[name].values():
                if len(owners) > 1:
                    for entry in owners:
                        others = _places(other for other in owners if other is not entry)
                        self._tell_entry(entry, name, Note(code, level, others))

    def _finished(self, sheets: list[Sheet]) -> Roster:
        tabs = {sheet.name: number for number, sheet in enumerate(sheets)}
        order = {name: number for number, name in enumerate(TEMPLATE)}
        self.roster.findings.sort(key=lambda told: (tabs[told.sheet], told.row or 0, order.get(told.column, -1)))
        self.roster.entries = [entry for entry in self.people if (entry.sheet, entry.row) not in self.refused]
        return self.roster

    def _tell(self, sheet: Sheet, row: int | None, column: str, note: Note) -> None:
        if note.level is Level.ERROR and row:
            self.refused.add((sheet.name, row))
        self.roster.findings.append(Finding(sheet.name, row, column, *note))

    def _tell_entry(self, entry: Entry, column: str, note: Note) -> None:
        self._tell(Sheet(entry.sheet), entry.row, column, note)


def is_person(header: Header, merged: MergedCells, row: Row) -> bool:
    """Totals, headings inside the list, repeated headers and lines at the foot are no people."""
    name_column, id_column = header.columns[NAME], header.columns[ID]
    name, number = row.cell(name_column), row.cell(id_column)
    hangs_from_above = any(merged.covers_from_above(row.number, column) for column in (name_column, id_column))
    if not name.is_filled and not number.is_filled:
        return hangs_from_above
    if merged.joins(row.number, name_column, id_column):
        return False
    if column_of(name.text) == NAME and column_of(number.text) == ID:
        return False
    if len(re.sub(r"[^0-9]", "", number.text)) >= LONGEST_ID_FREE_TOTAL:
        return True
    first = row.cell(min(column for column, cell in row.cells.items() if cell.is_filled))
    if any(TOTALS.match(ALL_UNSEEN.sub("", cell.text)) for cell in (first, name)):
        return False
    is_alone = sum(cell.is_filled for cell in row.cells.values()) == 1
    return not (is_alone and name.is_filled and FOOT.search(name.text))


def _places(entries: Iterable[Entry]) -> str:
    rows = [str(entry.row) for entry in entries]
    return ", ".join(rows[:5]) + ("…" if len(rows) > 5 else "")
