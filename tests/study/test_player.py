"""The player in a real browser: what it plays is counted, also when the network goes and comes back."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from teachnet.db import db, reading
from teachnet.demo.clips import Script, clip
from teachnet.files.receive import receive, stored_file
from teachnet.study.models import UnitProgress, WatchBeat, WatchSession
from tests.factories import a_teacher
from tests.study.factories import a_clip, a_course, a_learner, a_text

pytestmark = pytest.mark.browser


@pytest.fixture
def course(app):
    return a_course(units=0)


@pytest.fixture
def lin(course):
    return a_learner(course, a_teacher(name="Lin")).learner


@pytest.fixture
def film(course):
    unit = a_clip(course)
    unit.hold(stored_file(receive(BytesIO(clip(Script("课堂提问", "等待", ["五秒"], 12))), "clip.mp4")), "clip.mp4")
    db.session.commit()
    return unit


@pytest.fixture
def text(course):
    return a_text(course, seconds=120)


def asked(statement):
    """Read without keeping the write lock from the server."""
    with reading():
        db.session.rollback()
        found = db.session.scalars(statement).all()
        db.session.rollback()
    return found


def spans() -> list[tuple[int, int]]:
    return [(beat.from_ms, beat.to_ms) for beat in asked(sa.select(WatchBeat).order_by(WatchBeat.id))]


def open_unit(page, live_server, unit, session: int = 1):
    with page.expect_response("**/sessions"):
        page.goto(f"{live_server.url}/study/units/{unit.id}")


def send(page, act):
    with page.expect_response("**/beats") as answer:
        act()
    return answer.value


def kept(page, person) -> list:
    return page.evaluate("(person) => JSON.parse(localStorage.getItem(`teachnet.beats.${person}`) ?? '[]')", person.id)


def play(page, seconds):
    page.evaluate("() => { const film = document.querySelector('video'); film.muted = true; return film.play(); }")
    page.wait_for_function("(to) => document.querySelector('video').currentTime >= to", arg=seconds)


def pause(page):
    page.evaluate("() => document.querySelector('video').pause()")


def test_what_was_played_is_counted_and_shown_and_a_jump_is_not(page, live_server, sign_in, lin, film):
    sign_in(page, lin)
    open_unit(page, live_server, film)

    play(page, 2)
    send(page, lambda: pause(page))
    page.evaluate("() => { document.querySelector('video').currentTime = 9; }")
    play(page, 10)
    send(page, lambda: pause(page))

    (progress,) = asked(sa.select(UnitProgress))
    assert 2_000 <= progress.credited_ms <= 6_000
    assert [end - start for start, end in progress.credited][0] >= 1_900
    assert progress.credited[-1][0] >= 8_500
    assert page.locator("[data-counted] .figure b").inner_text().startswith("00:0")


def test_another_device_goes_on_there_and_the_first_one_is_told(new_page, live_server, sign_in, lin, film):
    computer, phone = new_page(), new_page(width=360)
    for one in (computer, phone):
        sign_in(one, lin)
    open_unit(computer, live_server, film)
    play(computer, 4)
    send(computer, lambda: pause(computer))

    open_unit(phone, live_server, film)
    phone.wait_for_function("() => document.querySelector('video').currentTime >= 4")
    play(computer, 6)
    send(computer, lambda: pause(computer))
    computer.get_by_text("another window or on another device").wait_for()
    assert len(asked(sa.select(WatchSession))) == 2

    with computer.expect_response("**/sessions"):
        play(computer, 8)
    send(computer, lambda: pause(computer))
    computer.get_by_text("another window or on another device").wait_for(state="hidden")  # the answer, then the page


def test_without_a_network_beats_are_kept_and_sent_when_it_is_back(page, live_server, sign_in, lin, text):
    sign_in(page, lin)
    page.clock.install()
    open_unit(page, live_server, text)
    page.context.set_offline(True)
    page.clock.run_for(45_000)
    page.locator("[data-kept]").wait_for(state="visible")
    assert ([beat["seq"] for beat in kept(page, lin)], spans()) == ([1, 2], [])

    send(page, lambda: page.context.set_offline(False))
    page.locator("[data-kept]").wait_for(state="hidden")
    assert ([start for start, _end in spans()][0], len(spans()), kept(page, lin)) == (0, 2, [])


def test_what_an_earlier_page_kept_is_sent_before_a_new_session_opens(page, live_server, sign_in, lin, text):
    sign_in(page, lin)
    open_unit(page, live_server, text)
    left = {"url": f"/study/units/{text.id}/beats", "session": 1, "seq": 7, "from": 0, "to": 1, "rate": 1}
    page.evaluate(
        "([shelf, beat]) => localStorage.setItem(shelf, JSON.stringify([beat]))", [f"teachnet.beats.{lin.id}", left]
    )
    with page.expect_response("**/sessions"):
        page.reload()
    (beat,) = asked(sa.select(WatchBeat))
    assert (beat.session_id, beat.seq, beat.credited_ms) == (1, 7, 1000)
    assert kept(page, lin) == []


def test_reading_time_counts_while_the_page_is_in_sight(page, live_server, sign_in, lin, text):
    sign_in(page, lin)
    page.clock.install()
    open_unit(page, live_server, text)
    send(page, lambda: page.clock.run_for(21_000))
    (start, end), *_more = spans()
    assert (start, 19_000 <= end <= 21_000) == (0, True)


def test_without_javascript_one_reads_and_presses(new_page, live_server, sign_in, lin, text):
    page = new_page(java_script_enabled=False)
    sign_in(page, lin)
    page.goto(f"{live_server.url}/study/units/{text.id}")
    page.get_by_role("button", name="I have read this").click()
    page.get_by_text("minutes of reading are counted").wait_for()
    assert asked(sa.select(WatchBeat.seq)) == [0]
