"""The same traces and tricks against the running application, and what it keeps."""

import json

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.accounts.models import Role
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.study import ledger
from teachnet.study.models import CourseEnrolment, UnitProgress, WatchBeat, WatchSession
from teachnet.study.replay import in_order_of_arrival
from tests.factories import a_teacher
from tests.study.factories import a_clip, a_course, a_learner, a_stored_file, a_text
from tests.study.player import Player, at, beat
from tests.study.test_ledger import TRACES, trace_of


@pytest.fixture
def clock(app):
    """Eight in the morning, until the test moves it."""
    with time_machine.travel(at(0), tick=False) as clock:
        yield clock


@pytest.fixture
def course(clock):
    return a_course()


@pytest.fixture
def lin(course):
    return a_learner(course, a_teacher(name="Lin")).learner


@pytest.fixture
def player(as_person, course, lin):
    return Player(as_person(lin), course.units[0])


def progress() -> UnitProgress:
    return db.session.scalars(sa.select(UnitProgress)).one()


def play(trace, clock, as_person, learner, clip):
    """Send a trace as it was recorded: sessions opened at their moments, beats at theirs, one request each."""
    player, sessions = Player(as_person(learner), clip), {}
    starts = sorted(zip(trace["starts"], trace["sessions"], strict=True))
    for arrives, raw in in_order_of_arrival(trace["beats"]):
        while starts and starts[0][0] * 1000 <= arrives:
            start, name = starts.pop(0)
            clock.move_to(at(start))
            sessions[name] = player.open()
        clock.move_to(at(arrives / 1000))
        player.send(raw, session=sessions.get(raw["session"], 10**9))


# Each beat is a request, so not all of them; test_ledger.py has the others.
TOLD = {"honest-flaky", "honest-offline-300", "honest-reload", "honest-rate", "two-tabs"}
SENT = [path for path in TRACES if path.stem in TOLD or len(trace_of(path)["beats"]) <= 40]


@pytest.mark.parametrize("path", SENT, ids=lambda path: path.stem)
def test_a_recorded_trace_is_worth_the_same_in_the_application(path, clock, as_person):
    trace = trace_of(path)
    course = a_course(units=0)
    clip = a_clip(course, trace["item_seconds"])
    learner = a_learner(course).learner

    play(trace, clock, as_person, learner, clip)

    kept = progress()
    found = {"covered_s": kept.covered_ms / 1000, "credited_s": kept.credited_ms / 1000}
    assert {name: low <= found[name] <= high for name, (low, high) in trace["expect"].items()} == dict.fromkeys(
        found, True
    )
    if path.stem.startswith("honest-"):
        assert found["credited_s"] >= 0.99 * min(trace["expect"]["credited_s"][0], trace["item_seconds"])


def test_the_attack_succeeds_when_the_ledger_believes(clock, as_person, monkeypatch):
    def believe(beat, clock, progress, *, at, length, max_rate, is_newest, room):
        progress.covered = progress.credited = [[0, beat.end]]
        return ledger.Counted(ledger.Verdict.COUNTED, beat.end, beat.end)

    monkeypatch.setattr("teachnet.study.watching.count", believe)
    course = a_course()
    play(
        trace_of(next(path for path in TRACES if path.stem == "claim-at-once")),
        clock,
        as_person,
        a_learner(course).learner,
        course.units[0],
    )

    assert progress().credited_ms == 1_200_000


def test_the_answer_says_what_is_counted_and_why_not(clock, player):
    player.open()
    clock.move_to(at(20))
    answer = player.send(beat(1, 0, 20))
    assert {name: answer.json[name] for name in ("counted", "watched", "done", "newest", "next")} == {
        "counted": 20.0,
        "watched": 20.0,
        "done": False,
        "newest": True,
        "next": 20.0,
    }
    clock.move_to(at(30))
    answer = player.send(beat(2, 20, 1200))
    assert answer.json["counted"] == 42.0
    assert "Played faster than is counted" in answer.json["html"]


def test_a_beat_sent_twice_counts_once_whatever_the_second_one_says(clock, player):
    player.open()
    clock.move_to(at(20))
    player.send(beat(1, 0, 10), beat(1, 10, 20))
    clock.move_to(at(300))
    assert player.send(beat(1, 100, 200)).json["counted"] == 10.0

    assert db.session.scalar(sa.select(sa.func.count()).select_from(WatchBeat)) == 1


def test_the_newest_window_counts_and_the_older_one_is_told(clock, player):
    old = player.open()
    clock.move_to(at(10))
    new = player.open()
    clock.move_to(at(20))
    told = player.send(beat(1, 0, 10), session=old)
    assert (told.json["newest"], told.json["counted"], told.json["watched"]) == (False, 0.0, 10.0)
    assert "another window or on another device" in told.json["html"]
    assert player.send(beat(1, 0, 10), session=new).json["counted"] == 10.0


def test_two_courses_in_two_windows_share_the_clock(clock, as_person, lin, course):
    other = a_course(title="Board work")
    a_learner(other, lin)
    one, two = (Player(as_person(lin), each.units[0]) for each in (course, other))
    one.open()
    two.open()
    clock.move_to(at(600))
    assert one.send(beat(1, 0, 600)).json["counted"] == 0.0
    assert two.send(beat(1, 0, 600)).json["counted"] == 600.0


