"""What Word files of all features have in common: the letter offices use, a title, headings and tables."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LETTER = "宋体"  # Word asks for the name of its own; elsewhere the like is taken


def begun(title: str, below: str) -> WordDocument:
    document = Document()
    usual = document.styles["Normal"]
    usual.font.name, usual.font.size = "Times New Roman", Pt(12)
    usual.element.rPr.rFonts.set(qn("w:eastAsia"), LETTER)
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title)
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph(below).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def add_heading(document: WordDocument, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(14)


def add_table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def as_bytes(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
