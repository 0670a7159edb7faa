"""The server is killed while forms are being posted: whatever was acknowledged is there, once, when it is back."""

import random
import re
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from teachnet.db import db, today
from teachnet.teams.models import OnlineSession
from tests.browsing import sign_in_as
from tests.teams.factories import a_team

ROUNDS, WRITERS = 2, 4
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')


@dataclass
class Writer:
    """One browser that keeps planning sessions under titles of its own, and remembers which were acknowledged."""

    name: str
    port: int
    cookie: str
    team_id: int
    acknowledged: list[str] = field(default_factory=list)
    asked: int = 0

    def write_until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.write()
            except (OSError, HTTPException):
                time.sleep(0.05)  # it is down; what was in flight may or may not be there

    def write(self) -> None:
        self.asked += 1
        title = f"{self.name}-{self.asked}"
        form = {
            "csrf_token": self.token(),
            "title": title,
            "day": (today() + timedelta(days=3)).isoformat(),
            "time": "19:00",
            "minutes": "60",
            "audience": "team",
            "anyway": "y",  # all of them at the same time
        }
        status, _body = self.send("POST", urlencode(form))
        assert status == 303, f"{title} was answered {status}"
        self.acknowledged.append(title)

    def token(self) -> str:
        return TOKEN.search(self.send("GET")[1])[1].decode()

    def send(self, method: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:  # also when it breaks off
            connection.request(method, f"/teams/{self.team_id}/sessions/new", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        if renewed := answer.getheader("Set-Cookie"):  # the first page puts the form token into it
            self.cookie = renewed.partition(";")[0]
        return answer.status, content


def missing_or_doubled(acknowledged: list[str]) -> list[str]:
    db.session.rollback()
    stored = Counter(db.session.scalars(sa.select(OnlineSession.title)))
    return [title for title in acknowledged if stored[title] != 1]


def wait_for_writes(writers: list[Writer], number: int) -> None:
    """Until so many more were acknowledged: the kill falls into the middle of the work, on any machine."""
    wanted = sum(len(writer.acknowledged) for writer in writers) + number
    until = time.monotonic() + 30
    while sum(len(writer.acknowledged) for writer in writers) < wanted and time.monotonic() < until:
        time.sleep(0.005)


@pytest.mark.worker
@pytest.mark.timeout(180)
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(app, live_server):
    team = a_team()
    cookie = f"teachnet={sign_in_as(app, team.lead).get_cookie('teachnet').value}"
    writers = [Writer(f"w{n}", live_server.port, cookie, team.id) for n in range(WRITERS)]
    stop = threading.Event()
    threads = [threading.Thread(target=writer.write_until, args=(stop,)) for writer in writers]
    for thread in threads:
        thread.start()

    for _round in range(ROUNDS):
        wait_for_writes(writers, random.randint(8, 20))
        live_server.kill()
        live_server.start()
    wait_for_writes(writers, 4)
    stop.set()
    for thread in threads:
        thread.join()

    acknowledged = [title for writer in writers for title in writer.acknowledged]
    assert len(acknowledged) > 20, "too little was written to prove anything"
    assert missing_or_doubled(acknowledged) == []


def test_the_check_would_notice_a_lost_write(app):
    """The control: a title that was acknowledged and is not there is found missing."""
    assert missing_or_doubled(["never stored"]) == ["never stored"]
