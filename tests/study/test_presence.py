"""Now and then somebody is asked whether they are there; nothing is lost by missing it."""

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.db import db
from teachnet.study.models import PresencePrompt, StudyRules, UnitProgress
from tests.factories import a_teacher, saved
from tests.study.factories import a_clip, a_course, a_learner
from tests.study.player import Player, at, beat


@pytest.fixture
def clock(app):
    with time_machine.travel(at(0), tick=False) as clock:
        yield clock


@pytest.fixture
def clip(clock):
    saved(StudyRules(id=1, most_an_hour=240, most_a_day=1440, ask_after=10))
    return a_clip(a_course(units=0), 3600)


@pytest.fixture
def player(as_person, clip):
    player = Player(as_person(a_learner(clip.course, a_teacher(name="Lin")).learner), clip)
    player.open()
    return player


def play(player, clock, minutes, first=0, until_asked=False):
    """A beat a minute; the questions that came, as (minute, question)."""
    asked = []
    for minute in range(first, first + minutes):
        clock.move_to(at(60 * (minute + 1)))
        told = player.send(beat(minute, 60 * minute, 60 * (minute + 1))).json
        if told["prompt"]:
            asked.append((minute + 1, told["prompt"]))
            if until_asked:
                break
    return asked


def answer(player, code):
    return player._post("presence", f'{{"session": {player.session}, "code": "{code}"}}')


def prompts() -> list[PresencePrompt]:
    return list(db.session.scalars(sa.select(PresencePrompt).order_by(PresencePrompt.id)))


def test_the_question_comes_by_what_was_counted_and_not_by_the_clock(player, clock):
    assert play(player, clock, 6) == []
    (minute, question), *_again = play(player, clock, 10, first=6)

    assert 7 <= minute <= 13
    assert (len(question["code"]) >= 20, 0 < question["seconds"] <= 180) == (True, True)


def test_an_open_question_comes_with_each_answer_until_it_is_answered(player, clock):
    minute, question = play(player, clock, 14, until_asked=True)[0]
    _next_minute, again = play(player, clock, 1, first=minute)[0]
    assert again["code"] == question["code"]

    assert answer(player, question["code"]).json == {"confirmed": True}
    assert play(player, clock, 1, first=minute + 1) == []
    assert [prompt.answered_at is not None for prompt in prompts()] == [True]


def test_a_question_is_answered_once_and_in_time(player, clock):
    minute, question = play(player, clock, 13, until_asked=True)[0]
    assert [answer(player, question["code"]).status_code for _ in range(2)] == [200, 409]

    play(player, clock, 16, first=minute)
    late = prompts()[-1]
    clock.move_to(at(60 * 60))
    assert answer(player, late.code).status_code == 409


def test_a_missed_question_takes_nothing_away_and_is_told(player, clock, clip):
    play(player, clock, 20)

    page = player.browser.get(f"/study/units/{clip.id}")
    missed = next(iter(prompts()))
    assert db.session.scalars(sa.select(UnitProgress.credited_ms)).one() == 20 * 60_000
    assert "are unconfirmed" in page.text
    assert missed.vouches_ms == (missed.asked_at - at(0)).total_seconds() * 1000


def test_opening_a_new_window_puts_no_question_off(player, clock):
    asked = []
    for five in range(6):
        player.open()
        asked += play(player, clock, 3, first=3 * five)
    assert asked != []


def test_nobody_answers_for_another_and_no_code_can_be_guessed(player, clock, as_person, clip):
    _minute, question = play(player, clock, 13)[0]
    other = Player(as_person(a_learner(clip.course, a_teacher(name="Mo")).learner), clip)
    other.open()

    assert [answer(other, question["code"]).status_code, answer(player, "guess").status_code] == [404, 404]
    assert [prompt.answered_at for prompt in prompts()] == [None]


def test_a_city_that_asks_nobody_asks_nobody(player, clock):
    db.session.execute(sa.update(StudyRules).values(ask_after=0))
    db.session.commit()
    assert play(player, clock, 30) == []
