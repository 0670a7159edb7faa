"""Text files: which encoding, which sign between the cells, and the records."""

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.columns import SEARCHED_ROWS, columns_named
from teachnet.accounts.rosters.reading.grid import Cell, Limits, Row, Sheet

CHUNK = 1 << 20
LONGEST_CELL = 131_072
LONGEST_LINE = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SEPARATORS = ",;\t|，；"
SELF_NAMED = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)  # Excel's own first line
DOS_END = "\x1a"  # how programs of the DOS years, FoxPro for one, end a text
CLOSING = "end of file"  # a line of our own behind the last one: inside a cell, a quote was never closed
UTF8_NAME = "姓名".encode()
ODD = bytes(sign for sign in range(1, 32) if sign not in b"\t\n\v\f\r\x1a")
MOSTLY_ODD = 0.05


def sheets_of(path: Path, limits: Limits) -> Iterator[Sheet]:
    encoding = encoding_of(path)
    separator = _separator(path, encoding)
    sheet = Sheet("")
    for number, record in enumerate(_records(path, encoding, separator), 1):
        cells = {column: Cell(text) for column, text in enumerate(record, 1) if text}
        row = Row(number, cells, width=len(record))
        if limits.take(row):
            sheet.rows.append(row)
    yield sheet


def encoding_of(path: Path) -> str:
    """Byte order mark, then strict UTF-8, then GB18030; for the whole file. Deciding by line or cell stores mojibake:
    1,920 Han characters have GBK bytes that are valid UTF-8."""
    head = next(_chunks(path), b"")
    marked = next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)
    if marked is None and any(b"\0" in chunk for chunk in _chunks(path)):
        raise _no_text(head)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        if _is_readable(path, encoding):
            return encoding
        if UTF8_NAME in head:  # it calls itself UTF-8, and a byte is broken
            break
    raise _no_text(head)


def _is_readable(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        found_nul = any("\0" in decoder.decode(chunk) for chunk in _chunks(path))
        return not found_nul and "\0" not in decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False


def _no_text(head: bytes) -> Unreadable:
    odd = len(head) - len(head.translate(None, ODD))
    return Unreadable(FileCode.NOT_A_WORKBOOK if odd > MOSTLY_ODD * len(head) else FileCode.MALFORMED_TEXT)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline="") as file:
        while line := file.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise Unreadable(FileCode.MALFORMED_TEXT)
            yield line


def _separator(path: Path, encoding: str) -> str:
    """The one that finds the header; else the one that stands most often."""
    first = list(islice(_lines(path, encoding), SEARCHED_ROWS * 5))
    if first and (named := SELF_NAMED.fullmatch(first[0])):
        return named[1]

    def fit(separator: str) -> tuple[int, int]:
        records = islice(csv.reader(first, delimiter=separator), SEARCHED_ROWS)
        named = max((len(columns_named(record)) for record in records), default=0)
        return named, sum(line.count(separator) for line in first)

    try:
        return max(SEPARATORS, key=fit)
    except csv.Error:
        return SEPARATORS[0]


def _records(path: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(chain(_lines(path, encoding), [CLOSING]), delimiter=separator)
    count, record = 0, []
    try:
        for record in reader:
            count += 1
            if record not in ([CLOSING], [DOS_END]):
                yield record
    except csv.Error as broken:
        raise Unreadable(FileCode.MALFORMED_TEXT, row=count + 1) from broken
    if record != [CLOSING]:
        raise Unreadable(FileCode.MALFORMED_TEXT, row=count)
