"""Each kind of cell by itself: what is read, what is told."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachnet.accounts.rosters.cells.days import read_day
from teachnet.accounts.rosters.cells.id_numbers import read_id_number
from teachnet.accounts.rosters.cells.phones import read_phone
from teachnet.accounts.rosters.cells.texts import STAGES, read_choice, read_name, read_organisation, read_text
from teachnet.accounts.rosters.reading.grid import NUMBER, Cell
from tests.accounts.rosters.lists import TODAY, id_number

GOOD = id_number(1)
ENDS_IN_X = next(id_number(serial) for serial in range(1, 40) if id_number(serial).endswith("X"))


def code(reading) -> str | None:
    """The one code of an error or warning."""
    codes = [note.code for note in reading.notes if note.level != "corrected"]
    assert len(codes) <= 1
    return codes[0] if codes else None


def is_told(reading) -> bool:
    return any(note.level == "corrected" for note in reading.notes)


def changed(number: str, at: int, sign: str) -> str:
    return number[:at] + sign + number[at + 1 :]


@pytest.mark.parametrize(
    "written",
    [
        f"'{GOOD}",
        f"‘{GOOD}’",
        f"\u00a0{GOOD}\u3000",
        f"\u200b{GOOD}\ufeff",
        f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}",
        f"{GOOD[:6]}-{GOOD[6:14]}—{GOOD[14:]}",
        "".join(chr(ord(sign) + 0xFEE0) for sign in GOOD),
        f'="{GOOD}"',
        f"\u202d{GOOD}\u202c",
        f"{GOOD}\n",
    ],
)
def test_dirt_around_or_in_an_id_number_is_put_right_and_told(written):
    reading = read_id_number(Cell(written), TODAY)

    assert (reading.value, code(reading), is_told(reading)) == (GOOD, None, True)


def test_a_small_x_becomes_a_capital_one():
    reading = read_id_number(Cell(ENDS_IN_X.lower()), TODAY)

    assert (reading.value, is_told(reading)) == (ENDS_IN_X, True)


def test_a_clean_id_number_is_taken_without_a_word():
    assert read_id_number(Cell(GOOD), TODAY) == (GOOD, ())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3.70399E+17", "id_stored_as_number"),
        ("3.70399198506e+17", "id_stored_as_number"),
        ("３.７０３９９Ｅ＋１７", "id_stored_as_number"),
        ("370399198506151000.0", "id_stored_as_number"),
        (ENDS_IN_X[:-1] + "Х", "id_confusable"),
        (ENDS_IN_X[:-1] + "Χ", "id_confusable"),
        (ENDS_IN_X[:-1] + "×", "id_confusable"),
        (ENDS_IN_X[:-1] + "Ⅹ", "id_confusable"),
        (changed(GOOD, 9, "O"), "id_confusable"),
        (changed(GOOD, 10, "l"), "id_confusable"),
        (changed(GOOD, 8, "٨"), "id_confusable"),
        (changed(GOOD, 8, "²"), "id_confusable"),
        ("E12345678", "id_foreign_document"),
        ("H0123456789", "id_foreign_document"),
        ("USA110123456789", "id_foreign_document"),
        ("护照E12345678", "id_foreign_document"),
        ("暂无", "id_foreign_document"),
        ("370399680127961", "id_old_15_digit"),
        ("370399681327961", "id_impossible_date"),
        ("3703991985061500", "id_length"),
        ("3703991985061500188", "id_length"),
        ("37039919850615X", "id_length"),
        ("12345", "id_length"),
        ("370399198502300010", "id_impossible_date"),
        ("370399190002290010", "id_impossible_date"),
        (id_number(1, "20150610"), "id_age_out_of_range"),
        (id_number(1, "19300610"), "id_age_out_of_range"),
        (id_number(1, "20300610"), "id_age_out_of_range"),
        (changed(GOOD, 17, str((int(GOOD[17]) + 1) % 10)), "id_check_digit"),
        (GOOD[:17] + "A", "id_check_digit"),
    ],
)
def test_a_wrong_id_number_is_called_by_its_name(written, expected):
    assert code(read_id_number(Cell(written), TODAY)) == expected


def test_a_number_of_more_than_15_digits_is_refused_even_when_its_check_digit_fits():
    assert code(read_id_number(Cell(GOOD, NUMBER), TODAY)) == "id_stored_as_number"


def test_a_number_of_15_digits_has_lost_nothing():
    assert code(read_id_number(Cell("370399680127961", NUMBER), TODAY)) == "id_old_15_digit"


def test_an_old_number_is_kept_as_the_18_digits_that_replaced_it():
    assert read_id_number(Cell("370399680127961"), TODAY).value == "37039919680127961" + GOOD_END


GOOD_END = id_number(961, "19680127")[-1]


@pytest.mark.parametrize(
    ("born", "is_accepted"), [("20101123", True), ("20101124", False), ("19461123", True), ("19451123", False)]
)
def test_people_are_taken_from_their_16th_birthday_to_the_day_before_their_81st(born, is_accepted):
    assert (code(read_id_number(Cell(id_number(1, born)), date(2026, 11, 23))) is None) is is_accepted


@given(st.text(string.printable + "Х×年\u200b\u3000０Ｘ①", max_size=30))
def test_whatever_stands_in_an_id_cell_is_accepted_right_or_refused(written):
    reading = read_id_number(Cell(written), TODAY)

    assert reading.value is None or read_id_number(Cell(reading.value), TODAY) == (reading.value, ())


@given(st.integers(1, 999), st.integers(0, 17), st.sampled_from(string.digits))
def test_one_wrong_digit_never_passes(serial, at, digit):
    number = id_number(serial)
    mistyped = changed(number, at, digit)

    assert mistyped == number or code(read_id_number(Cell(mistyped), TODAY)) is not None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("13812341234", "13812341234"),
        ("+8613812341234", "13812341234"),
        ("+86 138 1234 1234", "13812341234"),
        ("86-13812341234", "13812341234"),
        ("0086 13812341234", "13812341234"),
        ("138-1234-1234", "13812341234"),
        ("13812341234.0", "13812341234"),
        ("１３８１２３４１２３４", "13812341234"),
        ("'13812341234", "13812341234"),
        ("0533-1234567", "0533-1234567"),
        ("1234567", None),
        ("0533-2234567", "0533-2234567"),
        ("05332234567", "0533-2234567"),
        ("(0533)2234567", "0533-2234567"),
        ("（0533）2234567", "0533-2234567"),
        ("0533-9990000转806", "0533-9990000转806"),
        ("010-62234567-12", "010-62234567-12"),
        ("2234567", "2234567"),
        ("12345", None),
        ("1381234123", None),
        ("138123412345", None),
        ("10012345678", None),
        ("152****1782", None),
        ("13812341234/13912341234", None),
        ("无", None),
        ("٠١٢٣٤٥٦٧٨٩٠", None),
    ],
)
def test_phones(written, expected):
    reading = read_phone(Cell(written))

    assert (reading.value, code(reading)) == (expected, None if expected else "phone_invalid")
    assert is_told(reading) == (expected not in (None, written))


@pytest.mark.parametrize("written", ["1.38E+10", "1.5e10", "1.38E10"])
def test_a_phone_as_a_power_of_ten_has_lost_digits(written):
    assert code(read_phone(Cell(written))) == "phone_digits_lost"


def test_a_landline_typed_as_a_number_has_lost_its_nought():
    assert code(read_phone(Cell("5332234567", NUMBER))) == "phone_digits_lost"


@pytest.mark.parametrize("written", ["-", "—", "/", "……"])
def test_a_stroke_for_nothing_is_nothing(written):
    assert read_phone(Cell(written)) == read_day(Cell(written), TODAY) == (None, ())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2003-09-01", date(2003, 9, 1)),
        ("2003年9月1日", date(2003, 9, 1)),
        ("2003 年 9 月 1 日", date(2003, 9, 1)),
        ("2003.9.1", date(2003, 9, 1)),
        ("2003/09/01", date(2003, 9, 1)),
        ("20030901", date(2003, 9, 1)),
        ("２００３－９－１", date(2003, 9, 1)),
        ("2003-09-01 00:00:00", date(2003, 9, 1)),
        ("2003-9", date(2003, 9, 1)),
        ("2003年9月", date(2003, 9, 1)),
        ("199807", date(1998, 7, 1)),
        ("25/9/2003", date(2003, 9, 25)),
        ("9/25/2003", date(2003, 9, 25)),
        ("2024-02-29", date(2024, 2, 29)),
        ("03/9/1", "date_ambiguous"),
        ("9/1/03", "date_ambiguous"),
        ("9/1/2003", "date_ambiguous"),
        ("03年9月", "date_ambiguous"),
        ("030901", "date_ambiguous"),
        ("200309", "date_ambiguous"),
        ("2003", "date_ambiguous"),
        ("38961", "date_ambiguous"),
        ("2003-02-30", "date_impossible"),
        ("2003-13-01", "date_impossible"),
        ("0000-00-00", "date_impossible"),
        ("2099-09-01", "date_impossible"),
        ("1900-01-01", "date_impossible"),
        ("二〇〇三年九月", "date_impossible"),
        ("九月份", "date_impossible"),
    ],
)
def test_days(written, expected):
    reading = read_day(Cell(written), TODAY)

    assert (reading.value or code(reading)) == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("2003.1", "date_ambiguous"), ("2003.9", date(2003, 9, 1)), ("38961", date(2006, 9, 1))]
)
def test_a_day_typed_as_a_number(written, expected):
    """2003.10 is 2003.1 to Excel; 38961 is how it counts the days."""
    reading = read_day(Cell(written, NUMBER), TODAY)

    assert (reading.value or code(reading)) == expected


@given(st.text(string.printable + "年月日０／—", max_size=25))
def test_whatever_stands_in_a_day_cell_gives_a_day_of_working_life_or_none(written):
    day = read_day(Cell(written), TODAY).value

    assert day is None or date(1940, 1, 1) <= day <= date(2027, 11, 24)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("周  敏", "周敏"),
        ("周\u3000敏", "周敏"),
        (" 周敏\u200b", "周敏"),
        ("阿依古丽・吐尔逊", "阿依古丽·吐尔逊"),
        ("古丽.买买提", "古丽·买买提"),
        ("古丽 • 买买提", "古丽·买买提"),
        ("\U00020bb7野明", "\U00020bb7野明"),
        ("王\ue863", "王\ue863"),
        ("Maria-José O'Neill de la Cruz", "Maria-José O'Neill de la Cruz"),
        ("J.  Smith", "J. Smith"),
        ("Ｌｉ Ｍｉｎｇ", "Li Ming"),
        ("王", "王"),
    ],
)
def test_names(written, expected):
    reading = read_name(Cell(written))

    assert (reading.value, code(reading), is_told(reading)) == (expected, None, expected != written)


@pytest.mark.parametrize("written", ["-", "/", "***", "123", "."])
def test_a_name_without_a_letter_is_none(written):
    assert code(read_name(Cell(written))) == "missing_required"


def test_a_school_is_known_by_its_full_name_only():
    schools = {"张店区车站清源小学"}

    assert read_organisation(Cell("张店区车站清源小学"), schools) == ("张店区车站清源小学", ())
    assert is_told(read_organisation(Cell(" 张店区车站清源小学\u00a0"), schools))
    assert code(read_organisation(Cell("车站清源小学"), schools)) == "unknown_organisation"
    assert code(read_organisation(Cell("张店区 车站清源小学"), schools)) == "unknown_organisation"


def test_a_choice_that_is_not_offered_is_left_out_and_told():
    assert read_choice(Cell("初中"), STAGES).value == "junior"
    assert read_choice(Cell("初 中"), STAGES).value == "junior"
    assert [note.code for note in read_choice(Cell("初级中学"), STAGES).notes] == ["value_left_out"]


@pytest.mark.parametrize("written", ["=1+1", "+8613", "-5 分钟迟到", "@群主", "\t=1+2", "正常", "'引号'"])
def test_free_text_is_kept_as_it_is(written):
    assert read_text(Cell(written), 500) == (written, ())


def test_the_apostrophe_of_our_own_export_is_taken_off():
    assert read_text(Cell("'=SUM(A1)"), 500).value == "=SUM(A1)"
