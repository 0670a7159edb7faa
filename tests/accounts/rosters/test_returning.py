"""The workbook that comes back: everything it had, a column that says what is wrong, and coloured cells."""

import io
import zipfile

import openpyxl
import pytest
from flask_babel import force_locale

from teachnet.accounts.rosters.returning import COLOURS, harmless, with_notes
from tests.accounts.rosters.lists import CORPUS, HEADER, SCHOOL, as_csv, as_xlsx, id_number, person, row


@pytest.fixture
def noted(app, read):
    """Bytes → the marked workbook, opened."""

    def noted(content: bytes, language: str = "en"):
        with app.test_request_context(), force_locale(language):
            marked = with_notes(content, read(content).findings)
        book = openpyxl.load_workbook(io.BytesIO(marked))
        book.parts = zipfile.ZipFile(io.BytesIO(marked)).namelist()
        return book

    return noted


def ground(cell) -> str:
    return cell.fill.fgColor.rgb[2:] if cell.fill.patternType == "solid" else ""


def test_an_xlsx_keeps_all_it_had_and_gets_a_column_of_notes(noted):
    def write(book, sheet):
        sheet.set_column(0, 0, 33)
        sheet.write_comment(0, 0, "a comment")
        sheet.write_formula(3, 2, "=1+1", book.add_format({"bold": True}), 2)
        sheet.data_validation(1, 0, 9, 0, {"validate": "list", "source": ["a", "b"]})
        book.add_worksheet("其他").write(0, 0, "stays")

    book = noted(as_xlsx(HEADER, row(1), row(2, school="某校"), ["", f" {id_number(3)}", None, SCHOOL], write=write))
    sheet = book["名单"]

    assert [sheet.cell(line, 5).value for line in range(1, 5)] == [
        "Notes of the import",
        None,
        "单位: No organisation you look after has this full name. Short names are not guessed: "
        "copy the name from the list of organisations.",
        "姓名: This must not be empty. Fill it in.\n"
        "手机号: Neither a mobile of 11 digits nor a landline (0533-1234567, with an extension if need be). "
        "Put it right or leave it empty.\n"
        "手机号: A formula: the value last shown was taken, nothing was computed. Check it.\n"
        f"身份证号: Read as “{'*' * 14}{id_number(3)[-4:]}”.",
    ]
    assert [ground(sheet[at]) for at in ("D2", "D3", "A4", "B4", "C4", "E4")] == [
        "", COLOURS["error"], COLOURS["error"], COLOURS["corrected"], COLOURS["error"], COLOURS["error"]
    ]  # fmt: skip
    assert (sheet["C4"].value, sheet["C4"].font.bold, sheet["A1"].comment.text) == ("=1+1", True, "a comment")
    assert (sheet.column_dimensions["A"].width > 30, len(sheet.data_validations.dataValidation)) == (True, 1)
    assert book["其他"]["A1"].value == "stays"


def test_the_notes_are_in_the_readers_language(noted):
    sheet = noted(as_xlsx(HEADER, row(1, school="某校")), "zh_Hans_CN")["名单"]

    assert sheet["E2"].value.startswith("单位")


@pytest.mark.parametrize("name", ["gb18030.csv", "libreoffice.ods", "old-excel.xls", "dimension-lies.xlsx"])
def test_other_kinds_come_back_as_xlsx_with_the_same_cells(noted, read, name):
    content = (CORPUS / "files" / name).read_bytes()
    sheet = noted(content).worksheets[0]

    names = [cell.value for cell in sheet["A"] if cell.value]
    assert names[1:] == [entry.values["姓名"] for entry in read(content).entries]
    assert sheet["L1"].value == "Notes of the import"


def test_a_csv_that_comes_back_says_what_was_wrong_where(noted):
    sheet = noted(as_csv(person(1, 备注="=1+1"), person(2, 单位="某校")))["Sheet1"]

    assert [cell.value for cell in sheet["E"]][0] == "Notes of the import"
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("'=1+1", "s")
    assert (sheet["E3"].value[:2], ground(sheet["C3"])) == ("单位", COLOURS["error"])


def test_what_comes_back_reads_like_what_was_sent(noted, read, app):
    content = as_csv(person(1, 备注="=1+1"), person(2))
    with app.test_request_context():
        again = with_notes(content, read(content).findings)

    assert [entry.values for entry in read(again).entries] == [entry.values for entry in read(content).entries]


def test_a_border_drawn_behind_the_last_column_gives_way_to_the_note(noted):
    def write(book, sheet):
        for line in range(3):
            for column in range(4, 8):
                sheet.write_blank(line, column, None, book.add_format({"border": 1}))

    sheet = noted(as_xlsx(HEADER, row(1, school="某校"), write=write))["名单"]

    assert [sheet.cell(2, column).value for column in (5, 6)][0].startswith("单位")


@pytest.mark.parametrize(("text", "left"), [("=1", "'=1"), ("-5", "'-5"), ("\tx", "'\tx"), ("周敏", "周敏"), ("", "")])
def test_what_begins_like_a_formula_leaves_with_an_apostrophe(text, left):
    assert harmless(text) == left
