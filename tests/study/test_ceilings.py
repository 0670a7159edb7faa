"""An hour by the clock and a day count only so much, and what is beyond it can be counted later."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.study import ceilings
from teachnet.study.models import StudyHour, StudyRules, UnitProgress
from tests.factories import a_teacher, saved, somebody, the_city
from tests.study.factories import a_clip, a_course, a_learner
from tests.study.player import Player, at, beat


@pytest.fixture
def clock(app):
    with time_machine.travel(at(0), tick=False) as clock:
        yield clock


@pytest.fixture
def clips(clock):
    """Four clips of an hour each, and a city that counts forty minutes an hour and a hundred a day."""
    saved(StudyRules(id=1, most_an_hour=40, most_a_day=100, ask_after=0))
    course = a_course(units=0)
    return [a_clip(course, 3600, title=f"Clip {number}") for number in range(4)]


@pytest.fixture
def lin(clips):
    return a_learner(clips[0].course, a_teacher(name="Lin")).learner


def watch(player, clock, begins, minutes, first=0):
    """Honestly, a beat a minute, at the speed of the clock; what the last answer said."""
    clock.move_to(at(begins))
    player.open()
    for minute in range(minutes):
        clock.move_to(at(begins + 60 * (minute + 1)))
        told = player.send(beat(minute, first + 60 * minute, first + 60 * (minute + 1)))
    return told.json


def credited_minutes() -> dict:
    rows = db.session.execute(sa.select(UnitProgress.unit_id, UnitProgress.credited_ms))
    return {unit: ms // 60_000 for unit, ms in rows}


def test_an_hour_counts_only_so_much_and_says_so(as_person, clips, lin, clock):
    told = watch(Player(as_person(lin), clips[0]), clock, 0, 55)

    assert credited_minutes() == {clips[0].id: 40}
    assert "counted in an hour or a day is reached" in told["html"]
    assert told["watched"] == 55 * 60


def test_two_clips_share_the_hour(as_person, clips, lin, clock):
    watch(Player(as_person(lin), clips[0]), clock, 0, 25)
    watch(Player(as_person(lin), clips[1]), clock, 26 * 60, 30)

    assert credited_minutes() == {clips[0].id: 25, clips[1].id: 15}


def test_the_next_hour_counts_again_what_was_not_counted(as_person, clips, lin, clock):
    player = Player(as_person(lin), clips[0])
    watch(player, clock, 0, 55)
    watch(player, clock, 3600, 15, first=2400)

    assert credited_minutes() == {clips[0].id: 55}


def test_a_day_counts_only_so_much_and_the_next_begins_anew(as_person, clips, lin, clock):
    for hour, clip in enumerate(clips):
        watch(Player(as_person(lin), clip), clock, hour * 3600, 50)
    assert sum(credited_minutes().values()) == 100

    watch(Player(as_person(lin), clips[3]), clock, 24 * 3600, 10)
    assert sum(credited_minutes().values()) == 110


def test_without_the_ceiling_the_hour_counts_whole(as_person, clips, lin, clock, monkeypatch):
    monkeypatch.setattr(ceilings, "room_for", lambda *_about: 10**9)
    watch(Player(as_person(lin), clips[0]), clock, 0, 55)

    assert credited_minutes() == {clips[0].id: 55}


def test_the_hours_add_up_to_what_is_credited(as_person, clips, lin, clock):
    watch(Player(as_person(lin), clips[0]), clock, 1800, 55)

    hours = db.session.execute(sa.select(StudyHour.hour, StudyHour.credited_ms).order_by(StudyHour.hour)).all()
    assert [(hour - at(0)) // timedelta(hours=1) for hour, _ms in hours] == [0, 1]
    assert sum(ms for _hour, ms in hours) == db.session.scalar(sa.select(sa.func.sum(UnitProgress.credited_ms)))


def test_the_city_sets_what_is_counted(as_person, app):
    city = as_person(somebody(Role.CITY_ADMIN, the_city(), "Bai"))

    wrong = city.post("/study/rules", most_an_hour="7", most_a_day="480", learners_a_tutor="60", ask_after="12")
    right = city.post("/study/rules", most_an_hour="60", most_a_day="300", learners_a_tutor="60", ask_after="0")

    assert (wrong.status, right.status) == (422, 303)
    assert "From 30 to 240 minutes." in wrong.text
    found = db.session.scalars(sa.select(StudyRules)).one()
    assert (found.most_an_hour, found.most_a_day, found.ask_after) == (60, 300, 0)
