from datetime import UTC, date, datetime, timedelta

import pytest
from flask_babel import force_locale

from teachnet.web import filters

NIGHT = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)  # half past one of the next day in the city


@pytest.fixture
def now(time_machine):
    time_machine.move_to(NIGHT)


@pytest.fixture
def in_language(app):
    def say(language, shown, *values):
        with app.test_request_context(), force_locale(language):
            return shown(*values)

    return say


SAID = [
    (filters.day, "2026年11月26日", "26 November 2026"),
    (filters.long_day, "2026年11月26日，星期四", "Thursday, 26 November 2026"),
    (filters.month_day, "11月26日", "26 Nov"),
    (filters.weekday, "周四", "Thu"),
    (filters.clock, "01:30", "01:30"),
    (filters.day_time, "11月26日 周四 01:30", "Thu 26 Nov, 01:30"),
]


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(("shown", "chinese", "english"), SAID, ids=[shown.__name__ for shown, _, _ in SAID])
def test_moments_are_told_in_city_time(in_language, shown, chinese, english):
    assert in_language("zh_Hans_CN", shown, NIGHT) == chinese
    assert in_language("en", shown, NIGHT) == english


@pytest.mark.usefixtures("now")
def test_another_year_is_named(in_language):
    assert in_language("zh_Hans_CN", filters.day_time, NIGHT + timedelta(days=60)) == "2027年1月25日 周一 01:30"


@pytest.mark.parametrize("shown", [shown for shown, _, _ in SAID])
def test_no_value_is_a_dash(in_language, shown):
    assert in_language("en", shown, None) == "—"


@pytest.mark.parametrize(
    ("last", "chinese", "english"),
    [
        (date(2026, 12, 1), "2026年12月1日", "1 December 2026"),
        (date(2026, 12, 5), "2026年12月1日至5日", "1–5 December 2026"),
        (date(2027, 1, 5), "2026年12月1日至2027年1月5日", "1 December 2026 – 5 January 2027"),
    ],
)
def test_days_from_and_to(in_language, last, chinese, english):
    assert in_language("zh_Hans_CN", filters.span, date(2026, 12, 1), last) == chinese
    assert in_language("en", filters.span, date(2026, 12, 1), last) == english


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    ("passed", "chinese", "english"),
    [
        (timedelta(seconds=5), "刚刚", "just now"),
        (timedelta(minutes=3), "3分钟前", "3 minutes ago"),
        (timedelta(days=-3), "3天后", "in 3 days"),
    ],
)
def test_how_long_ago(in_language, passed, chinese, english):
    assert in_language("zh_Hans_CN", filters.ago, NIGHT - passed) == chinese
    assert in_language("en", filters.ago, NIGHT - passed) == english


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    ("hours", "chinese", "english"),
    [(20, "今天", "today"), (24, "明天", "tomorrow"), (49, "2天后", "in 2 days"), (24 * 20, "20天后", "in 20 days")],
)
def test_how_many_days_ahead_by_the_calendar(in_language, hours, chinese, english):
    assert in_language("zh_Hans_CN", filters.in_days, NIGHT + timedelta(hours=hours)) == chinese
    assert in_language("en", filters.in_days, NIGHT + timedelta(hours=hours)) == english


def test_small_numbers_are_said(in_language):
    assert [in_language("zh_Hans_CN", filters.in_words, count) for count in (2, 10, 11)] == ["两", "十", "11"]
    assert [in_language("en", filters.in_words, count) for count in (2, 10, 1100)] == ["two", "ten", "1,100"]


def test_lengths_and_figures(in_language):
    assert [filters.duration(402), filters.duration(3723), filters.duration(0)] == ["06:42", "1:02:03", "00:00"]
    assert [in_language("en", filters.number, value) for value in (35942, 1.5, 2.0)] == ["35,942", "1.5", "2"]
    assert [in_language("zh_Hans_CN", filters.hours, minutes) for minutes in (60, 100)] == ["1", "1.7"]
    assert [filters.percent(1, 3), filters.percent(0, 0)] == ["33.3%", "—"]
    assert [filters.file_size(size) for size in (12, 3400, 2_400_000)] == ["12 B", "3 kB", "2.4 MB"]
