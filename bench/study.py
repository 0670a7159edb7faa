"""`./dev bench study [--watchers 2000] [--seconds 600] [--kills 10]`: people watch a film, and the server is killed.

Each opens the page of a unit in the first two minutes, and its player says every 30 s what it played; while the server
is dead, the player keeps its beats and sends them with the next one. Everything is killed at random moments with
`kill -9` and begun again at once. Watchers and server share the machine.

Printed: wall-clock milliseconds from when a beat was due until it was answered, those while people come in and after
a start apart; beats that were answered and are not in the database; how much of what was played honestly is counted.
"""

import argparse
import heapq
import json
import os
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.request import OpenerDirector, Request

import sqlalchemy as sa
from flask import Flask

from bench._cookie import cookie_of
from bench._instance import app_on_a_copy
from bench._phone import phone
from bench._server import Server, served
from bench._waits import line, percentile
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.study.models import Course, CourseEnrolment, CourseState, Unit, UnitKind, WatchBeat, WatchSession

EVERY, ARRIVING = 30.0, 120.0  # seconds
AT_MOST_MS, AT_LEAST_COUNTED = 300, 0.99
AT_ONCE = 256  # requests on their way
SETTLED = EVERY  # seconds after a start: what was kept meanwhile has come by then
Rough = tuple[float, float]  # since, until: people come in, or the server is away
TOKEN = re.compile(r'data-token="([^"]+)"')


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench study", description=__doc__)
    parser.add_argument("--watchers", type=int, default=2000)
    parser.add_argument("--seconds", type=int, default=600, help="for which everybody watches")
    parser.add_argument("--kills", type=int, default=10, help="how often everything is killed meanwhile")
    parser.add_argument("--fresh", action="store_true", help="make the city anew")
    asked = parser.parse_args()
    with app_on_a_copy("training", asked.fresh) as app:
        with app.app_context():
            unit_id, cookies = _an_audience(app, asked.watchers)
        with served() as server:
            watchers = [Watcher(server.url, unit_id, cookie) for cookie in cookies]
            rough = _all_watch(server, watchers, asked.seconds, asked.kills)
        with app.app_context():
            lost, counted = _lost(watchers), _counted_ms(unit_id)
    raise SystemExit(0 if _told(watchers, rough, lost, counted) else 1)


def _an_audience(app: Flask, size: int) -> tuple[int, list[str]]:
    """A film of an hour, and people of the city who joined its course, each by their cookie."""
    film = sa.select(Unit).join(Unit.course).where(Unit.kind == UnitKind.VIDEO, Course.state == CourseState.PUBLISHED)
    unit = db.session.scalars(film.order_by(Unit.id).limit(1)).one()
    unit.seconds = 3600
    course = Course(title="Bench", minutes=60, author_id=unit.course.author_id, state=CourseState.PUBLISHED)
    unit.course, unit.position = course, 1
    people = db.session.scalars(
        sa.select(Person)
        .where(Person.id != course.author_id, Person.disabled_at.is_(None))
        .order_by(Person.id.desc())
        .limit(size)
    ).all()
    db.session.add_all(CourseEnrolment(course=course, learner=person) for person in people)
    db.session.commit()
    return unit.id, [cookie_of(app, person) for person in people]


@dataclass
class Watcher:
    """A player that plays on whatever the network does."""

    url: str
    unit_id: int
    cookie: str
    session: int = 0
    token: str = ""
    begun: float = 0.0
    kept: list[dict] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)  # numbers of beats
    played_ms: int = 0
    waits: list[tuple[float, float]] = field(default_factory=list)  # when it was due, seconds until it was answered
    unanswered: int = 0

    def __post_init__(self):
        self.browser: OpenerDirector = phone(self.url, self.cookie)

    def go_on(self, due: float) -> None:
        """What is to do at this moment; what fails is tried again with the next beat."""
        try:
            if not self.session:
                self._open()
            else:
                self._play(due)
                self._send(due)
        except (OSError, HTTPException, ValueError):  # a ValueError: killed in the middle of an answer
            self.unanswered += 1

    def come_back(self) -> None:
        """Later, for what is still kept: nobody waits for this answer."""
        if self.kept:
            self._deliver()

    def _open(self) -> None:
        page = f"{self.url}/study/units/{self.unit_id}"
        with self.browser.open(page, timeout=60) as answer:
            self.token = TOKEN.findall(answer.read().decode())[0]
        self.session = self._post("sessions", {})["session"]
        self.begun = time.monotonic()

    def _play(self, due: float) -> None:
        until = max(0, round((due - self.begun) * 1000))
        beat = {"seq": len(self.answered) + len(self.kept) + 1, "from": self.played_ms / 1000, "to": until / 1000}
        self.kept.append(beat | {"rate": 1, "visible": True})
        self.played_ms = until

    def _send(self, due: float) -> None:
        self._deliver()
        self.waits.append((due, time.monotonic() - due))

    def _deliver(self) -> None:
        self._post("beats", {"session": self.session, "beats": self.kept})
        self.answered += [beat["seq"] for beat in self.kept]
        self.kept = []

    def _post(self, what: str, body: dict) -> dict:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        asked = Request(f"{self.url}/study/units/{self.unit_id}/{what}", json.dumps(body).encode(), headers)  # noqa: S310
        with self.browser.open(asked, timeout=60) as answer:
            return json.loads(answer.read())


