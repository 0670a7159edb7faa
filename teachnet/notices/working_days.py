"""Working days as they are in China: holidays are moved and made up for on Saturdays and Sundays, by a decree of each
autumn for the year that follows. A year that is not decreed yet has its weekdays; the page says so."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import chinese_calendar

SATURDAY = 5
A_DAY = timedelta(days=1)


def is_known(year: int) -> bool:
    """Are the holidays of this year decreed, as far as the calendar has them?"""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_working_day(day: date) -> bool:
    return chinese_calendar.is_workday(day) if is_known(day.year) else day.weekday() < SATURDAY


def working_days_after(day: date) -> Iterator[date]:
    """The day itself does not count."""
    while True:
        day += A_DAY
        if is_working_day(day):
            yield day


def period_after(day: date, count: int) -> tuple[date, date]:
    """The first and the last of so many working days."""
    days = list(islice(working_days_after(day), count))
    return days[0], days[-1]


def unknown_years(first: date, last: date) -> list[int]:
    return [year for year in range(first.year, last.year + 1) if not is_known(year)]
