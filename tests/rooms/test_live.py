"""Open pages hear of what happens, in order, once, from whichever process it came."""

import json
import time

import pytest

from teachnet.db import db
from teachnet.rooms import live
from teachnet.rooms.live import Event, Hub, Listener
from teachnet.rooms.models import EventKind, RoomMessage
from tests.minutes.factories import somebody_there
from tests.rooms.factories import a_question, a_room

PATIENCE = 8  # seconds that a loaded machine may take


@pytest.fixture
def hub(app):
    hub = Hub()
    yield hub
    rest(hub)


def rest(hub: Hub) -> None:
    """Its thread ends with the test: the next one has another database."""
    thread = hub._thread
    for listener in [one for here in hub._listeners.values() for one in here]:
        hub.leave(listener)
    if thread:
        thread.join()


@pytest.fixture(autouse=True)
def _rested(app):
    yield
    rest(live.hub)


def event(number: int, kind=EventKind.MESSAGE, **data) -> Event:
    return Event(number, 1, kind, data)


def said(listener: Listener, *, many: int) -> list[str]:
    """The texts of the messages it hears, until there are so many."""
    stream, found, ends = listener.told(), [], time.monotonic() + PATIENCE
    while len(found) < many and time.monotonic() < ends:
        found += [json.loads(line[6:])["text"] for line in next(stream).splitlines() if line.startswith("data: ")]
    return found


def test_a_page_hears_what_comes_after_what_it_has_seen(app, hub):
    session = a_room()
    han = somebody_there(session, "Han")
    early = hub.listen(app, session.id, 0, life=PATIENCE)
    for text in ("one", "two"):
        RoomMessage.say(session, text, by=han)
        db.session.commit()
    assert said(early, many=2) == ["one", "two"]

    late = hub.listen(app, session.id, early.seen - 1, life=PATIENCE)
    assert said(late, many=1) == ["two"]


def test_a_page_hears_nothing_of_another_room(app, hub):
    session, other = a_room(), a_room()
    here, there = hub.listen(app, session.id, 0, life=PATIENCE), hub.listen(app, other.id, 0, life=PATIENCE)
    for one, text in ((session, "here"), (other, "there")):
        RoomMessage.say(one, text, by=one.host)
        db.session.commit()

    assert (said(here, many=1), said(there, many=1)) == (["here"], ["there"])


def test_what_was_rolled_back_is_never_told(app, hub):
    session = a_room()
    listener = hub.listen(app, session.id, 0, life=PATIENCE)

    RoomMessage.say(session, "no", by=session.host)
    db.session.rollback()
    RoomMessage.say(session, "yes", by=session.host)
    db.session.commit()

    assert said(listener, many=1) == ["yes"]


def test_of_many_votes_within_a_moment_the_last_figure_is_told():
    listener = Listener(1, 0, life=PATIENCE)
    votes = [event(n, EventKind.QUESTION, id=7, votes=n) for n in range(1, 5)]
    listener.hand([*votes, event(5, text="hello", id=1), event(6, EventKind.QUESTION, id=8, votes=1)])

    stream = listener.told()
    next(stream)

    told = next(stream)
    assert [line for line in told.splitlines() if line.startswith("id: ")] == ["id: 4", "id: 5", "id: 6"]


def test_an_event_is_handed_on_once():
    listener = Listener(1, 2, life=PATIENCE)

    listener.hand([event(2, text="old"), event(3, text="new")])
    listener.hand([event(3, text="new")])

    assert (listener.seen, said(listener, many=1)) == (3, ["new"])
    assert listener._waiting.empty()


def test_a_stream_ends_by_itself_and_the_page_asks_again():
    assert list(Listener(1, 0, life=0.05).told())[0] == f"retry: {live.RETRY}\n\n"


def test_a_process_without_a_thread_to_spare_says_so(app, hub, as_person, monkeypatch):
    monkeypatch.setattr(live, "MOST", 0)
    session = a_room()

    answer = as_person(session.host).get(f"/teams/sessions/{session.id}/room/stream")

    assert (answer.status, answer.response.headers["Retry-After"]) == (503, "10")


def test_pages_that_went_without_a_word_are_forgotten(app, hub, monkeypatch):
    monkeypatch.setattr(live, "BREATH", 0)
    session = a_room()
    hub.listen(app, session.id, 0, life=0)
    time.sleep(0.01)

    with hub._lock:
        assert hub._still_here() == {}


def test_the_stream_begins_where_the_browser_says(app, as_person, monkeypatch):
    """As a browser comes back by itself: with the last event it has heard."""
    monkeypatch.setattr(live, "LIFE", PATIENCE)
    session = a_room()
    a_question(session, session.host, "First")
    a_question(session, session.host, "Second")
    browser, address = as_person(session.host), f"/teams/sessions/{session.id}/room/stream"

    listened = browser.client.get(address, headers={"Last-Event-ID": "1"}, query_string={"since": 0})
    told = next(chunk.decode() for chunk in listened.iter_encoded() if b"data: " in chunk)
    listened.close()

    assert listened.content_type == "text/event-stream; charset=utf-8"
    assert [json.loads(line[6:])["text"] for line in told.splitlines() if line.startswith("data: ")] == ["Second"]


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 400, "１"])
def test_a_number_that_is_no_event_is_the_beginning(as_person, monkeypatch, wrong):
    monkeypatch.setattr(live, "LIFE", 0)
    session = a_room()

    assert as_person(session.host).get(f"/teams/sessions/{session.id}/room/stream?since={wrong}").status == 200