def test_somebody_elses_session_counts_nothing(player, as_person, course):
    thief = Player(as_person(a_learner(course, a_teacher(name="Ma")).learner), course.units[0])
    session = player.open()
    thief.open()

    assert thief.send(beat(1, 0, 10), session=session).status_code == 404
    assert db.session.scalars(sa.select(WatchBeat)).all() == []


def test_progress_goes_on_where_it_was_left_on_another_device(clock, player, as_person, lin, course):
    player.open()
    for n in range(1, 7):
        clock.move_to(at(n * 10))
        player.send(beat(n, n * 10 - 10, n * 10))

    clip = course.units[0]
    clip.hold(a_stored_file(seconds=1200.0), "clip.mp4")
    page = as_person(lin).get(f"/study/units/{clip.id}")
    assert page.select_one("source")["src"].endswith("#t=60")
    assert page.select_one("[data-counted] .figure b").text.startswith("01:00")


def test_a_unit_is_done_at_its_share_and_the_course_with_its_last_unit(clock, player, as_person, lin, course):
    text = a_text(course, seconds=60)
    player.open()
    for n in range(1, 37):
        clock.move_to(at(n * 30))
        answer = player.send(beat(n, n * 30 - 30, n * 30))
    assert answer.json["done"] is True

    reader = Player(as_person(lin), text)
    reader.open()
    clock.move_to(at(1080 + 54))
    reader.send(beat(1, 0, 54))

    enrolment = db.session.scalars(sa.select(CourseEnrolment)).one()
    assert (enrolment.units_done, enrolment.is_finished, enrolment.minutes_earned) == (2, True, 120)
    assert (enrolment.started_at, enrolment.finished_at) == (at(30), at(1134))
    assert enrolment.credited_ms == (1080 + 54) * 1000
    trail = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.thing == "course_enrolment").order_by(AuditEntry.id)
    )
    assert [entry.changes.get("units_done") for entry in trail][1:] == [[0, 1], [1, 2], None]


def test_text_is_not_read_twice_as_fast(clock, as_person, lin, course):
    text = a_text(course, seconds=600)
    reader = Player(as_person(lin), text)
    reader.open()
    clock.move_to(at(20))
    assert reader.send(beat(1, 0, 40, rate=2)).json["counted"] == 22.0


def test_a_closed_course_opens_no_session_but_hears_what_was_kept(clock, player, course):
    player.open()
    course.close(by=course.author)
    db.session.commit()
    clock.move_to(at(20))
    assert player.send(beat(1, 0, 20)).json["counted"] == 20.0
    assert player._post("sessions", "{}").status_code == 409


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{", '{"session": NaN, "beats": []}', '{"session": "1", "beats": []}', '{"session": 1}',
        '{"session": 1e999, "beats": []}', '{"session": %s, "beats": []}' % ("9" * 5000), "[" * 100_000,
        '{"session": true, "beats": []}', '{"session": -1, "beats": []}', "\xff",
    ],
    ids=range(13),
)  # fmt: skip
def test_what_is_no_message_is_refused_and_changes_nothing(player, text):
    player.open()
    assert player.send_text(text).status_code in (400, 404)
    assert db.session.scalars(sa.select(WatchBeat)).all() == []


def test_beats_that_are_none_are_passed_over(clock, player):
    player.open()
    clock.move_to(at(20))
    wrong = [None, "x", [], {"seq": 1}, beat(1, 5, 2), beat(2, 0, 10**300), {**beat(3, 0, 9), "rate": "fast"}]
    assert player.send(*wrong, beat(3, 0, 10)).json["counted"] == 10.0
    assert player.send(*[beat(n, 0, 1) for n in range(300)]).status_code == 400
    assert player.send_text(json.dumps({"session": player.session, "beats": [], "x": "y" * 300_000})).status_code == 413


def test_one_beat_and_a_hundred_cost_the_same_few_statements(clock, player, statements):
    costs = []
    player.open()
    clock.shift(10)
    player.send(beat(0, 0, 1))  # the first of an hour begins its row
    for batch in ([beat(1, 0, 10)], [beat(n, n, n + 1) for n in range(2, 102)]):
        clock.shift(600)
        db.session.commit()
        statements.clear()
        player.send(*batch)
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert costs[0] <= 17


def test_a_session_leaves_a_trail_and_beats_are_their_own(player, lin):
    player.open()
    player.send(beat(1, 0, 1))
    opened = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.thing == "watch_session")).one()
    session = db.session.scalars(sa.select(WatchSession)).one()
    assert (opened.actor_id, opened.thing_id, opened.action) == (lin.id, session.id, "study.open_session")
    assert db.session.scalar(sa.select(WatchBeat.session_id)) == session.id


def test_only_learners_open_sessions(as_person, course):
    for person in (a_teacher(), course.author):
        assert Player(as_person(person), course.units[0])._post("sessions", "{}").status_code == 404
    assert course.author.current_appointments[0].role is Role.RESEARCH_LEAD
