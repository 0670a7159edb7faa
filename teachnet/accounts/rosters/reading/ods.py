"""LibreOffice, WPS and others: OpenDocument spreadsheets, read as a stream of XML events like xlsx."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from teachnet.accounts.rosters.codes import MAX_COLUMNS, FileCode, Unreadable
from teachnet.accounts.rosters.reading.grid import DATE, ERROR, NUMBER, TEXT, UNCACHED, Cell, Limits, Row, Sheet
from teachnet.accounts.rosters.reading.numbers import iso_day, number_text
from teachnet.accounts.rosters.reading.package import Package, attribute

CELLS = ("table-cell", "covered-table-cell")
NUMBERS = ("float", "currency", "percentage")
ERROR_TEXTS = ("#", "Err:")


def sheets_of(package: Package, limits: Limits) -> Iterator[Sheet]:
    events = DocumentEvents(limits)
    package.walk("content.xml", events.start, events.end, events.words)
    return iter(events.sheets)


@dataclass
class DocumentEvents:
    limits: Limits
    sheets: list[Sheet] = field(default_factory=list)
    hidden_styles: set[str] = field(default_factory=set)
    style: str = ""
    depth: int = 0  # of tables: one inside a cell is a picture of a table, not a sheet
    row: Row | None = None
    next_row: int = 1
    next_column: int = 1
    row_count: int = 1
    cell: dict[str, str] | None = None
    aside: int = 0  # inside a comment
    pieces: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._start_table(attributes)
        elif tag == "table-row" and self.depth == 1:
            self._start_row(attributes)
        elif tag in CELLS and self.depth == 1:
            self.cell = {"tag": tag} | {name.rpartition(":")[2]: value for name, value in attributes.items()}
            self.pieces.clear()
        elif tag == "annotation":
            self.aside += 1
        elif tag in ("p", "s", "tab", "line-break"):
            self._start_words(tag, attributes)
        elif tag == "style":
            self.style = attribute(attributes, "name")
        elif tag == "table-properties" and attribute(attributes, "display") == "false":
            self.hidden_styles.add(self.style)

    def end(self, tag: str) -> None:
        if tag == "table":
            self.depth -= 1
        elif tag == "table-row" and self.depth == 1:
            self._end_row()
        elif tag in CELLS and self.depth == 1:
            self._end_cell()
        elif tag == "annotation":
            self.aside -= 1

    def words(self, text: str) -> None:
        if self.cell is not None and not self.aside:
            self.pieces.append(text)

    def _start_words(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p" and self.pieces:
            self.words("\n")
        elif tag == "s":
            self.words(" " * min(_count(attributes, "c"), 1000))
        elif tag != "p":
            self.words({"tab": "\t", "line-break": "\n"}[tag])

    def _start_table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            hidden = attribute(attributes, "style-name") in self.hidden_styles
            self.sheets.append(Sheet(attribute(attributes, "name"), is_hidden=hidden))
            self.limits.take_sheets(len(self.sheets))
            self.next_row = 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        hidden = attribute(attributes, "visibility") in ("collapse", "filter")
        self.row, self.next_column = Row(self.next_row, {}, is_hidden=hidden), 1
        self.row_count = _count(attributes, "number-rows-repeated")

    def _end_row(self) -> None:
        row, self.row = self.row, None
        self.next_row += self.row_count
        for number in range(row.number, self.next_row):
            copy = Row(number, row.cells, row.is_hidden)
            if not self.limits.take(copy):
                return  # an empty row, however often it is repeated
            self.sheets[-1].rows.append(copy)

    def _end_cell(self) -> None:
        found, self.cell = self.cell, None
        if self.row is None or found is None:
            return
        count = _count(found, "number-columns-repeated")
        self._take_merged(found)
        cell = _cell(found, "".join(self.pieces))
        if cell.text or cell.is_formula:
            if cell.is_filled and self.next_column + count - 1 > MAX_COLUMNS:
                raise Unreadable(FileCode.OVER_LIMITS)
            for column in range(self.next_column, min(self.next_column + count, MAX_COLUMNS + 1)):
                self.row.cells[column] = cell
        self.next_column += count

    def _take_merged(self, found: dict[str, str]) -> None:
        rows, columns = _count(found, "number-rows-spanned"), _count(found, "number-columns-spanned")
        if rows > 1 or columns > 1:
            top, left = self.row.number, self.next_column
            self.sheets[-1].merged.append((top, left, top + rows - 1, left + columns - 1))


def _cell(found: dict[str, str], text: str) -> Cell:
    """`value-type` stands twice in newer files, as office: and as calcext:; only the latter says "error"."""
    kind, is_formula = found.get("value-type", ""), bool(found.get("formula"))
    if kind == "error" or (is_formula and text.startswith(ERROR_TEXTS)):
        return Cell(text, ERROR, is_formula)
    if kind in NUMBERS:
        return Cell(number_text(found.get("value", text)), NUMBER, is_formula)
    if kind == "date":
        return Cell(iso_day(found.get("date-value", text)), DATE, is_formula)
    if is_formula and not kind and not text:
        return Cell("", UNCACHED, True)
    return Cell(found.get("string-value", text), TEXT, is_formula)


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name) or attribute(attributes, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 1
