"""A list of cases as an Excel file that opens safely anywhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from teachnet.db import CITY_TIME
from teachnet.training.columns import Column
from teachnet.training.models import Enrolment
from teachnet.web.labels import Labels
from teachnet.web.workbooks import SETTINGS, plain


def workbook(title: str, cases: Iterable[Enrolment], columns: Sequence[Column], *, about: Sequence[str]) -> BytesIO:
    """One sheet: the title, what it is `about` (document number, date, filter), a head, a row each. Rows are written
    as they come and not held."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, SETTINGS)
    sheet = book.add_worksheet()
    big, head, moment = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    )
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
    sheet.write_string(0, 0, plain(title), big)
    for row, line in enumerate(about, start=1):
        sheet.write_string(row, 0, plain(line))
    top = len(about) + 2
    for number, column in enumerate(columns):
        sheet.write_string(top, number, str(column.label), head)
    sheet.freeze_panes(top + 1, 0)
    labels = Labels()
    for row, case in enumerate(cases, start=top + 1):
        for number, column in enumerate(columns):
            value = column.value(case, labels)
            if isinstance(value, datetime):
                sheet.write_datetime(row, number, value.astimezone(CITY_TIME).replace(tzinfo=None), moment)
            elif value:
                sheet.write_string(row, number, plain(str(value)))
    book.close()
    file.seek(0)
    return file
