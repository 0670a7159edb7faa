from datetime import date

import pytest

from teachnet.bases.month import Month

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-02", "2026-02"),
        ("", "2026-11"),
        ("2026-13", "2026-11"),
        ("2026-00", "2026-11"),
        ("0001-01", "2026-11"),
        ("9999-12", "2026-11"),
        ("next", "2026-11"),
        ("２０２６-02", "2026-02"),
        ("2026-2", "2026-11"),
    ],
)
def test_a_month_is_read_from_the_address_and_anything_else_is_this_one(typed, read):
    assert str(Month.read(typed, DAY)) == read


def test_a_month_is_made_of_whole_weeks_from_monday_on():
    dates = Month(2026, 11).dates

    assert (dates[0], dates[-1], len(dates)) == (date(2026, 10, 26), date(2026, 12, 6), 42)


def test_months_follow_each_other_over_the_year():
    assert [str(month) for month in (Month(2026, 1).before, Month(2026, 12).after)] == ["2025-12", "2027-01"]
