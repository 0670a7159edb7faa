"""`./dev bench rooms [--people 300] [--seconds 120] [--kills 3]`: one room full of people, and the server is killed.

Everybody has the page of the room open: they hear its stream, and say every 20 s that they are there. Four messages and
votes a second are sent by people drawn at random. Everything is killed at random moments with `kill -9` and begun
again at once. People and server share the machine.

Printed: wall-clock milliseconds from when a message was sent until it was read from the streams of everybody; those
around a start apart; messages that were answered and that somebody has not heard, or heard twice.
"""

import argparse
import asyncio
import os
import random
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request

import sqlalchemy as sa
from flask import Flask

from bench._cookie import cookie_of
from bench._instance import app_on_a_copy
from bench._phone import phone
from bench._server import Server, served
from bench._waits import line, percentile
from teachnet.accounts.models import Person
from teachnet.accounts.queries import people_now_at
from teachnet.db import db, utcnow
from teachnet.rooms.models import RoomMessage, RoomQuestion
from teachnet.teams.models import Audience, OnlineSession, SignUp, SignUpState, Team

STAY_EVERY, SAID_A_SECOND, SETTLED = 20.0, 4, 10.0
AT_MOST_MS = 1000
AT_ONCE = 48  # requests on their way
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
MARK = "bench-"  # each message says which one it is


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench rooms", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=120, help="for which they talk")
    parser.add_argument("--kills", type=int, default=3, help="how often everything is killed meanwhile")
    parser.add_argument("--fresh", action="store_true", help="make the city anew")
    asked = parser.parse_args()
    with app_on_a_copy("training", asked.fresh) as app:
        with app.app_context():
            session_id, question_id, cookies = _a_full_room(app, asked.people)
        with served() as server:
            room = Room(server, session_id, question_id, cookies)
            room.fill(asked.seconds, asked.kills)
        with app.app_context():
            said = set(db.session.scalars(sa.select(RoomMessage.text).where(RoomMessage.session_id == session_id)))
    raise SystemExit(0 if _told(room, said) else 1)


def _a_full_room(app: Flask, size: int) -> tuple[int, int, list[str]]:
    """A session that has just begun, everybody with a seat, and a question to vote for."""
    team = db.session.scalars(sa.select(Team).order_by(Team.id).limit(1)).one()
    session = OnlineSession(team=team, host=team.lead, title="Bench", purpose="", link="", cancelled_because="")
    session.audience, session.starts_at = Audience.REGION, utcnow()
    session.ends_at = session.starts_at + timedelta(hours=1)
    db.session.add(session)
    db.session.flush()
    people = db.session.scalars(people_now_at(team.region).where(Person.disabled_at.is_(None)).order_by(Person.id))
    guests = [person for person in people.fetchmany(size + 1) if person.id != team.lead_id][:size]
    for place, person in enumerate(guests, 1):
        db.session.add(SignUp(session=session, person=person, state=SignUpState.SIGNED_UP, place=place))
    question = RoomQuestion.ask(session, "Bench", by=team.lead, is_anonymous=False)
    db.session.commit()
    return session.id, question.id, [cookie_of(app, person) for person in guests]


@dataclass
class Listener:
    """An open page: it comes back by itself with the last event it has heard."""

    address: str
    host: str
    port: int
    cookie: str
    last: int = 0
    heard: dict[str, float] = field(default_factory=dict)  # which message, when
    twice: int = 0
    breaks: int = 0

    async def listen(self) -> None:
        while True:
            with suppress(OSError, EOFError):
                await self._hear()
            self.breaks += 1
            await asyncio.sleep(0.4)

    async def _hear(self) -> None:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            heads = f"Cookie: {self.cookie}\r\nLast-Event-ID: {self.last}\r\nAccept: text/event-stream"
            writer.write(f"GET {self.address} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{heads}\r\n\r\n".encode())
            while line := await reader.readline():
                self._take(line)
        finally:
            writer.close()

    def _take(self, line: bytes) -> None:
        if line.startswith(b"id: "):
            self.last = int(line[4:])
        elif (at := line.find(MARK.encode())) >= 0:
            which = line[at : line.index(b'"', at)].decode()
            self.twice += which in self.heard
            self.heard.setdefault(which, time.monotonic())


class StayHere(HTTPRedirectHandler):
    """A page is not fetched again after a form: neither does the script of the room."""

    def redirect_request(self, *_told):
        return None


