"""The index follows the database. What a commit says has changed (`search.changed`, a kind and an id, in the same
transaction) the worker reads again and indexes: seen twice or out of order, it comes to the same."""

import logging
from collections.abc import Callable, Collection, Iterator

from teachnet.db import db, reading
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import handles
from teachnet.search import dictionaries
from teachnet.search.engine import Document, Unsound
from teachnet.search.indexes import indexes

log = logging.getLogger(__name__)

TOGETHER = 200  # documents read, and committed, at once
TOLD_EVERY = 10_000


def _no_one(done: int, of: int) -> None:
    """Who hears how far a rebuilding is, when nobody waits for it."""


@handles("search.changed", batch=TOGETHER)
def follow(payloads: list[dict]) -> None:
    for kind in indexes.sources:
        ids = {payload["id"] for payload in payloads if payload["kind"] == kind}
        if ids:
            _follow(kind, ids)


@handles("search.check", batch=TOGETHER)
def check(payloads: list[dict]) -> None:
    dictionaries.load()
    for kind in indexes.sources:
        catch_up(kind)


hourly("search.check")


def _follow(kind: str, ids: Collection[int]) -> None:
    documents = _read(kind, ids)
    try:
        indexes.engine(kind).update(documents, remove=ids)
    except Unsound:
        _mend(kind)


def catch_up(kind: str, engine: str = "") -> int:
    """Make right whatever differs from the database; how many did. An index that is not sound is built anew."""
    try:
        stale = differing(kind, engine)
    except Unsound:
        return _mend(kind, engine)
    for some in _portions(stale):
        indexes.engine(kind, engine).update(_read(kind, some), remove=some)
    return len(stale)


def differing(kind: str, engine: str = "") -> list[int]:
    """The ids of what the index has otherwise than the database. Raises `Unsound`."""
    indexed, wanted = indexes.engine(kind, engine).versions(), _versions(kind)
    return [id_ for id_ in indexed.keys() | wanted.keys() if indexed.get(id_) != wanted.get(id_)]


def _mend(kind: str, engine: str = "") -> int:
    log.info("the index of %s is missing or not sound: building it anew", kind)
    return rebuild(kind, engine=engine)


def rebuild(kind: str, tell: Callable[[int, int], None] = _no_one, engine: str = "") -> int:
    """Beside the index in use, which goes on answering; what changed meanwhile is caught up with afterwards. `tell`
    hears (documents read so far, of how many) now and then: a city's take minutes."""
    ids = sorted(_versions(kind))
    indexes.engine(kind, engine).rebuild(_all(kind, ids, tell))
    catch_up(kind, engine)
    return len(ids)


def switch(engine: str) -> None:
    """Let this engine answer, whose indexes are built. What the worker still gave the other one it gets from the
    check that this asks for."""
    indexes.switch(engine)
    outbox.send("search.check")


def _all(kind: str, ids: list[int], tell: Callable[[int, int], None]) -> Iterator[Document]:
    for number, some in enumerate(_portions(ids)):
        if number and number * TOGETHER % TOLD_EVERY == 0:
            tell(number * TOGETHER, len(ids))
        yield from _read(kind, some)


def _versions(kind: str) -> dict[int, int]:
    with reading():
        versions = indexes.sources[kind].versions()
        db.session.rollback()
    return versions


def _read(kind: str, ids: Collection[int]) -> list[Document]:
    """Nothing is held open while an engine works: neither the write lock nor a long reading transaction."""
    with reading():
        documents = list(indexes.sources[kind].documents(ids))
        db.session.rollback()
    return documents


def _portions(ids: list[int]) -> Iterator[list[int]]:
    return (ids[at : at + TOGETHER] for at in range(0, len(ids), TOGETHER))
