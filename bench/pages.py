"""`./dev bench pages [--size city]`: what each page costs beside a bare page of as many rows on the same database."""

import argparse
import os
import re
import statistics
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import sqlalchemy as sa
from flask import Flask

from bench._bare import bare_times
from bench._cookie import cookie
from bench._instance import instance
from bench._measure import Cost, Visitor
from teachnet.accounts.models import Person
from teachnet.app import create_app
from teachnet.db import db
from teachnet.library.models import ResourceVersion, VersionState
from teachnet.study.models import Course
from teachnet.teams.models import OnlineSession
from teachnet.training.chain import ON_ROSTER
from teachnet.training.models import Cohort, Enrolment

ROWS = 20  # of the bare page
MANY_ROWS = 500
ROUNDS = 5
TWICE = 2.0  # what a list may cost, in bare pages of as many rows


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    who: str = ""  # user name; empty for nobody
    at_most_ms: float | None = None
    at_most_statements: int | None = None
    is_list: bool = False  # at most twice the bare page


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench pages", description=__doc__)
    parser.add_argument("--size", choices=["demo", "city"], default="demo", help="how large a city to measure on")
    parser.add_argument("--times", type=int, default=100, help="how often each page is asked for")
    parser.add_argument("--fresh", action="store_true", help="make the city anew")
    asked = parser.parse_args()
    os.environ |= {"TEACHNET_INSTANCE": str(instance(asked.size, asked.fresh)), "TEACHNET_DEMO": "1"}
    app = create_app()
    bare = Bare(app.config["SQLALCHEMY_DATABASE_URI"])
    with app.app_context():
        pages, engine = list(_pages()), db.engine
        cookies = {page.who: cookie(app, page.who) for page in pages if page.who}
    print(f"\n{asked.size}: {_figures(app)}. Processor milliseconds, median of {asked.times}; bytes packed by gzip.\n")
    print(f"{'page':34}{'ms':>7}{'95 %':>7}{'SQL':>5}{'bytes':>9}{'packed':>8}{'rows':>6}{'× bare':>8}  wanted")
    _print_bare(bare, asked.times, ROWS, MANY_ROWS)
    bench = Bench(app, engine, bare, asked.times)
    missed = [page.name for page in pages if not bench.report(page, cookies.get(page.who, ""))]
    print(f"\nNot as wanted: {', '.join(missed)}" if missed else "\nAll as wanted.")
    raise SystemExit(bool(missed))


class Bare:
    """The bare page, in a process of its own."""

    def __init__(self, database_url: str):
        self.database_url = database_url
        self._pool = ProcessPoolExecutor(1, get_context("spawn"))

    def cost(self, rows: int, times: int) -> Cost:
        return self._pool.submit(bare_times, self.database_url, rows, times).result()


def _pages() -> Iterator[Page]:
    roster, resource = f"/training/cohorts/{_largest_cohort()}/roster", _id_of_a_resource()
    session, course = _first_id(OnlineSession, OnlineSession.is_coming()), _first_id(Course)
    yield Page("sign-in", "/sign-in", at_most_ms=3)
    yield Page("front page", "/")
    for who in ("teacher", "school", "county", "city", "host", "tutor", "lead", "reviewer", "auditor"):
        yield Page(f"desk of {who}", "/", who, at_most_ms=8, at_most_statements=8)
    yield Page("roster, 20 rows", roster, "city", is_list=True)
    yield Page("roster, 500 rows", f"{roster}?per_page={MANY_ROWS}", "city", is_list=True)
    yield Page("people, 20 rows", "/people/", "city", is_list=True)
    yield Page("cohorts, 20 rows", "/training/cohorts", "city", is_list=True)
    yield Page("cases to review", "/training/reviews", "county")
    yield Page("library, newest", "/library/?order=newest", "teacher")
    yield Page("library, 提问", "/library/?q=提问", "teacher")
    yield Page("library, 板书 留白 张店", "/library/?q=板书 留白 张店", "teacher")
    yield Page("resource", f"/library/resources/{resource}", "teacher")
    yield Page("course", f"/study/courses/{course}", "teacher")
    yield Page("completion", "/study/completion", "county")
    yield Page("session", f"/teams/sessions/{session}", "lead")
    yield Page("audit trail", "/audit/", "auditor")


def _largest_cohort() -> int:
    there = sa.func.count().filter(Enrolment.state.in_(ON_ROSTER))
    return db.session.scalars(
        sa.select(Enrolment.cohort_id).group_by(Enrolment.cohort_id).order_by(there.desc())
    ).first()


def _id_of_a_resource() -> int:
    found = sa.select(ResourceVersion.resource_id).where(
        ResourceVersion.state == VersionState.PUBLISHED, ResourceVersion.visibility == "city"
    )
    return db.session.scalars(found.order_by(ResourceVersion.id)).first()


def _first_id(model, *conditions) -> int:
    return db.session.scalars(sa.select(model.id).where(*conditions).order_by(model.id)).first()


def _figures(app: Flask) -> str:
    with app.app_context():
        counted = [
            f"{db.session.scalar(sa.select(sa.func.count(model.id))):,} {name}"
            for model, name in (
                (Person, "people"),
                (ResourceVersion, "resources"),
                (Enrolment, "cases"),
                (Cohort, "cohorts"),
            )
        ]
    return ", ".join(counted)


def _print_bare(bare: Bare, times: int, *rows: int) -> None:
    for count in rows:
        cost = bare.cost(count, times)
        print(f"{f'bare page, {count} rows':34}{_cells(cost)}{count:>6}{1:>8.1f}")


@dataclass(frozen=True)
class Bench:
    app: Flask
    engine: sa.Engine
    bare: Bare
    times: int

    def report(self, page: Page, cookie: str) -> bool:
        """Print one line. Is the page as wanted?"""
        visitor = Visitor(self.app, page.path, self.engine, cookie)
        cost = visitor.cost
        rows = len(re.findall(rb"<tr[ >]", cost.body)) - 1 if page.is_list else 0
        beside = []
        for _round in range(ROUNDS):
            visitor.visit(self.times // ROUNDS)
            beside += self.bare.cost(max(rows, ROWS), self.times // ROUNDS).times
        ratio = cost.milliseconds / statistics.median(beside)
        verdicts = list(_verdicts(page, cost, ratio))
        told = ", ".join(f"{wish} {'yes' if kept else 'NO'}" for wish, kept in verdicts)
        print(f"{page.name:34}{_cells(cost)}{rows or '':>6}{ratio:>8.1f}  {told}", flush=True)
        return all(kept for _wish, kept in verdicts)


def _verdicts(page: Page, cost: Cost, ratio: float) -> Iterator[tuple[str, bool]]:
    if page.at_most_ms:
        yield f"≤ {page.at_most_ms:g} ms", cost.milliseconds <= page.at_most_ms
    if page.at_most_statements:
        yield f"≤ {page.at_most_statements} SQL", cost.statements <= page.at_most_statements
    if page.is_list:
        yield f"≤ {TWICE:g} × bare", ratio <= TWICE


def _cells(cost: Cost) -> str:
    return f"{cost.milliseconds:>7.2f}{cost.slowest:>7.2f}{cost.statements:>5}{len(cost.body):>9,}{cost.packed:>8,}"


if __name__ == "__main__":
    main()
