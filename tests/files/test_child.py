"""The process that looks at files: what it may take, and what becomes of it when it takes more."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from teachnet.files import examine as examining
from teachnet.files.codes import Code
from teachnet.files.examine import examine
from tests.files.judging import judged
from tests.files.office_files import docx
from tests.files.pdf_files import a_pdf

CORPUS = Path(__file__).parent.parent / "corpus" / "uploads"
CASES = json.loads((CORPUS / "manifest.json").read_text("utf-8"))["files"]


def a_pdf_that_draws_itself_without_end(depth: int = 9) -> bytes:
    """Ten forms, each of which shows the next one ten times."""

    def spoil(pdf):
        inner = pdf.make_stream(b"BT /F1 9 Tf (x) Tj ET")
        for _ in range(depth):
            resources = {"/XObject": {"/A": inner}}
            form = {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 9, 9]}
            inner = pdf.make_stream(b"/A Do " * 10, **{})
            for key, value in form.items():
                inner[key] = pikepdf.Name(value) if isinstance(value, str) else pikepdf.Array(value)
            inner.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=resources["/XObject"]["/A"]))
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=inner))
        pdf.pages[0].Contents = pdf.make_stream(b"/A Do")

    return a_pdf(spoil)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"].removeprefix("files/"))
def test_the_corpus_is_judged_as_its_manifest_says(case):
    path = CORPUS / case["file"]
    said = judged(path.read_bytes(), path.name)
    answers = [case, *case.get("either", [])]

    if said["verdict"] == "refuse":
        codes = [answer["code"].split("|") for answer in answers if answer["outcome"] == "refuse"]
        assert any(said["code"] in allowed for allowed in codes), said["code"]
    else:
        fitting = [answer for answer in answers if answer["outcome"] == "accept" and said["kind"] in answer["kind"]]
        assert fitting, said["kind"]
        assert fitting[0].get("contains", "") in re.sub(r"\s", "", said["text"])
        assert set(fitting[0].get("must_strip", [])) <= set(said["stripped"])


@pytest.mark.parametrize(
    ("name", "code", "exit_code"), [("评课记录.txt", None, 0), ("带宏.docm", "macros", 2), ("空.docx", "empty", 2)]
)
def test_the_command_says_one_line_of_json(app, name, code, exit_code):
    answer = app.test_cli_runner().invoke(args=["check-upload", str(CORPUS / "files" / name)])

    (line,) = answer.output.splitlines()
    assert (json.loads(line)["code"], answer.exit_code) == (code, exit_code)


def test_a_file_that_takes_too_long_is_refused_in_time(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(docx())

    assert examine(path, path.name, patience=0.01).code is Code.TOO_LARGE_WHEN_UNPACKED


def test_a_good_file_whose_text_takes_too_long_is_taken_without_it(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf_that_draws_itself_without_end())

    verdict = examine(path, path.name)

    assert (verdict.code, verdict.kind, len(verdict.text) < 1000) == (None, "pdf", True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limits")
def test_what_wants_too_much_memory_is_refused(tmp_path):
    """One attribute of 150 MB: the parser must hold it whole."""
    path = tmp_path / "a.docx"
    noise = "".join(f"{number:x}" for number in range(300_000)).encode()
    part = b'<?xml version="1.0"?><a b="' + (noise * 100)[: 150 << 20] + b'"/>'
    path.write_bytes(docx())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("word/big.xml", part)

    assert examine(path, path.name).code is Code.TOO_LARGE_WHEN_UNPACKED


def test_the_child_stays_small():
    """It loads no framework and no database: what parses strangers' files has nothing to give away."""
    loaded = "import sys, json; import teachnet.files.child; print(json.dumps(list(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout

    assert not {"flask", "sqlalchemy", "jinja2"} & set(json.loads(out))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a\0b.txt", Code.BAD_NAME),
        ("教案\u202etxt.exe", Code.BAD_NAME),
        ("a\nb.txt", Code.BAD_NAME),
        ("\ud800.txt", None),
        ("长" * 200_000 + ".txt", None),
        ("-rf.txt", None),
        ("$(reboot).txt", None),
        ("", None),
    ],
)
def test_no_name_upsets_the_child(tmp_path, name, code):
    path = tmp_path / "note"
    path.write_text("评课记录", "utf-8")

    assert examine(path, name).code is code


def test_the_text_of_a_broken_file_can_be_stored(tmp_path):
    """Half a character, and signs that no page shows, as PDFs made by hand contain them."""
    path = tmp_path / "a.docx"
    path.write_bytes(docx("前\u0085后"))
    half = examining.storable("前\ud800\0\x07后\n第二行")

    assert (half, examine(path, path.name).kind) == ("前?后\n第二行", "document")
    half.encode()
