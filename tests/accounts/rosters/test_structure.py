"""Which rows are people, which row is the header, and what lies around them."""

import pytest

from teachnet.accounts.rosters.columns import column_of
from tests.accounts.rosters.lists import HEADER, SCHOOL, as_csv, as_xlsx, id_number, person, row


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("姓名", "姓名"),
        ("姓\u3000名", "姓名"),
        ("*姓名", "姓名"),
        ("＊ 姓名", "姓名"),
        ("姓名（必填）", "姓名"),
        ("姓名(必填)", "姓名"),
        ("身份证\n号码", "身份证号"),
        ("证件号码【18位】", "身份证号"),
        ("*单位（全称（与公章一致））", "单位"),
        ("学科", "任教学科"),
        ("手机号码：", "手机号"),
        ("联系电话：0533-9990000", None),
        ("填报单位（公章）：", None),
        ("序号", None),
        ("", None),
    ],
)
def test_a_header_is_known_by_its_usual_names(text, name):
    assert column_of(text) == name


def test_a_header_may_stand_in_the_tenth_row_and_no_lower(read):
    title = [["某校名单"]] * 9

    assert read(as_xlsx(*title, HEADER, row())).rows == 1
    assert read(as_xlsx(*title, ["附件"], HEADER, row())).file_error == "no_header"


def test_a_header_of_two_lines_merged_over_both(read):
    def merge(book, sheet):
        for column, name in ((0, "姓名"), (1, "身份证号")):
            sheet.merge_range(0, column, 1, column, name)

    roster = read(
        as_xlsx(["", "", "任职信息"], ["", "", "单位", "学段"], ["周敏", id_number(), SCHOOL, "小学"], write=merge)
    )

    assert (roster.ok, [one.code for one in roster.findings]) == (1, [])


@pytest.mark.parametrize(
    ("header", "error", "column"),
    [
        (["姓名", "单位", "手机号"], "missing_column", "身份证号"),
        (["姓名", "身份证号", "单位", "所在单位"], "duplicate_column", "单位"),
        (["甲", "乙", "丙"], "no_header", ""),
    ],
)
def test_a_header_that_will_not_do(read, header, error, column):
    roster = read(as_xlsx(header, ["a", "b", "c"]))

    assert (roster.file_error, roster.error_column) == (error, column)


def test_totals_headings_repeated_headers_and_the_foot_are_no_people(read):
    def merge(book, sheet):
        sheet.merge_range(3, 0, 3, 3, "初中部")

    roster = read(
        as_xlsx(
            HEADER,
            row(1),
            ["小计", "", "", "1人"],
            [],
            HEADER,
            row(2),
            ["合 计：", "2", "", ""],
            ["填表人：王芳"],
            ["", "", "联系电话：0533-2234567", ""],
            write=merge,
        )
    )

    assert (roster.rows, roster.ok) == (2, 2)
    assert [one.row for one in roster.findings if one.code == "totals_row"] == [3, 4, 5, 7, 8, 9]


def test_a_name_alone_is_somebody_whose_number_is_missing(told):
    assert told(as_xlsx(HEADER, ["周敏"])) == [(2, "身份证号", "missing_required"), (2, "单位", "missing_required")]


def test_a_merged_value_counts_for_its_first_row_only(told):
    def merge(book, sheet):
        sheet.merge_range(1, 3, 2, 3, SCHOOL)
        sheet.merge_range(1, 4, 2, 4, "小学")

    assert told(as_xlsx([*HEADER, "学段"], row(1)[:3], row(2)[:3], write=merge)) == [
        (3, "单位", "merged_cell"),
        (3, "学段", "merged_cell"),
    ]


def test_somebody_merged_over_two_rows_is_not_overlooked(told):
    def merge(book, sheet):
        sheet.merge_range(1, 0, 2, 0, "周敏")
        sheet.merge_range(1, 1, 2, 1, id_number())

    content = as_xlsx(HEADER, ["", "", "", SCHOOL], ["", "", "", SCHOOL], write=merge)

    assert told(content) == [(3, "姓名", "merged_cell"), (3, "身份证号", "merged_cell")]


