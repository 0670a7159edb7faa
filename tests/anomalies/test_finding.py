"""What stands out in a week is found; who is just busy, or shares a computer with one other, is not."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.anomalies import actions, jobs
from teachnet.anomalies.explaining import evidence_of
from teachnet.anomalies.finding import find, week_of
from teachnet.anomalies.models import Anomaly, AnomalyKind, AnomalyRules
from teachnet.db import beginning_of, db, is_reading, today
from teachnet.study.models import PresencePrompt, StudyHour, Verdict, WatchBeat, WatchSession
from tests.assignments.factories import a_submission, an_assignment
from tests.factories import a_teacher, saved
from tests.study.factories import a_course, a_learner
from tests.study.player import Player, beat

RULES = AnomalyRules(id=1, people_a_device=3, hours_a_day=14, too_fast_beats=5, missed_percent=80, same_percent=80)
K = AnomalyKind
MONDAY = week_of(today()) - timedelta(days=7)  # whatever day of the week it is, all of it is past
NOON = beginning_of(MONDAY) + timedelta(hours=12)


@pytest.fixture
def unit(app):
    return a_course().units[0]


@pytest.fixture
def people(app):
    return [a_teacher(name=name) for name in ("Bai", "Cao", "Dong", "Erin")]


def found(kind: AnomalyKind, week_on=MONDAY) -> dict:
    return {one.person_id: one.evidence for one in find(week_on, RULES) if one.kind is kind}


def a_session(unit, person, **fields) -> WatchSession:
    return saved(WatchSession(**{"person_id": person.id, "unit_id": unit.id, "started_at": NOON} | fields))


def test_several_accounts_in_one_browser(unit, people):
    bai, cao, dong, erin = people
    for person in (bai, cao, dong):
        for device in ("shared", f"own of {person.id}"):
            a_session(unit, person, device=device)
    for person in (dong, erin):
        a_session(unit, person, device="of two")
    a_session(unit, erin, device="shared", started_at=NOON - timedelta(days=7))
    assert found(K.DEVICE) == {
        bai.id: {"accounts": 3, "others": [cao.id, dong.id]},
        cao.id: {"accounts": 3, "others": [bai.id, dong.id]},
        dong.id: {"accounts": 3, "others": [bai.id, cao.id]},
    }


def test_browsers_without_a_mark_are_not_one_browser(unit, people):
    for person in people:
        a_session(unit, person)
    assert found(K.DEVICE) == {}


def test_a_browser_is_known_when_it_studies(as_person, unit, people):
    for person in people[:2]:
        a_learner(unit.course, person)
        Player(as_person(person), unit).open()
    first, second = db.session.scalars(sa.select(WatchSession.device).order_by(WatchSession.id))
    assert len({first, second, None}) == 3


def beats(unit, person, *verdicts, at=NOON) -> None:
    session = a_session(unit, person)
    for seq, verdict in enumerate(verdicts):
        kept = {"from_ms": 0, "to_ms": 1000, "rate": 1.0, "covered_ms": 0, "credited_ms": 0}
        saved(WatchBeat(session_id=session.id, seq=seq, arrived_at=at, verdict=verdict, **kept))


def test_reports_that_claim_more_than_the_clock_allows(unit, people):
    bai, cao, dong, _erin = people
    beats(unit, bai, *[Verdict.TOO_FAST] * 5, Verdict.COUNTED)
    beats(unit, cao, *[Verdict.TOO_FAST] * 4, *[Verdict.COUNTED] * 9)
    beats(unit, dong, *[Verdict.TOO_FAST] * 9, at=NOON - timedelta(days=7))
    assert found(K.TOO_FAST) == {bai.id: {"beats": 6, "too_fast": 5}}


def hours(person, *of_the_week: int) -> None:
    for hour in of_the_week:
        saved(StudyHour(person_id=person.id, hour=beginning_of(MONDAY) + timedelta(hours=hour), credited_ms=60_000))


def test_who_studies_round_the_clock_and_who_only_much(people):
    bai, cao, dong, _erin = people
    hours(bai, *range(24, 39))  # Tuesday
    hours(cao, *range(20, 34))  # fourteen in a row, over midnight: four and ten
    hours(dong, *(day * 24 + hour for day in range(7) for hour in range(13)))
    tuesday = (MONDAY + timedelta(days=1)).isoformat()
    assert found(K.ROUND_THE_CLOCK) == {bai.id: {"hours": 15, "day": tuesday}}


def asked(unit, person, missed: int, answered: int) -> None:
    session = a_session(unit, person)
    for number in range(missed + answered):
        answered_at = None if number < missed else NOON + timedelta(seconds=9)
        prompt = {"asked_at": NOON, "answered_at": answered_at, "code": f"{person.id}-{number}"}
        saved(PresencePrompt(session_id=session.id, **prompt))


def test_questions_that_nobody_answers(unit, people):
    bai, cao, dong, _erin = people
    asked(unit, bai, 4, 1)
    asked(unit, cao, 3, 2)
    asked(unit, dong, 4, 0)
    assert found(K.UNANSWERED) == {bai.id: {"asked": 5, "missed": 4}}


def test_what_another_handed_in(people):
    bai, cao, *_others = people
    assignment = an_assignment()
    course = assignment.unit.course
    own, other = (a_submission(assignment, a_learner(course, person), handed_in_at=NOON) for person in (bai, cao))
    own.alike_id, own.alike_percent = other.id, 91
    other.alike_id, other.alike_percent = own.id, 79
    db.session.commit()
    assert found(K.SAME_TEXT) == {bai.id: {"percent": 91, "submission": own.id, "other": other.id}}


def look() -> None:
    actions.keep(find(MONDAY, RULES), MONDAY)
    db.session.commit()


def test_what_is_found_again_is_one_and_tells_the_newest(people, monkeypatch):
    bai, *_others = people
    hours(bai, *range(15))
    look()
    hours(bai, 15)
    look()
    (anomaly,) = db.session.scalars(sa.select(Anomaly))
    assert "16 different hours" in evidence_of(anomaly)
    anomaly.clear(by=a_teacher(name="Office"), note="A night before the exam")
    hours(bai, 16)
    look()
    assert "16 different hours" in evidence_of(anomaly)  # what was judged stays as it was


def test_an_honest_hour_finds_nothing(as_person, unit, people):
    bai, *_others = people
    a_learner(unit.course, bai)
    player = Player(as_person(bai), unit)
    player.open()
    player.send(beat(0, 0, 20))
    jobs.look([{}])
    assert db.session.scalars(sa.select(Anomaly)).all() == []


def test_who_looks_at_a_week_holds_up_nobody_who_writes(people, monkeypatch):
    """Found in a transaction that cannot write, and kept in one that can."""
    bai, *_others = people
    hours(bai, *range(15))
    was_reading = []

    def watched(week_on, rules):
        was_reading.append(is_reading())
        return find(week_on, rules)

    monkeypatch.setattr(jobs, "find", watched)
    monkeypatch.setattr(jobs, "utcnow", lambda: NOON)
    jobs.look([{}])
    db.session.commit()
    assert (was_reading, is_reading()) == ([True], False)
    assert [one.person_id for one in db.session.scalars(sa.select(Anomaly))] == [bai.id]


def test_the_week_is_looked_at_a_little_after_its_end(app, monkeypatch):
    looked = []
    monkeypatch.setattr(jobs, "find", lambda week_on, _rules: looked.append(week_on) or [])
    for hours_in in (1, 3):
        moment = beginning_of(MONDAY) + timedelta(hours=hours_in)
        monkeypatch.setattr(jobs, "utcnow", lambda moment=moment: moment)
        jobs.look([{}])
    assert looked == [MONDAY - timedelta(days=7), MONDAY, MONDAY]


def test_every_kind_has_its_sentence(app):
    evidence = {
        K.DEVICE: {"accounts": 4, "others": []},
        K.TOO_FAST: {"beats": 9, "too_fast": 8},
        K.ROUND_THE_CLOCK: {"hours": 16, "day": "2026-11-24"},
        K.UNANSWERED: {"asked": 9, "missed": 8},
        K.SAME_TEXT: {"percent": 90, "submission": 1, "other": 2},
    }
    assert all(evidence_of(Anomaly(kind=kind, evidence=evidence[kind])) for kind in K)
