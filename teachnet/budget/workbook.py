"""The execution of budgets as an Excel file: the rows and sums of the page, below what they were asked by."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.web.workbooks import Heading, listing, plain

WIDTHS = (40, 34, 22, 14, 16, 16, 16, 10)  # characters


def workbook(title: str, about: Sequence[str], rows: Iterable[sa.Row], whole: sa.Row) -> BytesIO:
    file, heads = BytesIO(), [Heading(text, width) for text, width in zip(_heads(), WIDTHS, strict=True)]
    with listing(file, title, about, heads) as (book, sheet, top):
        yuan, share = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "0.0%"})
        place = top - 1
        for place, row in enumerate(rows, start=top):
            texts = (row.cohort, row.programme, row.document_number, str(row.state.label))
            _write(sheet, place, texts, row, yuan, share)
        _write(sheet, place + 1, (_("All together"), "", "", ""), whole, yuan, share)
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
