"""The attendance sheet as an Excel file: people by meetings, as on the page, and the hours of each."""

from collections.abc import Sequence
from io import BytesIO

from flask_babel import gettext as _

from teachnet.attendance.sheet import Sheet
from teachnet.web.filters import clock, month_day
from teachnet.web.workbooks import Heading, listing, plain

HOUR = 60  # minutes
WHO, SCHOOL, MEETING, SUM = 14, 34, 11, 10  # characters


def workbook(title: str, about: Sequence[str], sheet: Sheet) -> BytesIO:
    """A sign in each square, hours as numbers one can reckon with."""
    file = BytesIO()
    meetings = [Heading(f"{month_day(one.begins_at)} {clock(one.begins_at)}", MEETING) for one in sheet.meetings]
    heads = [Heading(_("Name"), WHO), Heading(_("School"), SCHOOL), *meetings, Heading(_("Hours"), SUM)]
    with listing(file, title, about, heads) as (book, page, top):
        hours = book.add_format({"num_format": "0.0"})
        for row, line in enumerate(sheet.lines, start=top):
            texts = (line.case.teacher.name, line.case.school.name, *(square.presence.sign for square in line.squares))
            for column, text in enumerate(texts):
                page.write_string(row, column, plain(text))
            page.write_number(row, len(texts), line.minutes / HOUR, hours)
    return file
