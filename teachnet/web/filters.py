"""Dates, times and figures as they are read here: city time, Chinese or English habits, for templates and messages."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale
from flask_babel import gettext as _

from teachnet.db import CITY_TIME, today, utcnow
from teachnet.web.playtime import playtime

NO_VALUE = "—"
SMALL = {
    "zh": ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
DAY = {"zh": "y年M月d日", "en": "d MMMM y"}
MONTH_DAY = {"zh": "M月d日", "en": "d MMM"}
MONTH = {"zh": "y年M月", "en": "MMMM y"}
LONG_DAY = {"zh": "y年M月d日，EEEE", "en": "EEEE, d MMMM y"}
WEEKDAY = {"zh": "EEE", "en": "EEE"}
DAY_TIME = {"zh": "M月d日 EEE", "en": "EEE d MMM"}
YEAR_DAY_TIME = {"zh": "y年M月d日 EEE", "en": "EEE d MMM y"}


def _pattern(patterns: dict[str, str], when: date | datetime | None) -> str:
    if when is None:
        return NO_VALUE
    locale = get_locale()
    return format_date(in_city(when), patterns[locale.language], locale=locale)


def in_city(when: date | datetime) -> date | datetime:
    return when.astimezone(CITY_TIME) if isinstance(when, datetime) else when


def day(when: date | datetime | None) -> str:
    """2026年11月25日 · 25 November 2026"""
    return _pattern(DAY, when)


def long_day(when: date | datetime | None) -> str:
    """2026年11月25日，星期三 · Wednesday, 25 November 2026"""
    return _pattern(LONG_DAY, when)


def month_day(when: date | datetime | None) -> str:
    """11月25日 · 25 Nov"""
    return _pattern(MONTH_DAY, when)


def month_name(when: date | datetime | None) -> str:
    """2026年11月 · November 2026"""
    return _pattern(MONTH, when)


def weekday(when: date | datetime | None) -> str:
    """周三 · Wed"""
    return _pattern(WEEKDAY, when)


def clock(when: datetime | None) -> str:
    """19:00"""
    return in_city(when).strftime("%H:%M") if when else NO_VALUE


def day_time(when: datetime | None) -> str:
    """11月25日 周三 19:00 · Wed 25 Nov, 19:00; with the year when it is not this one"""
    if when is None:
        return NO_VALUE
    patterns = DAY_TIME if in_city(when).year == today().year else YEAR_DAY_TIME
    comma = "," if get_locale().language == "en" else ""
    return f"{_pattern(patterns, when)}{comma} {clock(when)}"


def span(first: date | None, last: date | None) -> str:
    """12月1日至5日 · 1–5 Dec 2026; a day that is both first and last is said once"""
    if first is None or last is None or first == last:
        return day(first or last)
    chinese = get_locale().language == "zh"
    if first.year != last.year:
        return f"{day(first)}至{day(last)}" if chinese else f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{day(first)}至{month_day(last)}" if chinese else f"{month_day(first)} – {day(last)}"
    return f"{day(first)}至{last.day}日" if chinese else f"{first.day}–{day(last)}"


def ago(when: datetime | None) -> str:
    """3分钟前 · 3 minutes ago"""
    if when is None:
        return NO_VALUE
    passed = when - utcnow()
    if abs(passed) < timedelta(seconds=45):
        return {"zh": "刚刚", "en": "just now"}[get_locale().language]
    told = format_timedelta(passed, add_direction=True, locale=get_locale())
    return told.replace(" ", "") if _is_chinese() else told


def in_days(when: date | datetime) -> str:
    """今天, 明天, 3天后 · today, tomorrow, in 3 days; counted by the calendar, not in hours"""
    when = in_city(when)
    days = ((when.date() if isinstance(when, datetime) else when) - today()).days
    if days in (0, 1):
        return (_("today"), _("tomorrow"))[days]
    told = format_timedelta(
        timedelta(days=days), granularity="day", threshold=99, add_direction=True, locale=get_locale()
    )
    return told.replace(" ", "") if _is_chinese() else told


def _is_chinese() -> bool:
    return get_locale().language == "zh"


def duration(seconds: float | None) -> str:
    """06:42 · 1:02:03"""
    if seconds is None:
        return NO_VALUE
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def hours(minutes: int | None) -> str:
    """Minutes kept, hours (学时) shown: 90 is 1.5"""
    return NO_VALUE if minutes is None else number(round(minutes / 60, 1))


def number(value: float | None, places: int = 1) -> str:
    """12,345.6 · 3"""
    return NO_VALUE if value is None else format_decimal(value, format="#,##0." + "#" * places, locale=get_locale())


def in_words(count: int) -> str:
    """Small numbers as they are said: 两件事, three things."""
    words = SMALL[get_locale().language]
    return words[count] if count < len(words) else number(count)


def percent(part: float, whole: float) -> str:
    """70.9%; nothing of nothing is no value"""
    return f"{100 * part / whole:.1f}%" if whole else NO_VALUE


def file_size(size: int | None) -> str:
    if size is None:
        return NO_VALUE
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


FILTERS = (
    day,
    long_day,
    month_day,
    month_name,
    weekday,
    clock,
    day_time,
    ago,
    in_days,
    duration,
    hours,
    number,
    file_size,
    playtime,
)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update({shown.__name__: shown for shown in FILTERS})
    app.jinja_env.globals.update(span=span, percent=percent, today=today)
