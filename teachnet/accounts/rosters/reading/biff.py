"""What an xls says beside its values: formulas, errors, hidden rows, merged ranges. A walk over its records (the
published [MS-XLS] layout), because the reader of the values leaves these out."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading.grid import Range

BOF, EOF, FILEPASS, BOUNDSHEET, ROW, FORMULA, BOOLERR, MERGED = 0x809, 0x0A, 0x2F, 0x85, 0x208, 0x06, 0x205, 0xE5
ZERO_HEIGHT = 0x20
WORKSHEET, MACRO_SHEET, MODULE = 0, 1, 6
ERROR_RESULT = b"\x02"


@dataclass
class Marks:
    is_hidden: bool
    hidden_rows: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)  # (row, column), from 1
    errors: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)

    def take(self, kind: int, body: bytes) -> None:
        if kind == ROW and len(body) >= 16:
            if struct.unpack_from("<L", body, 12)[0] & ZERO_HEIGHT:
                self.hidden_rows.add(_number(body, 0))
        elif kind == FORMULA and len(body) >= 14:
            at = _number(body, 0), _number(body, 2)
            self.formulas.add(at)
            if body[12:14] == b"\xff\xff" and body[6:7] == ERROR_RESULT:
                self.errors.add(at)
        elif kind == BOOLERR and len(body) >= 8 and body[7]:
            self.errors.add((_number(body, 0), _number(body, 2)))
        elif kind == MERGED:
            for at in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<4H", body, at)
                self.merged.append((top + 1, left + 1, bottom + 1, right + 1))


def marks_of(stream: bytes) -> list[Marks]:
    """One for each worksheet, in the order of the tabs."""
    found = []
    for kind, body in _substream(stream, 0):
        if kind == FILEPASS:
            raise Unreadable(FileCode.ENCRYPTED)
        if kind == BOUNDSHEET:
            at, visibility, sheet = struct.unpack_from("<LBB", body)
            if sheet in (MACRO_SHEET, MODULE):
                raise Unreadable(FileCode.MACROS)
            if sheet == WORKSHEET:
                found.append((at, Marks(is_hidden=bool(visibility & 3))))
    for at, marks in found:
        for kind, body in _substream(stream, at):
            marks.take(kind, body)
    return [marks for _at, marks in found]


def _substream(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records up to the end of this substream; charts drawn into a sheet are substreams of their own inside it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if not depth:
                return
        elif depth == 1:
            yield kind, body
        at += 4 + length
    raise Unreadable(FileCode.TRUNCATED)


def _number(body: bytes, at: int) -> int:
    return struct.unpack_from("<H", body, at)[0] + 1
