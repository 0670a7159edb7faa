"""Excel since 2007. Read with a stream of XML events, because the rules ask for what value readers leave out: formulas
and their cached values, merged ranges, hidden rows, and whether digits are text or a number that has lost some."""

import re
from collections.abc import Iterator

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading.grid import Limits, Sheet
from teachnet.accounts.rosters.reading.package import Package, attribute
from teachnet.accounts.rosters.reading.xlsx_sheet import Book, read_sheet, unescaped

MACRO_SHEETS = {"xlMacrosheet", "xlIntlMacrosheet"}
BUILT_IN_DAYS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')  # of a number format: quoted, bracketed, escaped signs


def sheets_of(package: Package, limits: Limits) -> Iterator[Sheet]:
    workbook = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "")
    relations = package.relations(workbook)
    if MACRO_SHEETS & {kind for kind, _part in relations.values()}:
        raise Unreadable(FileCode.MACROS)
    listed, from_1904 = listed_sheets(package, workbook)
    limits.take_sheets(len(listed))
    parts = dict(relations.values())
    book = Book(_shared_strings(package, parts), _day_styles(package, parts), from_1904)
    for name, state, relation in listed:
        kind, part = relations.get(relation, ("", ""))
        if kind == "worksheet":
            yield read_sheet(package, part, Sheet(name, is_hidden=state != "visible"), book, limits)


def listed_sheets(package: Package, workbook: str) -> tuple[list[tuple[str, str, str]], bool]:
    listed, from_1904 = [], []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            name, state = attributes.get("name", ""), attributes.get("state", "visible")
            listed.append((name, state, attribute(attributes, "id")))
        elif tag == "workbookPr":
            from_1904.append(attributes.get("date1904") in ("1", "true", "on"))

    package.walk(workbook, start)
    return listed, any(from_1904)


def _shared_strings(package: Package, parts: dict[str, str]) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    is_text = is_phonetic = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal is_text, is_phonetic
        if tag == "t":
            is_text = not is_phonetic
        elif tag == "rPh":  # how a word is read aloud: not part of it
            is_phonetic = True
        elif tag == "si":
            pieces.clear()

    def end(tag: str) -> None:
        nonlocal is_text, is_phonetic
        if tag == "t":
            is_text = False
        elif tag == "rPh":
            is_phonetic = False
        elif tag == "si":
            strings.append(unescaped("".join(pieces)))

    def words(text: str) -> None:
        if is_text:
            pieces.append(text)

    if "sharedStrings" in parts:
        package.walk(parts["sharedStrings"], start, end, words)
    return strings


def _day_styles(package: Package, parts: dict[str, str]) -> set[str]:
    """The numbers of the cell styles that show a number as a day."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    is_cell_style = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_cell_style
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs"):
            is_cell_style = tag == "cellXfs"
        elif tag == "xf" and is_cell_style:
            styles.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal is_cell_style
        if tag == "cellXfs":
            is_cell_style = False

    if "styles" in parts:
        package.walk(parts["styles"], start, end)
    return {str(number) for number, format_id in enumerate(styles) if _shows_a_day(format_id, formats)}


def _shows_a_day(format_id: str, formats: dict[str, str]) -> bool:
    if format_id in formats:
        shown = NOT_SHOWN.sub("", formats[format_id].casefold())
        return any(sign in shown for sign in "yd") or ("m" in shown and "h" not in shown and "s" not in shown)
    return format_id.isdecimal() and int(format_id) in BUILT_IN_DAYS