def test_one_number_twice_is_told_on_every_row_also_when_written_differently(told):
    content = as_xlsx(HEADER, row(1), row(2), ["李四", f" {id_number(1)}", "", SCHOOL])

    assert told(content, "error") == [(2, "身份证号", "id_duplicate_in_file"), (4, "身份证号", "id_duplicate_in_file")]


def test_an_old_number_and_the_new_one_of_the_same_person_meet(told):
    modern = id_number(961, "19680127")
    content = as_xlsx(HEADER, ["周敏", "370399680127961", "", SCHOOL], ["周敏", modern, "", SCHOOL])

    assert told(content, "error") == [(2, "身份证号", "id_duplicate_in_file"), (3, "身份证号", "id_duplicate_in_file")]


def test_one_phone_for_two_people_is_told_and_accepted(read):
    roster = read(as_xlsx(HEADER, row(1, "13812341234"), row(2, "138 1234 1234")))

    shared = [(one.row, one.detail) for one in roster.findings if one.code == "phone_duplicate"]
    assert (roster.ok, shared) == (2, [(2, "3"), (3, "2")])


def test_formulas_give_what_they_last_showed_or_refuse_the_row(told):
    def write(book, sheet):
        sheet.write_formula(1, 3, "=名册!A1", None, SCHOOL)
        sheet.write_formula(2, 3, "=名册!A1", None, "#N/A")
        sheet.write_formula(3, 3, "=名册!A1", None, "")
        sheet.write_formula(4, 4, "=名册!A1", None, "")

    content = as_xlsx([*HEADER, "备注"], *(row(serial)[:3] for serial in (1, 2, 3)), row(4), write=write)

    assert told(content) == [
        (2, "单位", "formula_cached"),
        (3, "单位", "formula_error"),
        (4, "单位", "formula_error"),
    ]


def test_days_of_a_workbook_that_counts_from_1904(read):
    def write(book, sheet):
        sheet.write_number(1, 4, 36_403, book.add_format({"num_format": "yyyy-mm-dd"}))

    for options, year in (({}, 1999), ({"date_1904": True}, 2003)):
        roster = read(as_xlsx([*HEADER, "参加工作日期"], row(), write=write, **options))
        assert roster.entries[0].values["参加工作日期"].year == year


def test_hidden_rows_and_sheets_are_read_and_told(told, read):
    def write(book, sheet):
        sheet.set_row(2, None, None, {"hidden": True})
        other = book.add_worksheet("旧名单")
        other.hide()
        for number, line in enumerate((HEADER, row(3))):
            other.write_row(number, 0, line)

    content = as_xlsx(HEADER, row(1), row(2), write=write)

    assert told(content) == [(3, "", "hidden_row"), (None, "", "hidden_sheet")]
    assert read(content).ok == 3


def test_a_column_that_is_not_in_the_template_is_told_once_and_ignored(told):
    assert told(as_xlsx([*HEADER, "政治面貌"], [*row(1), "群众"], [*row(2), "#REF!"])) == [
        (1, "政治面貌", "unknown_column")
    ]


def test_a_sheet_without_the_numbers_is_left_out_and_told(read):
    def write(book, sheet):
        book.add_worksheet("通讯录").write_row(0, 0, ["姓名", "单位", "手机号"])

    roster = read(as_xlsx(HEADER, row(), write=write))

    assert [(one.sheet, one.column, one.code) for one in roster.findings] == [("通讯录", "身份证号", "missing_column")]


@pytest.mark.parametrize(("rows", "error"), [(50_000, None), (50_001, "over_limits")])
def test_fifty_thousand_people_and_no_more(read, rows, error):
    line = ",".join(["周敏", "x", SCHOOL])

    assert read(("姓名,身份证号,单位\n" + f"{line}\n" * rows).encode()).file_error == error


def test_a_line_of_a_text_that_is_too_short_or_too_long(told):
    good = as_csv(person(1, 手机号="", 备注=""))

    assert told(good + "李四\r\n".encode()) == [(3, "身份证号", "ragged_row")]
    assert told(good + f"李四,{id_number(2)},{SCHOOL},,,多\r\n".encode()) == [(3, "", "ragged_row")]
    assert told(good + f"李四,{id_number(2)},{SCHOOL}\r\n".encode(), "error") == []
