"""The words of a docx, pptx or xlsx in reading order, streamed: a tree of a 200 MB part would not fit."""

from collections.abc import Callable
from contextlib import suppress

from teachnet.files.checks.package import Package
from teachnet.files.checks.xml import attribute, read_xml
from teachnet.files.kinds import DOCX, PPTX, FileType
from teachnet.files.source import MAX_TEXT

BREAKS = {"p", "br", "cr"}
MAX_STRINGS = 5_000_000  # characters of a workbook's string table kept while its sheets are read


class Enough(Exception):  # noqa: N818 -- not an error: the reader has all it wants
    pass


class Page:
    """Collects words until there are enough."""

    def __init__(self):
        self.pieces: list[str] = []
        self.length = 0

    def write(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)
        if self.length > MAX_TEXT:
            raise Enough

    def __str__(self) -> str:
        lines = (line.strip() for line in "".join(self.pieces).splitlines())
        return "\n".join(line for line in lines if line)[:MAX_TEXT]


def office_text(package: Package, found: FileType) -> str:
    page = Page()
    read = {DOCX: _document, PPTX: _slides}.get(found, _sheets)
    with suppress(Enough):  # the beginning is what search and preview show
        read(package, page.write)
    return str(page)


def _document(package: Package, write: Callable[[str], None]) -> None:
    main = package.main_part()
    _read_words(package, main, write)
    relations = package.relations(main)
    for kind in ("diagramdata", "footnotes", "endnotes"):
        for relation in relations:
            if relation.kind == kind and not relation.is_external:
                _read_words(package, relation.target, write)


def _slides(package: Package, write: Callable[[str], None]) -> None:
    main = package.main_part()
    for slide in _in_order(package, main, "sldId"):
        _read_words(package, slide, write)
        for relation in package.relations(slide):
            if relation.kind in ("diagramdata", "notesslide") and not relation.is_external:
                _read_words(package, relation.target, write)


def _in_order(package: Package, main: str, element: str) -> list[str]:
    ids: list[str] = []

    def note(name: str, attributes: dict[str, str]) -> None:
        if name == element:
            # `id` is a number of its own; the reference is the prefixed one.
            ids.extend(value for key, value in attributes.items() if key.endswith(":id"))

    read_xml(package.read(main), start=note)
    targets = {relation.id: relation.target for relation in package.relations(main) if not relation.is_external}
    return [targets[found] for found in ids if targets.get(found, "").lower() in package.entries]


def _read_words(package: Package, part: str, write: Callable[[str], None]) -> None:
    """Words stand in `t` in Word, PowerPoint, drawings and formulas alike. A fallback says the same once more."""
    if part.lower() not in package.entries:
        return
    inside, skipped = [False], [0]  # how deep we are in something left out

    def start(name: str, attributes: dict[str, str]) -> None:
        is_number = name == "fld" and attribute(attributes, "type") == "slidenum"
        if skipped[0] or name == "Fallback" or is_number:
            skipped[0] += 1
        inside[0] = name == "t" and not skipped[0]
        if name == "tab":
            write("\t")

    def end(name: str) -> None:
        inside[0] = False
        skipped[0] = max(0, skipped[0] - 1)
        if name in BREAKS:
            write("\n")

    read_xml(package.read(part), start, end, lambda words: write(words) if inside[0] else None)


def _sheets(package: Package, write: Callable[[str], None]) -> None:
    main = package.main_part()
    tables = [relation.target for relation in package.relations(main) if relation.kind == "sharedstrings"]
    strings = _strings(package, tables[0]) if tables and tables[0].lower() in package.entries else []
    for sheet in _in_order(package, main, "sheet"):
        read = SheetReader(strings, write)
        read_xml(package.read(sheet), read.start, read.end, read.words)


def _strings(package: Package, part: str) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    state = {"inside": False, "sounds": False, "length": 0}

    def start(name: str, attributes: dict[str, str]) -> None:
        state["inside"] = name == "t" and not state["sounds"]
        if name == "rPh":  # how a name is pronounced, in Japanese workbooks
            state["sounds"] = True

    def end(name: str) -> None:
        state["inside"] = False
        if name == "rPh":
            state["sounds"] = False
        elif name == "si":
            strings.append("".join(pieces))
            pieces.clear()

    def words(words: str) -> None:
        if state["inside"]:
            pieces.append(words)
            state["length"] += len(words)
            if state["length"] > MAX_STRINGS:
                raise Enough

    with suppress(Enough):  # later cells that point further show nothing
        read_xml(package.read(part), start, end, words)
    return strings


class SheetReader:
    """Cells of a row with tabs between; a cell either holds its value or points into the string table."""

    def __init__(self, strings: list[str], write: Callable[[str], None]):
        self.strings, self.write = strings, write
        self.kind, self.inside, self.value = "", False, ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.kind, self.value = attributes.get("t", ""), ""
        self.inside = name in ("v", "t")

    def words(self, words: str) -> None:
        if self.inside:
            self.value += words

    def end(self, name: str) -> None:
        self.inside = False
        if name == "c":
            self.write(self._shown() + "\t")
        elif name == "row":
            self.write("\n")

    def _shown(self) -> str:
        if self.kind != "s":
            return self.value
        index = int(self.value) if self.value.isdecimal() and len(self.value) < 10 else -1
        return self.strings[index] if 0 <= index < len(self.strings) else ""
