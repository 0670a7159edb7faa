"""A list of cases as an Excel file that opens safely anywhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from teachnet.db import CITY_TIME
from teachnet.training.columns import Column
from teachnet.training.models import Enrolment
from teachnet.web.labels import Labels
from teachnet.web.workbooks import Heading, listing, plain


def workbook(title: str, cases: Iterable[Enrolment], columns: Sequence[Column], *, about: Sequence[str]) -> BytesIO:
    """A row each, below what it is `about`. Rows are written as they come and not held."""
    file, heads = BytesIO(), [Heading(str(column.label), column.width) for column in columns]
    with listing(file, title, about, heads, fixed=0) as (book, sheet, top):
        moment, labels = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}), Labels()
        for row, case in enumerate(cases, start=top):
            for number, column in enumerate(columns):
                value = column.value(case, labels)
                if isinstance(value, datetime):
                    sheet.write_datetime(row, number, value.astimezone(CITY_TIME).replace(tzinfo=None), moment)
                elif value:
                    sheet.write_string(row, number, plain(str(value)))
    return file
