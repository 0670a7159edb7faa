# ruff: noqa: E501 -- a table: one case a line, however long
import zipfile

import pytest

from tests.files.judging import code_of, judged
from tests.files.office_files import (
    RELS,
    docx,
    ole,
    packed,
    parts_of,
    pptx_with_chart,
    raw_zip,
    related,
    saying,
    typed,
    with_formula,
    with_parts,
    xlsx,
)

MATHTYPE, EQUATION_3 = "0002CE03-0000-0000-C000-000000000046", "0002CE02-0000-0000-C000-000000000046"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DD</w:instrText></w:r>'
    '<w:r><w:instrText>EAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SIMPLE_FIELD = '<w:fldSimple w:instr="DDE cmd x"/>'
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:styles xmlns:w="x"/>'


def strict(content: bytes) -> bytes:
    """The same in the strict dialect, which newer Office can write."""
    old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    return packed({name: part.replace(old, new) for name, part in parts_of(content).items()})


GOOD = {
    "a plan": (docx(), "教案.docx", "document"),
    "slides with a chart, which keeps a workbook of its own": (pptx_with_chart(), "课件.pptx", "slides"),
    "a workbook": (xlsx(), "表.xlsx", "sheet"),
    "stored, not deflated": (packed(parts_of(docx()), zipfile.ZIP_STORED), "教案.docx", "document"),
    "the strict dialect": (strict(docx()), "教案.docx", "document"),
    "under the old ending": (docx(), "教案.doc", "document"),
    "without an ending": (docx(), "第2版", "document"),
    "a template on the author's own disk": (
        related("attachedTemplate", "file:///D:\\模板\\教案.dotx"),
        "a.docx",
        "document",
    ),
    "a link to a page": (related("hyperlink", "https://example.invalid/a?b=1"), "a.docx", "document"),
    "a link to a mail": (related("hyperlink", "mailto:zhou@example.invalid"), "a.docx", "document"),
    "a picture copied from the web": (related("image", "http://example.invalid/a.png"), "a.docx", "document"),
    "a formula by MathType": (with_formula(MATHTYPE), "数学.docx", "document"),
    "words about DDE": (docx("DDEAUTO 是什么？"), "a.docx", "document"),
    "a page number": (saying('<w:fldSimple w:instr="PAGE"/>'), "a.docx", "document"),
    "a drawing with a plain doctype": (
        typed(
            '<Default Extension="svg" ContentType="image/svg+xml"/>',
            **{"word/media/a.svg": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg><path/></svg>'},
        ),
        "a.docx",
        "document",
    ),
}

BAD = {
    "macros under a plain name": (
        with_parts(docx(), **{"[Content_Types].xml": lambda t: t.replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"
        )}),
        "a.docx", "macros",
    ),
    "a macro project under another name": (
        typed('<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>', **{"word/x.bin": b"x"}),
        "a.docx", "macros",
    ),
    "a macro project nobody declared": (
        with_parts(docx(), **{"word/media/image1.png": ole(MATHTYPE, {"_VBA_PROJECT": b"x"})}), "a.docx", "macros",
    ),
    "an old macro sheet": (
        typed('<Override PartName="/xl/m.xml" ContentType="application/vnd.ms-excel.intlmacrosheet+xml"/>', xlsx(),
              **{"xl/m.xml": b"<x/>"}),
        "a.xlsx", "macros",
    ),
    "a macro ending on a clean file": (docx(), "a.docm", "content_mismatch"),
    "a template at another address": (related("attachedTemplate", "https://x.invalid/t.dotm"), "a.docx", "external_template"),
    "a template on a share": (related("attachedTemplate", "\\\\10.0.0.1\\share\\t.dotm"), "a.docx", "external_template"),
    "a template by file and host": (related("attachedTemplate", "file://10.0.0.1/t.dotm"), "a.docx", "external_template"),
    "a template by four slashes": (related("attachedTemplate", "file:////10.0.0.1/t.dotm"), "a.docx", "external_template"),
    "a template that hides its address": (related("attachedTemplate", "%68ttp://x.invalid/t"), "a.docx", "external_template"),
    "a template that is not called external": (
        related("attachedTemplate", "http://x.invalid/t.dotm", mode=""), "a.docx", "external_template",
    ),
    "a picture on a share": (related("image", "\\\\10.0.0.1\\a.png"), "a.docx", "external_template"),
    "a frame from elsewhere": (related("frame", "http://x.invalid/"), "a.docx", "external_template"),
    "an object from elsewhere": (related("oleObject", "http://x.invalid/a.html!"), "a.docx", "external_template"),
    "an object by a strange scheme": (related("oleObject", "mhtml:http://x.invalid/a!x-usc:b"), "a.docx", "active_content"),
    "a link that is a script": (related("hyperlink", "javascript:alert(1)"), "a.docx", "active_content"),
    "a link that starts a tool": (related("hyperlink", "ms-msdt:/id PCWDiagnostic"), "a.docx", "active_content"),
    "a whole HTML page inside": (related("aFChunk", "afchunk.mht", mode=""), "a.docx", "embedded_object"),
    "a DDE field cut into runs": (saying(FIELD), "a.docx", "active_content"),
    "a simple DDE field": (saying(SIMPLE_FIELD), "a.docx", "active_content"),
    "a control": (
        typed('<Override PartName="/word/activeX/a.xml" ContentType="application/vnd.ms-office.activeX+xml"/>',
              **{"word/activeX/a.xml": b"<x/>"}),
        "a.docx", "active_content",
    ),
    "an add-in that loads a page": (
        typed('<Override PartName="/word/webextensions/t.xml" ContentType="application/vnd.ms-office.webextension+xml"/>',
              **{"word/webextensions/t.xml": b"<x/>"}),
        "a.docx", "active_content",
    ),
    "a button that starts a program": (
        with_parts(pptx_with_chart(), **{"ppt/slides/slide1.xml": lambda s: s.replace(
            b"<p:cNvPr ", b'<p:cNvPr action="ppaction://program" ', 1
        )}),
        "a.pptx", "active_content",
    ),
    "a live link of a workbook": (
        typed('<Override PartName="/xl/externalLinks/e.xml" ContentType='
              '"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/>', xlsx(),
              **{"xl/externalLinks/e.xml": b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'}),
        "a.xlsx", "active_content",
    ),
    "the old equation editor": (with_formula(EQUATION_3), "a.docx", "embedded_object"),
    "a package that calls itself a formula": (
        with_formula(MATHTYPE, **{"\x01Ole10Native": b"MZ program"}), "a.docx", "embedded_object",
    ),
    "a program as a picture": (with_parts(docx(), **{"word/media/image1.png": b"MZ\x90\0" + bytes(99)}), "a.docx",
                               "embedded_object"),
    "a script among the parts": (with_parts(docx(), **{"word/a.js": b"alert(1)"}), "a.docx", "embedded_object"),
    "a noisy embedding": (with_parts(docx(), **{"word/embeddings/a.bin": b"noise"}), "a.docx", "embedded_object"),
    "a macro workbook inside": (
        with_parts(docx(), **{"word/embeddings/a.xlsx": with_parts(xlsx(), **{"[Content_Types].xml": lambda t: t.replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        )})}),
        "a.docx", "macros",
    ),
    "a document in a document in a document in a document": (
        with_parts(docx(), **{"word/embeddings/a.docx": with_parts(docx(), **{"word/embeddings/b.docx": with_parts(
            docx(), **{"word/embeddings/c.docx": docx()}
        )})}),
        "a.docx", "embedded_object",
    ),
    "a drawing with a script": (
        typed('<Default Extension="svg" ContentType="image/svg+xml"/>', **{"word/media/a.svg": b"<svg><script/></svg>"}),
        "a.docx", "active_content",
    ),
    "a document type in a side part": (with_parts(docx(), **{"word/styles.xml": DOCTYPE}), "a.docx", "unsafe_xml"),
    "a document type in sixteen bits": (
        with_parts(docx(), **{"word/styles.xml": DOCTYPE.replace(b'"1.0"', b'"1.0" encoding="UTF-16"').decode().encode("utf-16")}),
        "a.docx", "unsafe_xml",
    ),
    "a document type in the relations": (with_parts(docx(), **{RELS: b"<!DOCTYPE a>" + parts_of(docx())[RELS][55:]}), "a.docx",
                                         "unsafe_xml"),
    "XML that is none": (with_parts(docx(), **{"word/document.xml": b"<w:p>"}), "a.docx", "corrupt"),
    "no main part": (packed({k: v for k, v in parts_of(docx()).items() if k != "word/document.xml"}), "a.docx", "corrupt"),
    "5,000 entries": (with_parts(docx(), **{f"x/{n}": b"" for n in range(5000)}), "a.docx", "too_large_when_unpacked"),
    "250 MB of blanks": (
        with_parts(docx(), **{f"x/{n}.xml": b"<a>" + b" " * (50 << 20) + b"</a>" for n in range(5)}),
        "a.docx", "too_large_when_unpacked",
    ),
    "30 MB from nearly nothing": (with_parts(docx(), **{"x.bin": bytes(30 << 20)}), "a.docx", "too_large_when_unpacked"),
    "a bomb in a workbook inside": (
        with_parts(docx(), **{"word/embeddings/a.xlsx": with_parts(xlsx(), **{"xl/x.bin": bytes(210 << 20)})}),
        "a.docx", "too_large_when_unpacked",
    ),
    "the same part twice": (packed(parts_of(docx()) | {"WORD/Document.xml": b"<x/>"}), "a.docx", "archive_unsafe"),
    "a way out of the archive": (with_parts(docx(), **{"../../etc/cron.d/x": b"x"}), "a.docx", "archive_unsafe"),
    "an absolute name": (with_parts(docx(), **{"C:/x.xml": b"<x/>"}), "a.docx", "archive_unsafe"),
    "a comment behind the list": (docx()[:-2] + b"\x05\0hello", "a.docx", "trailing_data"),
    "something behind the end": (docx() + b"<script>", "a.docx", "trailing_data"),
    "two archives in a row": (packed({"a": b"b"}) + docx(), "a.docx", "archive_unsafe"),
    "locked entries": (raw_zip([("[Content_Types].xml", b"x")], flags=1), "a.docx", "encrypted"),
    "entries that claim less than they hold": (raw_zip([("[Content_Types].xml", b"<Types/>")], claimed=2), "a.docx", "corrupt"),
    "entries that claim 4 GB": (raw_zip([("a", b"x")], claimed=4_000_000_000), "a.docx", "too_large_when_unpacked"),
    "cut in the middle": (docx()[:9000], "a.docx", "corrupt"),
    "locked with a password": (ole(MATHTYPE, {"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "a.docx", "encrypted"),
    "of before 2007": (ole(MATHTYPE, {"WordDocument": b"x"}), "a.doc", "type_not_allowed"),
    "of before 2007, renamed": (ole(MATHTYPE, {"WordDocument": b"x"}), "a.docx", "content_mismatch"),
    "an archive": (packed({"a.txt": b"x"}), "a.zip", "type_not_allowed"),
    "an archive, renamed": (packed({"a.txt": b"x"}), "a.docx", "content_mismatch"),
    "an OpenDocument text": (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "a.odt", "type_not_allowed"),
    "a plan called a PDF": (docx(), "教案.pdf", "content_mismatch"),
    "a plan called a program": (docx(), "教案.exe", "bad_name"),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_honest_office_files_are_taken(case):
    content, name, kind = GOOD[case]
    assert code_of(content, name) == f"ok: {kind}"


@pytest.mark.parametrize("case", BAD)
def test_office_files_with_something_in_them_are_refused(case):
    content, name, code = BAD[case]
    assert code_of(content, name) == code


def test_the_words_of_a_plan_come_in_reading_order():
    body = '<w:r><w:tab/><w:t>甲</w:t></w:r><w:r><w:br/><w:t xml:space="preserve">乙 </w:t></w:r>'
    assert judged(saying(body), "a.docx")["text"] == "候答时间与追问\t甲\n乙"


def test_what_stands_twice_for_old_readers_is_read_once():
    shape = (
        '<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:t>框里的字</w:t></mc:Choice>'
        "<mc:Fallback><w:t>框里的字</w:t></mc:Fallback></mc:AlternateContent>"
    )
    assert judged(saying(shape), "a.docx")["text"].count("框里的字") == 1


def test_a_workbook_is_read_by_rows():
    assert judged(xlsx(), "a.xlsx")["text"] == "步骤\t分钟\n导入\t5"


def test_slides_are_counted():
    assert judged(pptx_with_chart(), "a.pptx")["pages"] == 1
