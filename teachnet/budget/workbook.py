"""The execution of budgets as an Excel file: the rows and sums of the page, below what they were asked by."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import sqlalchemy as sa
import xlsxwriter
from flask_babel import gettext as _

from teachnet.web.workbooks import SETTINGS, plain

WIDTHS = (40, 34, 22, 14, 16, 16, 16, 10)  # characters


def workbook(title: str, about: Sequence[str], rows: Iterable[sa.Row], whole: sa.Row) -> BytesIO:
    file = BytesIO()
    with xlsxwriter.Workbook(file, SETTINGS) as book:
        sheet = book.add_worksheet()
        big, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
        yuan = book.add_format({"num_format": "#,##0.00"})
        share = book.add_format({"num_format": "0.0%"})
        for number, width in enumerate(WIDTHS):
            sheet.set_column(number, number, width)
        sheet.write_string(0, 0, plain(title), big)
        for place, line in enumerate(about, start=1):
            sheet.write_string(place, 0, plain(line))
        top = len(about) + 2
        for number, text in enumerate(_heads()):
            sheet.write_string(top, number, text, bold)
        sheet.freeze_panes(top + 1, 1)
        place = top + 1
        for place, row in enumerate(rows, start=top + 1):
            texts = (row.cohort, row.programme, row.document_number, str(row.state.label))
            _write(sheet, place, texts, row, yuan, share)
        _write(sheet, place + 1, (_("All together"), "", "", ""), whole, yuan, share)
    file.seek(0)
    return file


def _heads() -> list[str]:
    money = [_("Ceiling, yuan"), _("Planned, yuan"), _("Spent, yuan"), _("Execution rate")]
    return [_("Cohort"), _("Programme"), _("Document number"), _("State"), *money]


def _write(sheet, place: int, texts: Sequence[str], row: sa.Row, yuan, share) -> None:
    for number, text in enumerate(texts):
        sheet.write_string(place, number, plain(text))
    for number, fen in enumerate((row.ceiling_fen, row.planned_fen, row.spent_fen), start=len(texts)):
        sheet.write_number(place, number, fen / 100, yuan)
    sheet.write_number(place, len(WIDTHS) - 1, row.spent_fen / row.planned_fen if row.planned_fen else 0, share)
