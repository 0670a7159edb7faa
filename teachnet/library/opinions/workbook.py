"""The figures as an Excel file: the same rows as on the page, with what they were asked by."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import sqlalchemy as sa
import xlsxwriter

from teachnet.library.opinions.columns import Column
from teachnet.web.workbooks import SETTINGS, plain

WIDTHS = (40, 12)  # characters: of the first column, of a figure


def workbook(title: str, about: str, head: str, rows: Iterable[sa.Row], columns: Sequence[Column]) -> BytesIO:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, SETTINGS)
    sheet = book.add_worksheet()
    big, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    sheet.set_column(0, 0, WIDTHS[0])
    sheet.set_column(1, len(columns), WIDTHS[1])
    sheet.write_string(0, 0, plain(title), big)
    sheet.write_string(1, 0, plain(about))
    for number, text in enumerate([head, *(str(column.label) for column in columns)]):
        sheet.write_string(3, number, text, bold)
    sheet.freeze_panes(4, 1)
    for place, row in enumerate(rows, start=4):
        sheet.write_string(place, 0, plain(row.label or "—"))
        for number, column in enumerate(columns, start=1):
            value = column.value(row)
            if value is not None:
                sheet.write_number(place, number, value)
    book.close()
    file.seek(0)
    return file
