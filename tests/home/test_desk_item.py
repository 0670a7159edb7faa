from datetime import UTC, date, datetime, timedelta

import pytest

from teachnet.home.desk.item import DeskItem, most_urgent_first

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday_morning(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


def an_item(title="Something", **fields):
    return DeskItem(**{"title": title, "text": "", "action": "Go", "url": "/"} | fields)


def test_the_most_urgent_comes_first():
    items = [
        an_item("whenever", at_leisure=True),
        an_item("in a month", due=MONDAY + timedelta(days=30)),
        an_item("a queue"),
        an_item("on sunday", due=MONDAY + timedelta(days=6)),
        an_item("tonight", due=datetime(2026, 11, 23, 11, 0, tzinfo=UTC), starts=True),
        an_item("today", due=MONDAY),
        an_item("late", due=MONDAY - timedelta(days=3)),
    ]

    assert [item.title for item in most_urgent_first(items)] == [
        "late", "tonight", "today", "on sunday", "a queue", "whenever", "in a month"
    ]  # fmt: skip


def test_a_deadline_today_is_red_and_a_session_today_is_not():
    assert an_item(due=MONDAY).look == "bad"
    assert an_item(due=MONDAY, starts=True).look == "act"
    assert an_item(due=MONDAY + timedelta(days=1)).look == "act"
    assert an_item(at_leisure=True).look == "wait"
    assert an_item(due=MONDAY - timedelta(days=1)).is_late


def test_what_has_begun_is_not_late():
    begun = an_item(due=MONDAY - timedelta(days=1), starts=True)
    assert (begun.is_on, begun.is_late, begun.look) == (True, False, "good")


def test_days_are_counted_in_the_city():
    late_on_monday_in_london = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert an_item(due=late_on_monday_in_london).day == MONDAY + timedelta(days=1)


def test_this_week_has_each_weekday_once():
    assert an_item(due=MONDAY + timedelta(days=6)).is_this_week
    assert not an_item(due=MONDAY + timedelta(days=7)).is_this_week
    assert an_item().is_this_week
    assert not an_item(at_leisure=True).is_this_week
