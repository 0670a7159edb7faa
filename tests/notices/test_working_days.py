from datetime import date

import pytest

from teachnet.notices.working_days import is_known, is_working_day, period_after, unknown_years


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2025, 9, 26), True),  # a Friday
        (date(2025, 9, 27), False),  # a Saturday
        (date(2025, 9, 28), True),  # a Sunday that makes up for National Day
        (date(2025, 10, 1), False),  # National Day, with Mid-Autumn: eight days
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),  # a Saturday that makes up
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday that makes up
        (date(2026, 2, 14), True),  # the Saturday before Spring Festival
        (date(2026, 2, 16), False),  # Spring Festival, a Monday
    ],
)
def test_a_day_is_one_of_work_as_the_decree_has_it(day, is_one):
    assert is_working_day(day) is is_one


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        # No holiday in sight: five weekdays after a Monday end on the next one.
        (date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 9)),
        # Over a plain weekend: published on a Friday.
        (date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 4)),
        # National Day 2025: the 28th (a Sunday) counts, the 1st to the 8th do not.
        (date(2025, 9, 26), date(2025, 9, 28), date(2025, 10, 10)),
        # National Day 2026: the 1st to the 7th do not count, Saturday the 10th does.
        (date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 13)),
        # Spring Festival 2026: the 15th to the 23rd do not count, Saturdays the 14th and the 28th do.
        (date(2026, 2, 12), date(2026, 2, 13), date(2026, 2, 26)),
        (date(2026, 2, 13), date(2026, 2, 14), date(2026, 2, 27)),
        (date(2026, 2, 14), date(2026, 2, 24), date(2026, 2, 28)),
    ],
)
def test_five_working_days_are_counted_from_the_day_after(published, first, last):
    assert period_after(published, 5) == (first, last)


def test_more_days_than_five_are_counted_on():
    assert period_after(date(2026, 9, 30), 7) == (date(2026, 10, 8), date(2026, 10, 15))


def test_of_a_year_that_is_not_decreed_weekdays_count():
    assert (is_known(2026), is_known(2099)) == (True, False)
    assert period_after(date(2099, 5, 29), 5) == (date(2099, 6, 1), date(2099, 6, 5))  # a Friday
    assert period_after(date(2099, 9, 30), 5) == (date(2099, 10, 1), date(2099, 10, 7))  # nobody knows better


def test_the_years_not_decreed_are_named():
    assert unknown_years(date(2026, 12, 1), date(2026, 12, 7)) == []
    assert unknown_years(date(2098, 12, 28), date(2099, 1, 4)) == [2098, 2099]
