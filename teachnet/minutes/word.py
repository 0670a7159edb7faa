"""The minutes as a Word file, which offices pass on and file."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from flask_babel import gettext as _

from teachnet.minutes.models import ActionItem, EntryKind
from teachnet.minutes.record import Record

LETTER = "宋体"  # Word asks for the name of its own; elsewhere the like is taken


def word_file(record: Record) -> bytes:
    document = Document()
    usual = document.styles["Normal"]
    usual.font.name, usual.font.size = "Times New Roman", Pt(12)
    usual.element.rPr.rFonts.set(qn("w:eastAsia"), LETTER)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(record.title)
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph(record.sitting).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _table(document, record.facts)
    _items(document, record, _("From earlier sittings"), record.carried)
    _heading(document, _("Minutes of the session"))
    for entry in record.entries:
        paragraph = document.add_paragraph(style="List Number")
        if entry.kind is EntryKind.DECISION:
            paragraph.add_run(_("Decision: ")).bold = True
        paragraph.add_run(entry.text)
    _items(document, record, _("Agreed"), record.agreed)
    document.add_paragraph(record.approved)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _items(document, record: Record, title: str, items: Sequence[ActionItem]) -> None:
    if items:
        _heading(document, title)
        _table(document, [record.head_of_items, *record.rows_of(items)])


def _heading(document, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(14)


def _table(document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