def _all_watch(server: Server, watchers: list[Watcher], seconds: int, kills: int) -> list[Rough]:
    draw = random.Random(7)  # noqa: S311 -- no secret
    begun = time.monotonic() + 1
    turns = [(begun + draw.uniform(0, ARRIVING), number) for number in range(len(watchers))]
    heapq.heapify(turns)
    until = begun + ARRIVING + seconds
    killed_at = [ARRIVING + draw.uniform(0, max(0.0, seconds - 2 * EVERY)) for _kill in range(kills)]
    rough: list[Rough] = [(begun, begun + ARRIVING)]
    killer = threading.Thread(target=_kill, args=(server, begun, sorted(killed_at), rough))
    killer.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while turns[0][0] < until:
            due, number = turns[0]
            time.sleep(max(0.0, due - time.monotonic()))
            pool.submit(watchers[number].go_on, due)
            heapq.heapreplace(turns, (due + EVERY, number))
        killer.join()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pool.map(Watcher.come_back, watchers)
    return rough


def _kill(server: Server, begun: float, moments: list[float], rough: list[Rough]) -> None:
    for moment in moments:
        time.sleep(max(0.0, begun + moment - time.monotonic()))
        killed_at = time.monotonic()
        server.kill()
        server.start()
        rough.append((killed_at, time.monotonic()))


def _lost(watchers: list[Watcher]) -> int:
    """Beats that were answered and are not there."""
    kept = set(db.session.execute(sa.select(WatchBeat.session_id, WatchBeat.seq)).all())
    return sum((watcher.session, seq) not in kept for watcher in watchers for seq in watcher.answered)


def _counted_ms(unit_id: int) -> int:
    heard = sa.select(sa.func.sum(WatchBeat.credited_ms)).join(WatchSession, WatchSession.id == WatchBeat.session_id)
    return db.session.scalar(heard.where(WatchSession.unit_id == unit_id)) or 0


def _told(watchers: list[Watcher], rough: list[Rough], lost: int, counted: int) -> bool:
    waits = [wait for watcher in watchers for wait in watcher.waits]
    quiet = sorted(1000 * wait for due, wait in waits if not _is_soon_after(due, rough))
    busy = sorted(1000 * wait for due, wait in waits if _is_soon_after(due, rough))
    played = sum(watcher.played_ms for watcher in watchers)
    late = percentile(quiet, 0.95)
    kept = [late <= AT_MOST_MS, lost == 0, AT_LEAST_COUNTED * played <= counted <= played]
    in_time, nothing_lost, fair = ("yes" if one else "NO" for one in kept)
    print(f"\n{len(watchers)} watchers, a beat each every {EVERY:g} s, on {os.cpu_count()} processors. Milliseconds.\n")
    print(f"{'':24}{'answers':>9}{'50 %':>9}{'95 %':>9}{'longest':>9}")
    print(f"{'coming in, or restarted':24}{line(busy)}")
    print(f"{'otherwise':24}{line(quiet)}   wanted at 95 %: ≤ {AT_MOST_MS}: {in_time}\n")
    kills = rough[1:]  # the first is the coming in
    longest = max((until - since for since, until in kills), default=0)
    unanswered = sum(watcher.unanswered for watcher in watchers)
    answered = sum(len(watcher.answered) for watcher in watchers)
    print(f"Killed {len(kills)} times, there again after at most {longest:.1f} s; {unanswered} requests failed.")
    print(f"Of {answered} beats answered {lost} are lost; wanted 0: {nothing_lost}.")
    print(f"Counted: {counted / played:.2%} of what was played; wanted {AT_LEAST_COUNTED:.0%} to 100%: {fair}.")
    return all(kept)


def _is_soon_after(due: float, rough: list[Rough]) -> bool:
    return any(since <= due <= until + SETTLED for since, until in rough)


if __name__ == "__main__":
    main()
