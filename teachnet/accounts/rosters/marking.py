"""Notes written into a stranger's xlsx without touching the rest of it: the bytes of its sheets are spliced.

Libraries that load and save a workbook lose what they do not know of it, and take a hundred times its size in memory.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] -- it comes without types

from teachnet.accounts.rosters.codes import Level, Unreadable
from teachnet.accounts.rosters.reading.package import Package
from teachnet.accounts.rosters.reading.xlsx import listed_sheets
from teachnet.accounts.rosters.reading.xlsx_sheet import column_number

if TYPE_CHECKING:
    from teachnet.accounts.rosters.returning import RowNotes, SheetNotes

LARGEST_PART = 64 << 20
UTF8 = re.compile(rb"(\xef\xbb\xbf)?<(\?xml(?![^>]*encoding)|\?xml[^>]*encoding=[\"']utf-8[\"']|[^?])", re.IGNORECASE)
STYLE = re.compile(rb'\ss="(\d+)"')
SPANS = re.compile(rb'\sspans="[^"]*"')
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Edit = tuple[int, int, int, bytes]  # from, to, order among those at one place, what comes there


class CannotMark(Exception):  # noqa: N818 -- not an error: the cells are written anew then
    """No xlsx, or one of an unusual build."""


def marked_xlsx(path: Path, notes: Mapping[str, "SheetNotes"], colours: Mapping[Level, str], title: str) -> bytes:
    try:
        with path.open("rb") as file:
            package = Package(file, path.stat().st_size)
            workbook = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "")
            relations = package.relations(workbook)
            parts = {name: relations[relation][1] for name, _state, relation in listed_sheets(package, workbook)[0]}
            styles_part = dict(relations.values()).get("styles", "")
        with ZipFile(path) as archive:
            return _spliced(archive, {parts[name]: own for name, own in notes.items()}, styles_part, colours, title)
    except (Unreadable, BadZipFile, KeyError, ValueError, expat.ExpatError, etree.XMLSyntaxError) as unusual:
        raise CannotMark from unusual


def _spliced(archive: ZipFile, sheets: Mapping[str, "SheetNotes"], styles_part: str, colours, title: str) -> bytes:
    styles = Styles(archive.read(styles_part), colours)
    changed = {part: _marked_sheet(archive.read(part), notes, styles, title) for part, notes in sheets.items()}
    changed[styles_part] = styles.as_bytes()
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry.filename, changed.get(entry.filename) or archive.read(entry))
    return target.getvalue()


class Styles:
    """The workbook's own looks, each also to be had with a coloured ground."""

    def __init__(self, xml: bytes, colours: Mapping[Level, str]):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        self._root = etree.fromstring(xml, parser)
        self._space = f"{{{etree.QName(self._root).namespace}}}"
        self._looks, fills = self._part("cellXfs"), self._part("fills")
        self._fills = {level: self._add_fill(fills, colour) for level, colour in colours.items()}
        self._made: dict[tuple[int, Level], int] = {}

    def coloured(self, style: int, level: Level) -> int:
        if (style, level) not in self._made:
            look = deepcopy(self._looks[style])
            look.set("fillId", str(self._fills[level]))
            look.set("applyFill", "1")
            self._looks.append(look)
            self._looks.set("count", str(len(self._looks)))
            self._made[style, level] = len(self._looks) - 1
        return self._made[style, level]

    def as_bytes(self) -> bytes:
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _part(self, name: str):
        found = self._root.find(self._space + name)
        if found is None or not len(found):
            raise CannotMark
        return found

    def _add_fill(self, fills, colour: str) -> int:
        pattern = etree.SubElement(etree.SubElement(fills, self._space + "fill"), self._space + "patternFill")
        pattern.set("patternType", "solid")
        etree.SubElement(pattern, self._space + "fgColor").set("rgb", f"FF{colour}")
        fills.set("count", str(len(fills)))
        return len(fills) - 1


def _marked_sheet(xml: bytes, notes: "SheetNotes", styles: Styles, title: str) -> bytes:
    if len(xml) > LARGEST_PART or not UTF8.match(xml):
        raise CannotMark
    events = _Splicing(xml, notes, styles, title)
    events.run()
    pieces, at = [], 0
    for start, end, _order, new in sorted(events.edits):
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])


@dataclass
class _Splicing:
    xml: bytes
    notes: "SheetNotes"
    styles: Styles
    title: str
    edits: list[Edit] = field(default_factory=list)
    row: int = 0
    row_at: int = 0
    prefix: str = ""
    cells: dict[int, tuple[int, int]] = field(default_factory=dict)  # column → where its element begins and ends

    def run(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.Parse(self.xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.row_at, self.prefix, self.cells = self.parser.CurrentByteIndex, name.removesuffix("row"), {}
        elif local == "c":
            if "r" not in attributes:
                raise CannotMark  # its place depends on those before it
            self.column = column_number(attributes["r"].rstrip("0123456789"))
            self.cells[self.column] = self.parser.CurrentByteIndex, 0

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self.cells[self.column] = self.cells[self.column][0], self._tag_end(self.parser.CurrentByteIndex)
        elif local == "row" and (self.row in self.notes.rows or self.row == self.notes.header_row) and self.cells:
            self._mark_row(self.notes.rows.get(self.row), self.parser.CurrentByteIndex)

    def _mark_row(self, told: "RowNotes | None", row_end: int) -> None:
        start, end = self.row_at, self._tag_end(self.row_at)
        self.edits.append((start, end, 0, SPANS.sub(b"", self.xml[start:end])))
        for column, level in (told.cells if told else {}).items():
            self._colour(column, level, row_end)
        text = told.text if told else ""
        if self.row == self.notes.header_row:
            text = "\n".join(part for part in (self.title, text) if part)
        style = self.styles.coloured(0, told.level) if told else 0
        self._put(self.notes.column, self._note(text, style), row_end)

    def _colour(self, column: int, level: Level, row_end: int) -> None:
        if column not in self.cells:
            look = self.styles.coloured(0, level)
            self._put(column, f'<{self.prefix}c r="{letters(column)}{self.row}" s="{look}"/>'.encode(), row_end)
            return
        start = self.cells[column][0]
        tag = self.xml[start : self._tag_end(start)]
        found = STYLE.search(tag)
        look = f' s="{self.styles.coloured(int(found[1]) if found else 0, level)}"'.encode()
        new = STYLE.sub(look, tag) if found else tag.replace(b" ", look + b" ", 1)
        self.edits.append((start, start + len(tag), 0, new))

    def _put(self, column: int, element: bytes, row_end: int) -> None:
        """In the order of columns; in place of an empty cell that only has a border."""
        if column in self.cells:
            self.edits.append((*self.cells[column], 0, element))
            return
        after = min((start for other, (start, _end) in self.cells.items() if other > column), default=row_end)
        self.edits.append((after, after, column - 1_000_000, element))

    def _note(self, text: str, style: int) -> bytes:
        plain, tag = escape(NO_XML.sub("", text)), self.prefix
        reference = f"{letters(self.notes.column)}{self.row}"
        return (
            f'<{tag}c r="{reference}" s="{style}" t="inlineStr"><{tag}is><{tag}t xml:space="preserve">{plain}</{tag}t>'
            f"</{tag}is></{tag}c>"
        ).encode()

    def _tag_end(self, start: int) -> int:
        return self.xml.index(b">", start) + 1


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
