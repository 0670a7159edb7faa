"""Processor time, statements and bytes of one page, asked for in this process: no network, no server."""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

WARM_UP = 5


@dataclass(frozen=True)
class Cost:
    milliseconds: float  # median
    slowest: float  # one in twenty takes longer
    statements: int
    body: bytes
    packed: int


def cost_of(app: Flask, path: str, *, engine: sa.Engine, cookie: str = "", times: int = 100) -> Cost:
    """As a browser asks: with its cookie, and taking what is compressed."""
    ask = _asking(app, path, cookie)
    sent = []
    sa.event.listen(engine, "before_cursor_execute", _keep := lambda *told: sent.append(told[2]))
    for _time in range(WARM_UP):
        sent.clear()
        body = ask()
    sa.event.remove(engine, "before_cursor_execute", _keep)
    spent = sorted(_timed(ask) for _time in range(times))
    return Cost(
        milliseconds=statistics.median(spent),
        slowest=spent[int(len(spent) * 0.95)],
        statements=len(sent),
        body=body,
        packed=len(gzip.compress(body, 6)),
    )


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
