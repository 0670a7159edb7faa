"""The server is killed while people watch: no acknowledged beat is lost, none counts twice, no progress goes back."""

import json
import random
import re
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.study.models import CourseEnrolment, UnitProgress, WatchBeat
from tests.browsing import sign_in_as
from tests.factories import a_teacher
from tests.study.factories import a_course, a_learner

ROUNDS, WATCHERS = 2, 4
TOKEN = re.compile(rb'data-token="([^"]+)"')
SPAN = 0.02  # seconds of film in a beat: slower than any machine sends them


@dataclass
class Watcher:
    """A browser that sends beat after beat, each again until it is acknowledged, as the player does."""

    port: int
    cookie: str
    unit_id: int
    token: str = ""
    session: int = 0
    told: list[tuple[int, float]] = field(default_factory=list)  # (seq, seconds counted) as acknowledged

    def begin(self) -> None:
        self.token = TOKEN.search(self._send("GET", ""))[1].decode()
        self.session = json.loads(self._send("POST", "/sessions", {}))["session"]

    def watch_until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            seq = len(self.told) + 1
            beat = {"seq": seq, "from": (seq - 1) * SPAN, "to": seq * SPAN, "rate": 1}
            try:
                answer = self._send("POST", "/beats", {"session": self.session, "beats": [beat]})
            except (OSError, HTTPException):
                time.sleep(0.05)  # it is down; the same beat goes out again
                continue
            self.told.append((seq, json.loads(answer)["counted"]))

    def _send(self, method: str, what: str, body: dict | None = None) -> bytes:
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token, "Content-Type": "application/json"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:  # also when it breaks off
            connection.request(method, f"/study/units/{self.unit_id}{what}", json.dumps(body), headers)
            answer = connection.getresponse()
            content = answer.read()
        assert answer.status == 200, f"{what} was answered {answer.status}"
        for kept in answer.headers.get_all("Set-Cookie") or ():
            if kept.startswith("teachnet="):
                self.cookie = kept.partition(";")[0]
        return content


def wait_for_beats(watchers: list[Watcher], number: int) -> None:
    wanted = sum(len(watcher.told) for watcher in watchers) + number
    until = time.monotonic() + 30
    while sum(len(watcher.told) for watcher in watchers) < wanted and time.monotonic() < until:
        time.sleep(0.005)


@pytest.mark.worker
@pytest.mark.timeout(180)
def test_no_acknowledged_beat_is_lost_when_the_server_is_killed(app, live_server):
    course = a_course()
    learners = [a_learner(course, a_teacher(name=f"Lin{n}")).learner for n in range(WATCHERS)]
    cookies = [f"teachnet={sign_in_as(app, learner).get_cookie('teachnet').value}" for learner in learners]
    watchers = [Watcher(live_server.port, cookie, course.units[0].id) for cookie in cookies]
    db.session.rollback()
    for watcher in watchers:
        watcher.begin()
    stop = threading.Event()
    threads = [threading.Thread(target=watcher.watch_until, args=(stop,)) for watcher in watchers]
    for thread in threads:
        thread.start()
    for _round in range(ROUNDS):
        wait_for_beats(watchers, random.randint(20, 60))
        live_server.kill()
        live_server.start()
    wait_for_beats(watchers, 20)
    stop.set()
    for thread in threads:
        thread.join()

    db.session.rollback()
    assert sum(len(watcher.told) for watcher in watchers) > 50, "too little was watched to prove anything"
    for watcher in watchers:
        kept = db.session.scalars(sa.select(WatchBeat.seq).where(WatchBeat.session_id == watcher.session)).all()
        assert {seq for seq, _counted in watcher.told} - set(kept) == set()
        counted = [counted for _seq, counted in watcher.told]
        assert counted == sorted(counted)
    for progress in db.session.scalars(sa.select(UnitProgress)):
        enrolment = db.session.get(CourseEnrolment, progress.enrolment_id)
        beats = sa.select(sa.func.sum(WatchBeat.credited_ms)).where(
            WatchBeat.session_id.in_(
                [w.session for w, one in zip(watchers, learners, strict=True) if one.id == enrolment.learner_id]
            )
        )
        assert progress.credited_ms == db.session.scalar(beats) == enrolment.credited_ms
