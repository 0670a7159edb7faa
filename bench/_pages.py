"""A list of pages, each asked for many times, in one table."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask

from bench._cookie import cookie
from bench._measure import Visitor
from teachnet.db import db


@dataclass(frozen=True)
class Page:
    """`fewer` is the same page with fewer rows: it takes as many statements."""

    name: str
    who: str
    path: str
    fewer: str = ""


def measure(app: Flask, pages: list[Page], *, times: int, at_most_ms: float) -> bool:
    """Whether each page kept within `at_most_ms` of processor time, nineteen times of twenty."""
    with app.app_context():
        engine, cookies = db.engine, {who: cookie(app, who) for who in {page.who for page in pages}}
    print(f"{'page':38}{'ms':>8}{'95 %':>8}{'SQL':>5}  wanted")
    kept = [_measured(app, engine, page, cookies[page.who], times, at_most_ms) for page in pages]
    return all(kept)


def _measured(app: Flask, engine: sa.Engine, page: Page, signed_in: str, times: int, at_most_ms: float) -> bool:
    visitor = Visitor(app, page.path, engine, signed_in)
    visitor.visit(times)
    cost = visitor.cost
    told = {f"≤ {at_most_ms:g} ms": cost.slowest <= at_most_ms}
    if page.fewer:
        told["as many SQL for fewer rows"] = (
            Visitor(app, page.fewer, engine, signed_in).cost.statements == cost.statements
        )
    words = ", ".join(f"{wish} {'yes' if kept else 'NO'}" for wish, kept in told.items())
    print(f"{page.name:38}{cost.milliseconds:>8.2f}{cost.slowest:>8.2f}{cost.statements:>5}  {words}", flush=True)
    return all(told.values())
