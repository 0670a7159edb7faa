# ruff: noqa: E501 -- a table: one case a line, however long
import re

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from tests.files.judging import code_of, judged
from tests.files.pdf_files import (
    a_pdf,
    annotated,
    attached,
    circle,
    form_of_scripts,
    linked,
    opening,
    script_in_names,
    script_on_page,
    twice_deflated,
)

TIGHT = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "compress_streams": True}
SCRIPT = opening(S=Name.JavaScript, JS=String("app.alert(1)"))
PROGRAM = opening(S=Name.Launch, F=String("cmd.exe"))


def locked(owner: str, user: str) -> dict:
    return {"encryption": pikepdf.Encryption(owner=owner, user=user, R=6)}


GOOD = {
    "a page": a_pdf(),
    "packed tight": a_pdf(**TIGHT),
    "for the web": a_pdf(linearize=True),
    "that may be read but not changed": a_pdf(**locked("owner", "")),
    "a thousand pages": a_pdf(pages=1000),
    "a link to a page": a_pdf(linked("https://example.invalid/a")),
    "a link inside": a_pdf(opening(S=Name.GoTo, D=String("chapter-2"))),
    "a link to a neighbour": a_pdf(annotated(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("第二章.pdf")))),
    "words about scripts": a_pdf(content=b"BT /F1 24 Tf (/JavaScript and /Launch) Tj ET", compress_streams=False),
    "a lost table of objects": re.sub(rb"startxref\n\d+", b"startxref\n7", a_pdf()),
    "a line before it begins": b"\n\n" + a_pdf(),
    "blanks behind it": a_pdf() + b"\r\n\0\0  ",
    "a page as white as snow": a_pdf(content=b" " * (20 << 20)),
}

BAD = {
    "a script at opening": (a_pdf(SCRIPT), "active_content"),
    "a script among packed objects": (a_pdf(SCRIPT, **TIGHT), "active_content"),
    "a script under a hidden name": (
        a_pdf(SCRIPT, static_id=True).replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"/JS ", b"/J#53 "),
        "active_content",
    ),
    "a script in a locked file": (a_pdf(SCRIPT, **locked("owner", "")), "active_content"),
    "a script by name": (a_pdf(script_in_names), "active_content"),
    "a script by name, packed": (a_pdf(script_in_names, **TIGHT), "active_content"),
    "a script when a page is turned": (a_pdf(script_on_page), "active_content"),
    "a program": (a_pdf(PROGRAM), "active_content"),
    "a program among packed objects": (a_pdf(PROGRAM, **TIGHT), "active_content"),
    "a program behind a link": (
        a_pdf(annotated(Subtype=Name.Link, A=Dictionary(S=Name.Launch, Win=Dictionary(F=String("calc.exe"))))),
        "active_content",
    ),
    "a form that sends itself": (a_pdf(opening(S=Name.SubmitForm, F=String("http://x.invalid/"))), "active_content"),
    "a form of scripts": (a_pdf(form_of_scripts), "active_content"),
    "a film player": (a_pdf(annotated(Subtype=Name.RichMedia)), "active_content"),
    "a link that is a script": (a_pdf(linked("JavaScript:alert(1)")), "active_content"),
    "a link to a share": (
        a_pdf(annotated(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("\\\\10.0.0.1\\a.pdf")))), "active_content",
    ),
    "a link to a file here": (a_pdf(linked("file:///etc/passwd")), "active_content"),
    "a file inside": (a_pdf(attached), "embedded_object"),
    "a file inside, packed": (a_pdf(attached, **TIGHT), "embedded_object"),
    "a password": (a_pdf(**locked("owner", "user")), "encrypted"),
    "300 MB under two covers": (a_pdf(twice_deflated), "too_large_when_unpacked"),
    "cut in the middle": (a_pdf(pages=50)[:6000], "corrupt"),
    "without its end": (a_pdf()[:-8], "corrupt"),
    "only its first line": (b"%PDF-1.7\n", "corrupt"),
    "nothing but marks": (b"%PDF-1.7\n%%EOF", "corrupt"),
    "no page": (a_pdf(pages=0), "corrupt"),
    "pages in a circle": (a_pdf(circle), "corrupt"),
    "an archive behind it": (a_pdf() + b"PK\5\6" + bytes(18), "trailing_data"),
    "an archive around it": (a_pdf() + b"\nPK\5\6" + bytes(16) + b"\x06\0%%EOF\n", "trailing_data"),
    "a page of HTML behind it": (a_pdf() + b"<script>alert(1)</script>", "trailing_data"),
    "nested without end": (b"%PDF-1.7\n1 0 obj " + b"[" * 200_000 + b" endobj\n%%EOF", "corrupt"),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_honest_pdfs_are_taken(case):
    assert code_of(GOOD[case], "教案.pdf") == "ok: pdf"


@pytest.mark.parametrize("case", BAD)
def test_pdfs_with_something_in_them_are_refused(case):
    content, code = BAD[case]
    assert code_of(content, "教案.pdf") == code


def test_the_words_and_pages_of_a_pdf():
    said = judged(a_pdf(pages=3), "a.pdf")
    assert (said["pages"], said["text"]) == (3, "Asking why\nAsking why\nAsking why")
