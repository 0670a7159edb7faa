"""A report on paper, with the header of the office: ready for the red seal."""

from collections.abc import Sequence
from pathlib import Path

from flask_babel import gettext as _

from teachnet.reports.sheet import Sheet
from teachnet.reports.showing import shown
from teachnet.reports.words import ColumnKind
from teachnet.web.typesetting import typeset

PAPER = Path(__file__).parent / "report.typ"


def paper(office: str, title: str, about: Sequence[str], sheet: Sheet) -> bytes:
    told = {
        "office": office,
        "title": title,
        "about": list(about),
        "columns": [{"label": str(one.label), "text": one.kind is ColumnKind.TEXT} for one in sheet.columns],
        "rows": [_told(sheet, row) for row in sheet.rows],
        "total": [_("All together"), *_told(sheet, sheet.total)[1:]],
        "page": _("Page"),
    }
    return typeset(PAPER, "report", told)


def _told(sheet: Sheet, row) -> list[str]:
    return [shown(column, value) for column, value in zip(sheet.columns, row, strict=True)]
