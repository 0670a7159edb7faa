"""Documents to look for; say only what the test is about."""

from datetime import UTC, datetime, timedelta

from teachnet.search.engine import Document, Engine, Found, Wish
from teachnet.search.query import parse

EVERYBODY = frozenset({"public"})
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def a_document(id_: int, title: str, body: str = "", **fields) -> Document:
    """Newer with every number."""
    given = {"version": 1, "readers": EVERYBODY, "at": LONG_AGO + timedelta(days=id_)} | fields
    return Document(id=id_, title=title, body=body, **given)


def look(engine: Engine, typed: str, readers: frozenset[str] = EVERYBODY, texts=None, **wish) -> Found:
    return engine.search(Wish(parse(typed), readers, **wish), texts)


def ids(engine: Engine, typed: str, readers: frozenset[str] = EVERYBODY, texts=None, **wish) -> list[int]:
    return list(look(engine, typed, readers, texts, **wish).ids)
