"""When a teacher retires, as far as their birthday tells."""

from datetime import date

from teachnet.accounts.models import Gender

BEGINS = date(2025, 1, 1)
AT, LATEST_AFTER = {Gender.MALE: 60, Gender.FEMALE: 55}, 36  # years; months at most
EVERY = 4  # months bring one month more


def retires_in(born_on: date, gender: Gender) -> date:
    """The first day of the month in which the statutory age is reached.

    National People's Congress, decision of 13 September 2024: from January 2025 the age of men (60) and of women in
    cadre posts, which teachers have (55), rises by one month for each four months, to 63 and 58. Who goes earlier or
    later by agreement is not known here.
    """
    month = born_on.replace(year=born_on.year + AT[gender], day=1)
    after = _months(month) - _months(BEGINS)
    return month if after < 0 else _later(month, min(after // EVERY + 1, LATEST_AFTER))


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _later(day: date, months: int) -> date:
    year, month = divmod(_months(day) + months, 12)
    return date(year, month + 1, 1)
