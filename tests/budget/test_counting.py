"""Each figure worked out by hand."""

import pytest

from teachnet.budget.counting import Ceiling, fee_allowed, yuan
from teachnet.budget.curve import curve


@pytest.mark.parametrize(
    ("people", "days", "rate", "fen"),
    [
        (60, 5, 55_000, 16_500_000),  # 60 × 5 × 550 = 165,000 yuan
        (1, 30, 65_000, 1_950_000),  # the thirtieth day still in full
        (1, 31, 65_000, 1_995_500),  # 30 × 650 + 650 × 70 % = 19,500 + 455
        (40, 45, 76_000, 123_120_000),  # 40 × (30 × 760 + 15 × 532) = 40 × (22,800 + 7,980)
        (0, 5, 55_000, 0),
    ],
)
def test_the_ceiling_is_people_times_days_and_less_beyond_thirty(people, days, rate, fen):
    assert Ceiling(people, days, rate).fen == fen


def test_a_part_of_a_fen_is_dropped_once_at_the_end():
    # 3 × 1 day beyond × 70 % of 0.01 yuan = 2.1 fen; rounded for each of them it would be 0
    assert Ceiling(3, 31, 1).fen - Ceiling(3, 30, 1).fen == 2


def test_a_fee_is_by_the_hour():
    assert fee_allowed(50_000, 240) == 200_000  # 4 h × 500
    assert fee_allowed(100_000, 90) == 150_000  # 1.5 h × 1,000
    assert fee_allowed(50_000, 1) == 833  # 8.33 yuan; a third of a fen is dropped


def test_money_is_shown_in_yuan():
    assert [yuan(fen) for fen in (0, 5, 123_456_789, -100, None)] == ["0.00", "0.05", "1,234,567.89", "−1.00", "—"]


def test_the_line_goes_on_through_a_month_without_spending():
    drawn = curve([(2026, 11, 300), (2027, 1, 100)], planned_fen=1000)
    assert [(month.first_day.isoformat(), month.so_far_fen, month.x, month.y) for month in drawn] == [
        ("2026-11-01", 300, 0.0, 70.0),
        ("2026-12-01", 300, 50.0, 70.0),
        ("2027-01-01", 400, 100.0, 60.0),
    ]
    assert curve([], 1000) == []
