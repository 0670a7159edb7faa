"""The works as real files: Word for plans, PowerPoint for slides, PDF for cases."""

import io
import json
from pathlib import Path

import typst
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from pptx import Presentation
from pptx.dml.color import RGBColor as SlideColour
from pptx.util import Cm as SlideCm
from pptx.util import Pt as SlidePt
from pylopdf_fonts_zh_cn import sans_path

from teachnet.demo.texts import Genre, Slide, Work

CASE = Path(__file__).parent / "case.typ"
FONTS = sans_path().parent
INK, ACCENT = "22282B", "1F5F6B"
PLAN_COLUMNS = (("环节", 1.6), ("时间", 1.6), ("教师活动", 5.0), ("学生活动", 4.4), ("设计意图", 3.4))


class Printer:
    """Turns works into files. Holds the type-setter, which takes a moment to read its fonts."""

    def __init__(self):
        self._typesetter = typst.Compiler(str(CASE), font_paths=[str(FONTS)], ignore_system_fonts=True)

    def file(self, work: Work, author: str, school: str) -> tuple[str, bytes]:
        """A name to show and the bytes."""
        ending, make = {
            Genre.PLAN: ("docx", plan),
            Genre.SLIDES: ("pptx", slides),
            Genre.CASE: ("pdf", self.case),
        }[work.genre]
        return f"{work.title}.{ending}", make(work, author, school)

    def case(self, work: Work, author: str, school: str) -> bytes:
        shown = {
            "title": work.title,
            "author": author,
            "school": school,
            "field": work.lesson.field,
            "sections": work.sections,
        }
        return self._typesetter.compile(sys_inputs={"work": json.dumps(shown)}, timestamp=0)


def plan(work: Work, author: str, school: str) -> bytes:
    document = Document()
    _set_chinese_type(document)
    heading = document.add_heading(work.title, level=0)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    byline = document.add_paragraph(f"{school}　{author}　{work.lesson.grade}{work.lesson.subject_name}")
    byline.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first, last = work.sections[:3], work.sections[3:]
    for name, paragraphs in first:
        _section(document, name, paragraphs)
    document.add_heading("教学过程", level=1)
    _steps(document, work)
    for name, paragraphs in last:
        _section(document, name, paragraphs)
    document.core_properties.title, document.core_properties.author = work.title, author
    return _bytes_of(document)


def _set_chinese_type(document) -> None:
    for name, font in (("Normal", "宋体"), ("Title", "黑体"), ("Heading 1", "黑体")):
        style = document.styles[name]
        style.font.name = "Times New Roman"
        style.font.color.rgb = RGBColor.from_string(INK)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Title"].font.size = Pt(18)
    document.styles["Heading 1"].font.size = Pt(14)


def _section(document, name: str, paragraphs: list[str]) -> None:
    document.add_heading(name, level=1)
    for text in paragraphs:
        document.add_paragraph(text)


def _steps(document, work: Work) -> None:
    table = document.add_table(rows=1, cols=len(PLAN_COLUMNS), style="Table Grid")
    for cell, (name, width) in zip(table.rows[0].cells, PLAN_COLUMNS, strict=True):
        cell.text, cell.width = name, Cm(width)
    for step in work.steps:
        texts = (step.name, f"{step.minutes}分钟", step.teacher, step.pupils, step.why)
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text


def slides(work: Work, author: str, school: str) -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = SlideCm(33.87), SlideCm(19.05)
    cover, *others = work.slides
    _slide(deck, Slide(cover.title, [*cover.lines, f"{school}　{author}"], cover.note), size=54, top=6)
    for slide in others:
        _slide(deck, slide, size=36, top=1.6)
    deck.core_properties.title, deck.core_properties.author = work.title, author
    return _bytes_of(deck)


def _slide(deck, slide: Slide, *, size: int, top: float) -> None:
    page = deck.slides.add_slide(deck.slide_layouts[5])
    title = page.shapes.title
    title.left, title.top, title.width, title.height = (SlideCm(x) for x in (2.5, top, 28.8, 2.8))
    title.text_frame.text = slide.title
    run = title.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold, run.font.color.rgb = SlidePt(size), True, SlideColour.from_string(ACCENT)
    body = page.shapes.add_textbox(*(SlideCm(x) for x in (2.5, top + 3.6, 28.8, 9))).text_frame
    body.word_wrap = True
    for number, line in enumerate(slide.lines):
        paragraph = body.paragraphs[0] if number == 0 else body.add_paragraph()
        paragraph.text, paragraph.font.size, paragraph.space_after = line, SlidePt(26), SlidePt(14)
    if slide.note:
        page.notes_slide.notes_text_frame.text = slide.note


def _bytes_of(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