class Room:
    def __init__(self, server: Server, session_id: int, question_id: int, cookies: list[str]):
        self.server, self.cookies = server, cookies
        self.page = f"/teams/sessions/{session_id}/room"
        self.vote = f"/teams/questions/{question_id}/vote"
        split = urlsplit(server.url)
        stream = f"{self.page}/stream"
        self.listeners = [Listener(stream, split.hostname, split.port, cookie) for cookie in cookies]
        self.browsers = {cookie: phone(server.url, cookie) for cookie in cookies}
        self.tokens: dict[str, str] = {}
        self.sent: dict[str, float] = {}  # which message, when it was sent
        self.answered: set[str] = set()
        self.waits: list[float] = []  # seconds that a post took
        self.failed = 0
        self.rough: list[tuple[float, float]] = []
        self.draw = random.Random(7)  # noqa: S311 -- no secret

    def fill(self, seconds: int, kills: int) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self._open, self.cookies))
        loop = asyncio.new_event_loop()
        listening = threading.Thread(target=loop.run_until_complete, args=(self._listen(),), daemon=True)
        listening.start()
        time.sleep(SETTLED)
        begun = time.monotonic()
        moments = sorted(begun + self.draw.uniform(0.15, 0.85) * seconds for _kill in range(kills))
        killer = threading.Thread(target=self._kill, args=(moments,))
        killer.start()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            self._talk(pool, begun, seconds)
            killer.join()
        time.sleep(SETTLED)

    async def _listen(self) -> None:
        await asyncio.gather(*(listener.listen() for listener in self.listeners))

    def _open(self, cookie: str) -> None:
        browser = self.browsers[cookie]
        with browser.open(self.server.url + self.page, timeout=60) as answer:
            self.tokens[cookie] = TOKEN.findall(answer.read().decode())[0]
        browser.add_handler(StayHere())

    def _talk(self, pool: ThreadPoolExecutor, begun: float, seconds: int) -> None:
        turns = [(begun + self.draw.uniform(0, STAY_EVERY) + round * STAY_EVERY, self._stay, cookie)
                 for cookie in self.cookies for round in range(int(seconds / STAY_EVERY))]  # fmt: skip
        for number in range(seconds * SAID_A_SECOND):
            act: Callable[[str], None] = self._vote if number % 2 else self._saying(f"{MARK}{number}")
            turns.append((begun + number / SAID_A_SECOND, act, self.draw.choice(self.cookies)))
        for due, act, cookie in sorted(turns, key=lambda turn: turn[0]):
            time.sleep(max(0.0, due - time.monotonic()))
            pool.submit(act, cookie)

    def _stay(self, cookie: str) -> None:
        self._post(f"{self.page}/stay", cookie)

    def _vote(self, cookie: str) -> None:
        self._post(self.vote, cookie)

    def _saying(self, which: str) -> Callable[[str], None]:
        def say(cookie: str) -> None:
            self.sent[which] = time.monotonic()
            if self._post(f"{self.page}/messages", cookie, text=which):
                self.answered.add(which)

        return say

    def _post(self, path: str, cookie: str, **form: str) -> bool:
        """Was it done?"""
        body = urlencode(form | {"csrf_token": self.tokens[cookie]}).encode()
        since = time.monotonic()
        try:
            with self.browsers[cookie].open(Request(self.server.url + path, body), timeout=60):  # noqa: S310 -- our own server
                pass
        except HTTPError as answer:
            if answer.code != 303:
                self.failed += 1
                return False
        except (OSError, HTTPException):
            self.failed += 1
            return False
        self.waits.append(time.monotonic() - since)
        return True

    def _kill(self, moments: list[float]) -> None:
        for moment in moments:
            time.sleep(max(0.0, moment - time.monotonic()))
            killed_at = time.monotonic()
            self.server.kill()
            self.server.start()
            self.rough.append((killed_at, time.monotonic()))


def _told(room: Room, said: set[str]) -> bool:
    quiet, busy, missing = [], [], 0
    for which in room.answered:
        times = [listener.heard.get(which) for listener in room.listeners]
        missing += times.count(None)
        waits = [1000 * (heard - room.sent[which]) for heard in times if heard]
        is_rough = any(since - 1 <= room.sent[which] <= until + SETTLED for since, until in room.rough)
        (busy if is_rough else quiet).extend(waits)
    lost = len(room.answered - said)
    twice = sum(listener.twice for listener in room.listeners)
    late = percentile(sorted(quiet), 0.95)
    kept = [0 < late <= AT_MOST_MS, missing == 0, lost == 0, twice == 0]
    in_time, all_heard, none_lost, once = ("yes" if one else "NO" for one in kept)
    posts = sorted(1000 * wait for wait in room.waits)
    print(f"\n{len(room.cookies)} people in one room, on {os.cpu_count()} processors. Milliseconds.\n")
    print(f"{'':34}{'heard':>9}{'50 %':>9}{'95 %':>9}{'longest':>9}")
    print(f"{'a message, until everybody has it':34}{line(sorted(quiet))}   wanted at 95 %: ≤ {AT_MOST_MS}: {in_time}")
    print(f"{'around a start':34}{line(sorted(busy))}")
    print(f"{'messages, votes, stays answered':34}{line(posts)}\n")
    longest = max((until - since for since, until in room.rough), default=0)
    print(f"Killed {len(room.rough)} times, there again after at most {longest:.1f} s; {room.failed} posts failed.")
    print(f"{len(room.answered)} messages answered: lost {lost} ({none_lost}), not heard by somebody {missing} "
          f"({all_heard}), heard twice {twice} ({once}).")  # fmt: skip
    return all(kept)


if __name__ == "__main__":
    main()
