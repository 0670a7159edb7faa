"""A report as an Excel file: the rows and sums of the page, below what they are of."""

from collections.abc import Sequence
from io import BytesIO

from flask_babel import gettext as _

from teachnet.reports.sheet import Column, Sheet, Value
from teachnet.reports.words import ColumnKind
from teachnet.web.workbooks import Heading, listing, plain

PARTS = {ColumnKind.HOURS: 60, ColumnKind.YUAN: 100}  # of what is kept, to one of what is shown
FORMATS = {
    ColumnKind.HOURS: "#,##0.0",
    ColumnKind.YUAN: "#,##0.00",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.COUNT: "#,##0",
}
WIDE, NARROW = 34, 14  # characters


def workbook(title: str, about: Sequence[str], sheet: Sheet) -> BytesIO:
    file = BytesIO()
    heads = [Heading(str(column.label), WIDE if column.kind is ColumnKind.TEXT else NARROW) for column in sheet.columns]
    with listing(file, title, about, heads) as (book, page, top):
        looks = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        for place, row in enumerate([*sheet.rows, _named(sheet.total)], start=top):
            for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                _write(page, place, number, column, value, looks)
    return file


def _named(total: Sequence[Value]) -> list[Value]:
    return [_("All together"), *total[1:]]


def _write(page, place: int, number: int, column: Column, value: Value, looks) -> None:
    if column.kind is ColumnKind.TEXT:
        page.write_string(place, number, plain(str(value or "")))
    elif value is not None:
        page.write_number(place, number, value / PARTS.get(column.kind, 1), looks[column.kind])
