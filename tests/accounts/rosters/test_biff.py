"""The marks of an xls, from records written by hand."""

import struct

import pytest

from teachnet.accounts.rosters.codes import Unreadable
from teachnet.accounts.rosters.reading.biff import marks_of


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<4H", 0x600, kind, 0, 0))


END = record(0x0A)


def workbook(*sheet: bytes, visibility: int = 0, kind: int = 0, globals_: bytes = b"") -> bytes:
    listed = record(0x85, struct.pack("<LBB", 0, visibility, kind) + b"\x01\x00a")
    head = begin(5) + globals_ + listed + END
    listed = record(0x85, struct.pack("<LBB", len(head), visibility, kind) + b"\x01\x00a")
    return begin(5) + globals_ + listed + END + begin(0x10) + b"".join(sheet) + END


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x06, struct.pack("<3H", row, column, 0) + result + b"\0" * 8)


def test_formulas_errors_hidden_rows_and_merged_ranges():
    (marks,) = marks_of(
        workbook(
            record(0x208, struct.pack("<6HL", 4, 0, 3, 255, 0, 0, 0x20)),
            record(0x208, struct.pack("<6HL", 5, 0, 3, 255, 0, 0, 0)),
            formula(1, 3, struct.pack("<d", 5.0)),
            formula(2, 3, b"\x02\0\x2a\0\0\0\xff\xff"),
            record(0x205, struct.pack("<3HBB", 3, 1, 0, 0x2A, 1)),
            record(0x205, struct.pack("<3HBB", 3, 2, 0, 1, 0)),
            record(0xE5, struct.pack("<5H", 1, 1, 4, 3, 3)),
        )
    )

    assert (marks.hidden_rows, marks.formulas, marks.errors) == ({5}, {(2, 4), (3, 4)}, {(3, 4), (4, 2)})
    assert (marks.merged, marks.is_hidden) == ([(2, 4, 5, 4)], False)


def test_a_chart_drawn_into_a_sheet_is_passed_over():
    chart = begin(0x20) + formula(9, 9, b"\0" * 8) + END

    (marks,) = marks_of(workbook(chart, formula(1, 0, b"\0" * 8), visibility=2))

    assert (marks.formulas, marks.is_hidden) == ({(2, 1)}, True)


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (workbook(globals_=record(0x2F, b"\0" * 6)), "encrypted"),
        (workbook(kind=1), "macros"),
        (workbook(kind=6), "macros"),
        (workbook()[:-2], "truncated"),
        (workbook()[:10], "truncated"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(stream, code):
    with pytest.raises(Unreadable) as refused:
        marks_of(stream)

    assert refused.value.code == code
