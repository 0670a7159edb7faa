"""Telling open pages what happens in their room, within a moment, from whichever process it was written by.

Events are rows. In each process that somebody listens to, one thread reads the new ones of all its rooms a few times a
second; the threads that serve pages only wait for it, and ask the database nothing. A page that was away – a phone that
slept, a server that was restarted – says which event it saw last, and gets what came after.
"""

import json
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask

from teachnet.db import db, reading
from teachnet.rooms.models import EventKind, RoomEvent

EVERY = 0.25  # seconds between looks
BREATH = 15  # seconds after which a silent stream gives a sign: whoever is gone is noticed by it
LIFE = 120  # seconds of a stream; the page then asks again, and its rights are looked at anew
MOST = 400  # streams of a process: each holds one of its threads
AT_ONCE = 500  # events in one look
LATEST_ONLY = {EventKind.QUESTION, EventKind.POLL}  # of a hundred votes within a moment, the last figure is enough
RETRY = 400  # milliseconds until a page asks again

log = logging.getLogger(__name__)


class Event(NamedTuple):
    id: int
    session_id: int
    kind: EventKind
    data: dict

    def __str__(self) -> str:
        """As `text/event-stream` has it."""
        return f"id: {self.id}\nevent: {self.kind.value}\ndata: {json.dumps(self.data, ensure_ascii=False)}\n\n"


class Listener:
    """One open page, for as long as its stream lives."""

    def __init__(self, session_id: int, since: int, life: float):
        self.session_id, self.seen = session_id, since
        self.ends = time.monotonic() + life
        self._waiting: SimpleQueue[list[Event]] = SimpleQueue()

    def hand(self, events: list[Event]) -> None:
        fresh = [event for event in events if event.id > self.seen]
        if fresh:
            self.seen = fresh[-1].id
            self._waiting.put(fresh)

    def told(self) -> Iterator[str]:
        """Runs after the request: it asks the database nothing, and holds nothing of it."""
        yield f"retry: {RETRY}\n\n"
        while (left := self.ends - time.monotonic()) > 0:
            try:
                events = self._waiting.get(timeout=min(BREATH, left))
            except Empty:
                yield ": \n\n"
                continue
            yield "".join(str(event) for event in _latest(events))


def _latest(events: list[Event]) -> list[Event]:
    last = {(event.kind, event.data["id"]): event.id for event in events if event.kind in LATEST_ONLY}
    return [one for one in events if one.kind not in LATEST_ONLY or last[one.kind, one.data["id"]] == one.id]


class Hub:
    def __init__(self):
        self._listeners: dict[int, set[Listener]] = defaultdict(set)
        self._lock = threading.Condition()  # notified when the last page has gone
        self._thread: threading.Thread | None = None

    def listen(self, app: Flask, session_id: int, since: int, life: float | None = None) -> Listener | None:
        """None where this process has no thread to spare: the page then looks by itself every few seconds."""
        listener = Listener(session_id, since, LIFE if life is None else life)
        with self._lock:
            if sum(map(len, self._listeners.values())) >= MOST:
                return None
            self._listeners[session_id].add(listener)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, args=(app,), name="rooms", daemon=True)
                self._thread.start()
        return listener

    def leave(self, listener: Listener) -> None:
        with self._lock:
            self._listeners[listener.session_id].discard(listener)
            if not self._still_here():
                self._lock.notify()

    def _look(self, app: Flask) -> None:
        """Until nobody listens any more. Whatever ends it, the next page that comes begins another."""
        try:
            while waiting := self._waiting():
                self._hand_on(app, waiting)
                with self._lock:
                    self._lock.wait_for(lambda: not self._listeners, timeout=EVERY)
        finally:
            with self._lock:
                if self._thread is threading.current_thread():
                    self._thread = None

    def _waiting(self) -> dict[int, list[Listener]]:
        """With nobody left, the thread is given up in the same breath: whoever comes now begins a new one."""
        with self._lock:
            waiting = self._still_here()
            if not waiting:
                self._thread = None
            return waiting

    def _hand_on(self, app: Flask, waiting: dict[int, list[Listener]]) -> None:
        try:
            for session_id, events in self._news(app, waiting).items():
                for listener in waiting[session_id]:
                    listener.hand(events)
        except sa.exc.SQLAlchemyError:
            log.warning("rooms: the database did not answer", exc_info=True)

    def _still_here(self) -> dict[int, list[Listener]]:
        """Without those whose time is over, should a server have forgotten to say so."""
        now = time.monotonic()
        for session_id, here in list(self._listeners.items()):
            here -= {listener for listener in here if listener.ends + BREATH < now}
            if not here:
                del self._listeners[session_id]
        return {session_id: list(here) for session_id, here in self._listeners.items()}

    def _news(self, app: Flask, waiting: dict[int, list[Listener]]) -> dict[int, list[Event]]:
        """Ids are in the order of commits within a room, not between rooms: each is asked from where it is itself."""
        unseen = [
            (RoomEvent.session_id == session_id) & (RoomEvent.id > min(listener.seen for listener in here))
            for session_id, here in waiting.items()
        ]
        rows = sa.select(RoomEvent.id, RoomEvent.session_id, RoomEvent.kind, RoomEvent.data).where(sa.or_(*unseen))
        found = defaultdict(list)
        with app.app_context(), reading():
            for row in db.session.execute(rows.order_by(RoomEvent.id).limit(AT_ONCE)):
                found[row.session_id].append(Event(*row))
            db.session.rollback()
        return found


hub = Hub()
