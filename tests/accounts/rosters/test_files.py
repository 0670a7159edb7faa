"""What a file is, whatever its name says; and what is refused before anything of it is believed."""

import io
import zipfile

import pytest

from teachnet.accounts.rosters.reading import workbook
from tests.accounts.rosters.lists import CORPUS, HEADER, SCHOOL, as_csv, as_xlsx, id_number, person, row

WORKBOOK = as_xlsx(HEADER, row(1), row(2))
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def a_zip(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_part(name: str, content: str | bytes, workbook: bytes = WORKBOOK) -> bytes:
    """The workbook with one part more, or another in its place."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return target.getvalue()


def part(name: str, workbook: bytes = WORKBOOK) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name).decode()


def content_type(kind: str) -> dict[str, str]:
    return {"[Content_Types].xml": f'<Types><Override PartName="/x" ContentType="application/{kind}"/></Types>'}


SHEET = "xl/worksheets/sheet1.xml"

REFUSED = {
    "nothing": (b"", "empty"),
    "only blanks": (b" \r\n\r\n\t", "empty"),
    "a workbook without a filled cell": (as_xlsx([" "]), "empty"),
    "a program": (b"MZ\x90\x00\xa5", "not_a_workbook"),
    "noise": (bytes(range(256)) * 20, "not_a_workbook"),
    "a picture": (b"\x89PNG\r\n\x1a\n123", "not_a_workbook"),
    "a plain zip": (a_zip(**{"a.txt": "x"}), "not_a_workbook"),
    "a flipped byte": (WORKBOOK[:700] + b"\xff\xff\xff" + WORKBOOK[703:], "not_a_workbook"),
    "a sheet that is no XML": (with_part(SHEET, "<worksheet"), "not_a_workbook"),
    "a part twice": (with_part("XL/Workbook.xml", "<x/>"), "not_a_workbook"),
    "an upload cut in the middle": (WORKBOOK[: len(WORKBOOK) * 6 // 10], "truncated"),
    "an upload cut at its very end": (WORKBOOK[:-10], "truncated"),
    "HTML": (b"\xef\xbb\xbf\r\n <TABLE><tr><td>x", "unsupported_type"),
    "an XML spreadsheet of 2003": (b'<?xml version="1.0"?><Workbook/>', "unsupported_type"),
    "a PDF": (b"%PDF-1.7\n", "unsupported_type"),
    "a docx": (a_zip(**content_type("wordprocessingml.document.main+xml")), "unsupported_type"),
    "an xlsb": (a_zip(**content_type("vnd.ms-excel.sheet.binary.macroEnabled.main")), "unsupported_type"),
    "an odt": (a_zip(mimetype="application/vnd.oasis.opendocument.text"), "unsupported_type"),
    "Numbers": (a_zip(**{"Index/Document.iwa": "x"}), "unsupported_type"),
    "macros under any name": (with_part("xl/other/vbaProject.bin", b"x"), "macros"),
    "a macro type": (a_zip(**content_type("vnd.ms-excel.sheet.macroEnabled.main+xml")), "macros"),
    "macros of LibreOffice": (a_zip(mimetype=SPREADSHEET, **{"Basic/Standard/Module1.xml": "x"}), "macros"),
    "an ods with a password": (
        a_zip(mimetype=SPREADSHEET, **{"META-INF/manifest.xml": "<manifest:encryption-data/>", "content.xml": "?"}),
        "encrypted",
    ),
    "a document type": (with_part("docProps/odd.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "unsafe_xml"),
    "a document type in UTF-16": (with_part("docProps/odd.xml", "<!DOCTYPE x><x/>".encode("utf-16")), "unsafe_xml"),
    "a bomb": (with_part("xl/media/a.bin", b"\0" * (30 << 20)), "too_large_when_unpacked"),
    "a NUL in a text": (as_csv(person()) + b"a\0b\r\n", "malformed_text"),
    "a text of no encoding": ("姓名,身份证号,单位\r\n".encode("gb18030") + b"\xff\xff\r\n", "malformed_text"),
    "UTF-8 with a broken byte": (as_csv(person()) + b"\xe5\xa7,\r\n", "malformed_text"),
    "a quote that is never closed": (as_csv(person()) + b'"abc\r\nd,e\r\n', "malformed_text"),
    "a line without an end": ("姓名,身份证号,单位\r\n".encode() + b"a" * (2 << 20), "malformed_text"),
    "a column too far": (as_xlsx(HEADER, row(), write=lambda book, sheet: sheet.write(1, 100, "x")), "over_limits"),
    "a sheet too many": (
        as_xlsx(HEADER, row(), write=lambda book, sheet: [book.add_worksheet() for _ in range(20)]),
        "over_limits",
    ),
    "no header": (b"hello,world\r\n1,2\r\n", "no_header"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_list_is_refused_by_its_right_name(what, read):
    content, expected = REFUSED[what]

    assert read(content).file_error == expected


@pytest.mark.parametrize("name", ["old-excel.xls", "libreoffice.ods", "plain.xlsx", "gb18030.csv"])
@pytest.mark.parametrize("called", ["list.xls", "list.xlsx", "list.ods", "list.csv", "list"])
def test_a_file_is_what_it_holds_and_not_what_it_is_called(name, called, tmp_path):
    path = tmp_path / called
    path.write_bytes((CORPUS / "files" / name).read_bytes())

    assert any(sheet.rows for sheet in workbook.sheets_of(path))


def test_one_small_part_that_packs_well_is_honest(read):
    assert read(with_part("xl/media/a.bin", b"\0" * (8 << 20))).ok == 2


def test_a_quote_never_closed_is_told_with_its_row(read):
    roster = read(as_csv(person(1), person(2)) + b'"abc\r\nd,e\r\n')

    assert (roster.error_row, [(one.row, one.code) for one in roster.findings]) == (4, [(4, "malformed_text")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be-with-mark"])
def test_encodings(encoding, read):
    text = as_csv(person(1, 姓名="\U00020bb7野明", 备注="第一行\n“第二行”"))
    content = (
        b"\xfe\xff" + text.decode().encode("utf-16-be")
        if encoding == "utf-16-be-with-mark"
        else text.decode().encode(encoding)
    )

    (entry,) = read(content).entries
    assert (entry.values["姓名"], entry.values["备注"]) == ("\U00020bb7野明", "第一行\n“第二行”")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，"])
def test_separators(separator, read):
    text = separator.join(["姓名", "身份证号", "单位", "备注"]) + "\n"
    text += separator.join(["周敏", id_number(), SCHOOL, '"一, 二; 三"']) + "\n"

    assert read(text.encode()).entries[0].values["备注"] == "一, 二; 三"


def test_excels_own_first_line_names_the_separator(read):
    assert read(b"sep=;\r\n" + as_csv(person()).replace(b",", b";")).ok == 1


def test_the_sign_that_old_programs_end_a_text_with_is_no_person(read):
    roster = read(as_csv(person()) + b"\x1a")

    assert (roster.rows, roster.findings) == (1, [])


def test_quotes_inside_a_cell_do_no_harm(read):
    text = (
        f'姓名,身份证号,单位,备注\r\n周敏,{id_number(1)},{SCHOOL},"三好"学生\r\n刘芳,{id_number(2)},{SCHOOL},5\'11"\r\n'
    )

    assert read(text.encode()).ok == 2


def test_rich_text_phonetics_and_escapes_in_a_cell(read):
    rich = 't="inlineStr"><is><r><t>周</t></r><r><t>敏</t></r><rPh><t>zhou</t></rPh></is>'
    sheet = part(SHEET).replace('t="s"><v>4</v>', rich, 1)
    strings = part("xl/sharedStrings.xml").replace("周敏", "周_x0020_敏_xD800_", 1)

    roster = read(with_part("xl/sharedStrings.xml", strings, with_part(SHEET, sheet)))

    assert [entry.values["姓名"] for entry in roster.entries] == ["周敏", "周敏"]


@pytest.mark.parametrize("number", ["1e999999999", "-1e999999999", "1e-999999999", "0e999999999"])
def test_a_number_beyond_what_can_be_counted_costs_its_row_at_most(number, read):
    content = as_xlsx(HEADER, ["周敏", id_number(1), 1234567, SCHOOL], row(2))

    roster = read(with_part(SHEET, part(SHEET, content).replace("1234567", number), content))

    assert (roster.file_error, roster.ok) == (None, 1)


def test_cells_without_a_reference_and_elements_with_a_prefix(read):
    def line(*texts: str) -> str:
        cells = (f'<x:c t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>' for text in texts)
        return f"<x:row>{''.join(cells)}</x:row>"

    space = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = line("姓名", "身份证号", "单位") + line("周敏", id_number(), SCHOOL)

    roster = read(with_part(SHEET, f"<x:worksheet {space}><x:sheetData>{rows}</x:sheetData></x:worksheet>"))

    assert [(entry.row, entry.values["姓名"]) for entry in roster.entries] == [(2, "周敏")]


def test_a_stray_blank_far_below_is_no_row(read):
    assert read(as_xlsx(HEADER, row(), write=lambda book, sheet: sheet.write(1_048_575, 0, " "))).rows == 1


ODS_HEAD = (
    "<office:document-content><office:automatic-styles><style:style style:name='h'>"
    "<style:table-properties table:display='false'/></style:style></office:automatic-styles>"
    "<office:body><office:spreadsheet>"
)


def an_ods(*tables: str) -> bytes:
    content = ODS_HEAD + "".join(tables) + "</office:spreadsheet></office:body></office:document-content>"
    return a_zip(mimetype=SPREADSHEET, **{"content.xml": content})


def ods_cell(text: str, about: str = "office:value-type='string'", note: str = "") -> str:
    return f"<table:table-cell {about}>{note}<text:p>{text}</text:p></table:table-cell>"


def ods_row(*cells: str, about: str = "") -> str:
    inside = (cell if cell.startswith("<") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {about}>{''.join(inside)}</table:table-row>"


def test_what_an_ods_marks(told):
    text = "office:value-type='string'"
    number = ods_cell("3.7E+17", f"office:value-type='float' office:value='{id_number(2)}'")
    noted = ods_cell(SCHOOL, note="<office:annotation><text:p>!</text:p></office:annotation>")
    rest = "<table:table-cell table:number-columns-repeated='1024'/>"
    table = "<table:table table:name='一'>" + "".join(
        (
            ods_row("姓名", "身份证号", "单位"),
            ods_row("甲", id_number(1), noted, about="table:visibility='filter'"),
            ods_row("乙", number, SCHOOL),
            ods_row("丙", id_number(3), ods_cell("#REF!", f"{text} table:formula='of:=#REF!'")),
            ods_row("丁", id_number(4), ods_cell(SCHOOL, f"{text} table:formula='of:=A1'")),
            ods_row("戊", id_number(5), ods_cell(SCHOOL, f"{text} table:number-rows-spanned='2'")),
            ods_row("己", id_number(6), "<table:covered-table-cell/>"),
            ods_row(rest, about="table:number-rows-repeated='1048000'"),
        )
    )
    hidden = "<table:table table:name='二' table:style-name='h'>" + ods_row("x") + "</table:table>"

    assert told(an_ods(table + "</table:table>", hidden)) == [
        (2, "", "hidden_row"),
        (3, "身份证号", "id_stored_as_number"),
        (4, "单位", "formula_error"),
        (5, "单位", "formula_cached"),
        (7, "单位", "merged_cell"),
        (None, "", "hidden_sheet"),
    ]


def test_a_row_repeated_a_million_times_is_refused_without_being_unrolled(read):
    table = "<table:table table:name='一'>" + ods_row("姓名", "身份证号", "单位")
    table += ods_row("甲", id_number(), SCHOOL, about="table:number-rows-repeated='1000000'") + "</table:table>"

    assert read(an_ods(table)).file_error == "over_limits"
