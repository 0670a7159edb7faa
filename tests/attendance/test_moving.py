"""A meeting dragged on the timetable: to another day, or to change places with another."""

from datetime import timedelta

import pytest

from teachnet.audit.models import AuditEntry
from teachnet.db import db, utcnow
from tests.attendance.factories import a_class, a_meeting, a_member


@pytest.fixture
def cohort(app):
    return a_class(begun=1)


@pytest.fixture
def host(as_person, cohort):
    return as_person(cohort.host)


@pytest.fixture
def morning():
    return (utcnow() + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)


def drop(host, meeting, **onto):
    """`day`, or `onto` a meeting."""
    if other := onto.pop("onto", None):
        onto = {"onto": other.id, "onto_version": other.version}
    url = f"/training/cohorts/{meeting.cohort_id}/meetings/moves"
    return host.post(url, **{"meeting": meeting.id, "version": meeting.version} | onto)


def test_on_another_day_it_keeps_its_times(cohort, host, morning):
    meeting = a_meeting(cohort, begins=morning, room="201", lecturer="Wang")
    assert drop(host, meeting, day=(meeting.day + timedelta(days=1)).isoformat()).status == 303
    db.session.refresh(meeting)
    assert (meeting.begins_at, meeting.ends_at) == (morning + timedelta(days=1), morning + timedelta(days=1, hours=2))
    assert (meeting.room, meeting.lecturer) == ("201", "Wang")
    assert db.session.query(AuditEntry).filter_by(action="attendance.move_meeting", thing="class_meeting").count() == 1


def test_two_change_places_and_each_lasts_as_long_as_before(cohort, host, morning):
    long = a_meeting(cohort, begins=morning, hours=3, room="201")
    short = a_meeting(cohort, begins=morning + timedelta(days=1), hours=1, room="305")
    assert drop(host, long, onto=short).status == 303
    for meeting in (long, short):
        db.session.refresh(meeting)
    assert (long.begins_at, long.ends_at - long.begins_at, long.room) == (
        morning + timedelta(days=1),
        timedelta(hours=3),
        "201",
    )
    assert (short.begins_at, short.ends_at - short.begins_at, short.room) == (morning, timedelta(hours=1), "305")


def test_neighbours_of_one_morning_change_places_where_it_fits(cohort, host, morning):
    first = a_meeting(cohort, begins=morning, hours=1)
    second = a_meeting(cohort, begins=morning + timedelta(hours=2), hours=1)
    assert drop(host, first, onto=second).status == 303
    db.session.refresh(first)
    assert first.begins_at == morning + timedelta(hours=2)


def test_what_would_overlap_is_refused_and_nothing_moves(cohort, host, morning):
    short = a_meeting(cohort, begins=morning, hours=1)
    long = a_meeting(cohort, begins=morning + timedelta(hours=1), hours=3)
    refused = drop(host, short, onto=long)
    assert (refused.status, "would overlap" in refused.text) == (409, True)
    db.session.expire_all()
    assert (short.begins_at, long.begins_at) == (morning, morning + timedelta(hours=1))


def test_a_third_in_the_way_is_named(cohort, host, morning):
    short = a_meeting(cohort, begins=morning, hours=1)
    a_meeting(cohort, begins=morning + timedelta(hours=1), hours=1, title="In the way")
    long = a_meeting(cohort, begins=morning + timedelta(days=1), hours=3)
    refused = drop(host, long, onto=short)
    assert refused.status == 409
    assert "In the way" in refused.text
    other = a_class(host=cohort.host)
    a_meeting(other, begins=morning + timedelta(days=1), room="201", title="Of another class")
    here = a_meeting(cohort, begins=morning + timedelta(hours=4), room="201")
    moved = drop(host, here, day=(here.day + timedelta(days=1)).isoformat())
    assert moved.status == 303  # at another time of that day the room is free


@pytest.mark.parametrize("days", [-9, 9])
def test_only_to_days_of_the_class(cohort, host, morning, days):
    meeting = a_meeting(cohort, begins=morning)
    refused = drop(host, meeting, day=(meeting.day + timedelta(days=days)).isoformat())
    assert (refused.status, "outside the days" in refused.text) == (409, True)


def test_what_somebody_else_changed_meanwhile_is_not_moved(cohort, host, morning):
    meeting, other = a_meeting(cohort, begins=morning), a_meeting(cohort, begins=morning + timedelta(days=1))
    url = f"/training/cohorts/{cohort.id}/meetings/moves"
    stale = {"meeting": meeting.id, "version": meeting.version - 1, "day": meeting.day.isoformat()}
    assert host.post(url, **stale).status == 409
    unseen = {"meeting": meeting.id, "version": meeting.version, "onto": other.id, "onto_version": 99}
    assert host.post(url, **unseen).status == 409


@pytest.mark.parametrize("wrong", [{}, {"day": "2026-02-30"}, {"day": "2026-03-01", "onto": 1}, {"onto": "x"}])
def test_a_drop_on_nothing_is_refused(cohort, host, morning, wrong):
    meeting = a_meeting(cohort, begins=morning)
    url = f"/training/cohorts/{cohort.id}/meetings/moves"
    assert host.post(url, meeting=meeting.id, version=meeting.version, **wrong).status == 422


def test_a_meeting_of_another_class_is_not_found_here(cohort, host, morning):
    elsewhere = a_meeting(a_class(host=cohort.host), begins=morning)
    url = f"/training/cohorts/{cohort.id}/meetings/moves"
    day = cohort.starts_on.isoformat()
    assert host.post(url, meeting=elsewhere.id, version=elsewhere.version, day=day).status == 404


def test_the_planner_sees_the_days_without_any_too(cohort, host, as_person, morning):
    a_meeting(cohort, begins=morning)
    learner = as_person(a_member(cohort).teacher)
    page = f"/training/cohorts/{cohort.id}/timetable"
    assert len(host.get(page).select("[data-day]")) == 5
    assert not learner.get(page).select("[data-day], [data-meeting], [data-timetable]")


def drag(page, what, where):
    """As a hand does it: a browser takes one jump for no drag."""
    page.locator(f"{what} strong").hover()
    page.mouse.down()
    box = page.locator(where).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=10)
    page.mouse.up()


def test_dropped_in_the_browser_it_moves(live_server, page, sign_in, cohort, morning):
    meeting, other = a_meeting(cohort, begins=morning), a_meeting(cohort, begins=morning + timedelta(days=1))
    sign_in(page, cohort.host)
    page.set_viewport_size({"width": 1280, "height": 1600})  # all days at once: nothing is scrolled while one drags
    page.goto(f"{live_server.url}/training/cohorts/{cohort.id}/timetable")
    drag(page, f"#meeting-{meeting.id}", f"#meeting-{other.id}")
    page.get_by_text("Moved: Asking questions").wait_for()
    db.session.expire_all()
    assert meeting.begins_at == morning + timedelta(days=1)
    db.session.commit()  # the server is waiting to write
    empty = page.locator("[data-day]", has_text="Nothing is planned.").last
    wanted = empty.get_attribute("data-day")
    drag(page, f"#meeting-{meeting.id}", f"[data-day='{wanted}'] p")
    page.locator(f"[data-day='{wanted}'] #meeting-{meeting.id}").wait_for()
    db.session.expire_all()
    assert meeting.day.isoformat() == wanted
