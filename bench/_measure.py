"""Processor time, statements and bytes of one page, asked for in this process: no network, no server."""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

WARM_UP = 5


@dataclass
class Cost:
    """Of one page, measured in rounds: what it is compared with is measured in between, for no machine is always
    equally fast."""

    body: bytes
    statements: int
    times: list[float] = field(default_factory=list)  # milliseconds

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.times)

    @property
    def slowest(self) -> float:
        """One in twenty takes longer."""
        return sorted(self.times)[int(len(self.times) * 0.95)]

    @property
    def packed(self) -> int:
        return len(gzip.compress(self.body, 6))


class Visitor:
    """Asks for one page as a browser does: with its cookie, and taking what is compressed."""

    def __init__(self, app: Flask, path: str, engine: sa.Engine, cookie: str = ""):
        self.ask = _asking(app, path, cookie)
        sent = []
        sa.event.listen(engine, "before_cursor_execute", keep := lambda *told: sent.append(told[2]))
        for _time in range(WARM_UP):
            sent.clear()
            body = self.ask()
        sa.event.remove(engine, "before_cursor_execute", keep)
        self.cost = Cost(body, len(sent))

    def visit(self, times: int) -> None:
        self.cost.times += [_timed(self.ask) for _time in range(times)]


def _asking(app: Flask, path: str, cookie: str) -> Callable[[], bytes]:
    headers = {"Accept-Language": "zh-CN", "Accept": "text/html", "Accept-Encoding": "gzip"}
    environ = EnvironBuilder(path, headers=headers | ({"Cookie": cookie} if cookie else {})).get_environ()

    def ask() -> bytes:
        pieces, status, answered = run_wsgi_app(app, dict(environ), buffered=True)
        if not status.startswith("200"):
            raise SystemExit(f"bench: {path} answered {status} {answered.get('Location', '')}")
        body = b"".join(pieces)
        return gzip.decompress(body) if answered.get("Content-Encoding") == "gzip" else body

    return ask


def _timed(ask: Callable[[], bytes]) -> float:
    before = time.process_time()
    ask()
    return (time.process_time() - before) * 1000
