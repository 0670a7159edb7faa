"""Excel 97–2003: values by calamine, marks by our own walk over the records."""

import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import olefile
import python_calamine as calamine

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading.biff import Marks, marks_of
from teachnet.accounts.rosters.reading.grid import DATE, ERROR, NUMBER, TEXT, Cell, Limits, Row, Sheet
from teachnet.accounts.rosters.reading.numbers import number_text

STREAMS = ("Workbook", "Book")
MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros")
SECTOR, LAST_SECTOR = 512, 0xFFFFFFFA


def sheets_of(path: Path, limits: Limits) -> Iterator[Sheet]:
    marks = marks_of(_workbook_stream(path))
    limits.take_sheets(len(marks))
    try:
        workbook = calamine.load_workbook(BytesIO(path.read_bytes()))  # by its name, it believes what the name says
    except calamine.PasswordError as locked:
        raise Unreadable(FileCode.ENCRYPTED) from locked
    except calamine.CalamineError as broken:
        raise Unreadable(FileCode.NOT_A_WORKBOOK) from broken
    worksheets = [about.name for about in workbook.sheets_metadata if about.typ == calamine.SheetTypeEnum.WorkSheet]
    for name, own in zip(worksheets, marks, strict=True):
        yield _sheet(name, workbook.get_sheet_by_name(name), own, limits)


def _workbook_stream(path: Path) -> bytes:
    try:
        with olefile.OleFileIO(str(path)) as container:
            if container.exists("EncryptedPackage"):
                raise Unreadable(FileCode.ENCRYPTED)
            stream = next((name for name in STREAMS if container.exists(name)), None)
            if any(container.exists(name) for name in MACROS):
                raise Unreadable(FileCode.MACROS)
            if stream is None:
                raise Unreadable(FileCode.UNSUPPORTED_TYPE)
            return container.openstream(stream).read()
    except OSError as broken:
        raise Unreadable(FileCode.TRUNCATED if _broke_off(path) else FileCode.NOT_A_WORKBOOK) from broken


def _broke_off(path: Path) -> bool:
    """Does the header speak of sectors behind the end of the file? (Its layout is that of [MS-CFB].)"""
    size = path.stat().st_size
    with path.open("rb") as file:
        header = file.read(SECTOR)
    if len(header) < SECTOR or size % SECTOR:
        return True
    listed = struct.unpack_from("<109L", header, 76)
    named = [*struct.unpack_from("<L", header, 48), *listed[: struct.unpack_from("<L", header, 44)[0]]]
    return any((sector + 2) * SECTOR > size for sector in named if sector < LAST_SECTOR)


def _sheet(name: str, values: calamine.CalamineSheet, marks: Marks, limits: Limits) -> Sheet:
    sheet = Sheet(name, is_hidden=marks.is_hidden, merged=marks.merged)
    if values.start is None:
        return sheet
    first_row, first_column = values.start
    for number, line in enumerate(values.iter_rows(), first_row + 1):
        cells = {}
        for column, value in enumerate(line, first_column + 1):
            at = number, column
            if value != "" or at in marks.errors or at in marks.formulas:
                cells[column] = _cell(value, at in marks.errors, at in marks.formulas)
        row = Row(number, cells, is_hidden=number in marks.hidden_rows)
        if limits.take(row):
            sheet.rows.append(row)
    return sheet


def _cell(value: str | float | bool | date | time | timedelta, is_error: bool, is_formula: bool) -> Cell:
    if is_error:
        return Cell(str(value), ERROR, is_formula)
    if isinstance(value, bool):
        return Cell(str(value).upper(), TEXT, is_formula)
    if isinstance(value, int | float):
        return Cell(number_text(float(value)), NUMBER, is_formula)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(day.isoformat(), DATE, is_formula)
    return Cell(str(value), TEXT, is_formula)
