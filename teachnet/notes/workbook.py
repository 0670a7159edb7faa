"""Notes as an Excel file that opens safely anywhere."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from flask_babel import gettext as _

from teachnet.db import CITY_TIME
from teachnet.notes.models import Note
from teachnet.web.playtime import playtime
from teachnet.web.workbooks import SETTINGS, plain

WIDTHS = (34, 9, 9, 60, 16, 14, 26, 17, 9)


def workbook(lines: Iterable[tuple[Note, str]]) -> BytesIO:
    """A row for each `(note, title of its clip)`, and one below it for each answer."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, SETTINGS) as book:
        sheet = book.add_worksheet()
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        head = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, label in enumerate(_heads()):
            sheet.write_string(0, column, label, head)
        sheet.freeze_panes(1, 0)
        rows = (cells for note, title in lines for cells in _rows(note, title))
        for row, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, plain(cell), wrapped)
    file.seek(0)
    return file


def _heads() -> tuple[str, ...]:
    return (
        _("Clip"), _("Time in the clip"), _("Up to"), _("What you noticed"), _("Micro-skill"), _("Author of the note"),
        _("Who sees it"), _("Written at"), _("Reply"),
    )  # fmt: skip


def _rows(note: Note, title: str) -> Iterable[tuple[str, ...]]:
    at = playtime(note.starts_ms), playtime(note.ends_ms) if note.ends_ms else ""
    skill = str(note.skill.label) if note.skill else ""
    yield title, *at, note.text, skill, note.author.name, str(note.reach_label), _moment(note.made_at), ""
    for answer in note.replies:
        said = _moment(answer.made_at), _("Reply")
        yield title, *at, answer.text, skill, answer.author.name, str(note.reach_label), *said


def _moment(when) -> str:
    return when.astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M")
