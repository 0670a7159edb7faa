"""What the doctor says of the search: is the index whole and up to date, and is it kept by the right engine?"""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from teachnet.db import db, reading, utcnow
from teachnet.doctor import Finding, Grade
from teachnet.jobs.models import OutboxRow
from teachnet.search import sync
from teachnet.search.engine import Unsound
from teachnet.search.indexes import indexes

MANY = 20_000  # documents Whoosh is measured for; beyond, tantivy takes in a change sooner: ./dev bench search
PATIENCE = timedelta(minutes=1)  # a change is usually found within two seconds


def examine() -> Iterator[Finding]:
    with reading():
        waiting, given_up, hosts = _late(), _given_up(), _hosts()
        db.session.rollback()
    if waiting:
        yield Finding(
            Grade.BAD,
            _l("Changes the search index has not followed for a minute: %(count)s.", count=waiting),
            _l("See that the worker runs: flask work."),
        )
    if given_up:
        yield Finding(
            Grade.BAD,
            _l("Changes that did not get into the search index: %(count)s.", count=given_up),
            _l("The log of the worker says why; then run flask reindex."),
        )
    try:
        documents = max(len(indexes.engine(kind).versions()) for kind in indexes.sources)
        differing = sum(len(sync.differing(kind)) for kind in indexes.sources)
    except Unsound:
        yield Finding(
            Grade.BAD,
            _l("The search index is missing or not sound: searching shows only what is new."),
            _l("flask reindex builds it."),
        )
        return
    if differing and not (waiting or given_up):
        yield Finding(
            Grade.BAD,
            _l("Things that stand otherwise in the search index than in the database: %(count)s.", count=differing),
            _l("The worker mends this within an hour; flask reindex does it now."),
        )
    yield from better_engine(indexes.engine_in_use, documents, hosts)


def better_engine(engine: str, documents: int, hosts: int) -> Iterator[Finding]:
    if hosts > 1 and engine != "postgres":
        yield Finding(
            Grade.ADVICE,
            _l("%(count)s hosts use the database, and each has a search index of its own.", count=hosts),
            _l("Share one: flask reindex --engine postgres, then TEACHNET_SEARCH_ENGINE=postgres on all of them."),
        )
    elif hosts <= 1 and documents > MANY and engine != "tantivy":
        yield Finding(
            Grade.ADVICE,
            _l("The library has %(count)s resources: with tantivy new ones are found sooner.", count=documents),
            _l("flask reindex --engine tantivy. Nothing has to be stopped."),
        )


def _late() -> int:
    return _count(OutboxRow.done_at.is_(None), OutboxRow.given_up_at.is_(None), OutboxRow.made_at < utcnow() - PATIENCE)


def _given_up() -> int:
    return _count(OutboxRow.done_at.is_(None), OutboxRow.given_up_at.is_not(None))


def _count(*conditions: sa.ColumnElement[bool]) -> int:
    asked = sa.select(sa.func.count(OutboxRow.id)).where(OutboxRow.topic == "search.changed", *conditions)
    return db.session.scalar(asked)


def _hosts() -> int:
    """From how many addresses TeachNet is connected to its database now. An embedded one has one host."""
    if db.engine.dialect.name != "postgresql":
        return 1
    asked = "SELECT count(DISTINCT client_addr) FROM pg_stat_activity WHERE usename = current_user"
    return max(1, db.session.scalar(sa.text(f"{asked} AND datname = current_database()")))
