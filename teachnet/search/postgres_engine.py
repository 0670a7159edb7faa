"""PostgreSQL's full text, where several hosts serve and share one index: terms of our own analyser in its `tsvector`,
none of its dictionaries. It finds and counts; the shared ranking puts in order, for `ts_rank` alone finds half as well.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

import sqlalchemy as sa

from teachnet.db import db, reading, writing
from teachnet.search import dictionaries
from teachnet.search.analyser import Bags, take_apart, words_at_the_top
from teachnet.search.answer import answer
from teachnet.search.candidates import pack
from teachnet.search.engine import Document, Found, Texts, Unsound, Wish
from teachnet.search.lookup import plan_of
from teachnet.search.plan import Plan
from teachnet.search.postgres_tables import builds, entries
from teachnet.search.postgres_view import PREFIXES, PostgresView, lexeme
from teachnet.search.ranking import signals_of

FORMAT = "1"  # of the entries; raise it when they or the weights of the analyser change
TOGETHER = 200  # entries sent at once
LARGEST = 1_000_000  # bytes of a tsvector, of the 1,048,575 it may have


class PostgresEngine:
    def __init__(self, kind: str):
        self.kind = kind
        self._counted: tuple[tuple[int, int], dict] = (0, 0), {}

    # reading

    @property
    def generation(self) -> str:
        with self._reading() as connection:
            build_id, commits = self._current(connection)
        return f"{build_id}:{commits}"

    def search(self, wish: Wish, texts: Texts | None = None) -> Found:
        with self._reading() as connection:
            return answer(self._view(connection, wish), wish, texts)

    def plan(self, wish: Wish) -> Plan:
        with self._reading() as connection:
            return plan_of(wish.query, self._view(connection, wish), wish.synonyms)

    def versions(self) -> dict[int, int]:
        with self._reading() as connection:
            build_id, _commits = self._current(connection)
            kept = sa.select(entries.c.id, entries.c.version).where(entries.c.build_id == build_id)
            return dict(connection.execute(kept).all())

    def _view(self, connection: sa.Connection, wish: Wish) -> PostgresView:
        build_id, commits = self._current(connection)
        return PostgresView(connection, build_id, wish, known=self._known(build_id, commits))

    def _known(self, build_id: int, commits: int) -> dict:
        """What has been counted since the last commit: asked again and again by the next pages of a search."""
        if self._counted[0] != (build_id, commits):
            self._counted = (build_id, commits), {}
        return self._counted[1]

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """Whole commits: all statements of a search see the same one."""
        with reading(), db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection

    def _current(self, connection: sa.Connection, *, for_update: bool = False) -> tuple[int, int]:
        asked = sa.select(builds).where(builds.c.kind == self.kind, builds.c.is_current)
        build = connection.execute(asked.with_for_update() if for_update else asked).one_or_none()
        if build is None or build.edition != _edition():
            raise Unsound(f"the database holds no index of {self.kind} of this edition")
        return build.id, build.commits

    # writing

    def update(self, put: Iterable[Document], remove: Iterable[int] = ()) -> None:
        documents = {document.id: document for document in put}
        rows = [_entry(document) for document in documents.values()]
        with writing(), db.engine.begin() as connection:
            build_id, commits = self._current(connection, for_update=True)
            gone = entries.c.id.in_([*documents, *remove])
            connection.execute(sa.delete(entries).where(entries.c.build_id == build_id, gone))
            _insert(connection, build_id, rows)
            connection.execute(sa.update(builds).where(builds.c.id == build_id).values(commits=commits + 1))

    def rebuild(self, documents: Iterable[Document]) -> None:
        with self._only_one_rebuilds():
            with writing(), db.engine.begin() as connection:
                self._remove_builds(connection, ~builds.c.is_current)  # of somebody who was stopped
                made = sa.insert(builds).values(kind=self.kind, edition=_edition()).returning(builds.c.id)
                build_id = connection.scalar(made)
            rest = iter(documents)
            while batch := [_entry(document) for document in islice(rest, TOGETHER)]:
                with writing(), db.engine.begin() as connection:
                    _insert(connection, build_id, batch)
            with writing(), db.engine.begin() as connection:
                self._remove_builds(connection, builds.c.id != build_id)
                connection.execute(sa.update(builds).where(builds.c.id == build_id).values(is_current=True))
            with writing(), db.engine.begin() as connection:
                connection.execute(sa.text("ANALYZE search.entry"))

    def forget(self) -> None:
        """As if there had never been an index."""
        with writing(), db.engine.begin() as connection:
            self._remove_builds(connection, sa.true())

    def _remove_builds(self, connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
        connection.execute(sa.delete(builds).where(builds.c.kind == self.kind, which))

    @contextmanager
    def _only_one_rebuilds(self) -> Iterator[None]:
        """A lock that goes with its connection: a process that dies leaves none behind."""
        key = sa.func.hashtext(f"search {self.kind}")
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.select(sa.func.pg_advisory_lock(key)))
            try:
                yield
            finally:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))


def _edition() -> str:
    return f"{FORMAT}-{dictionaries.edition()}"


def _insert(connection: sa.Connection, build_id: int, rows: list[dict]) -> None:
    if rows:
        connection.execute(sa.insert(entries), [row | {"build_id": build_id} for row in rows])


def _entry(document: Document) -> dict:
    bags = take_apart(document)
    facets = sorted({f"{facet}={code}" for facet, codes in document.facets.items() for code in codes})
    return {
        "id": document.id,
        "version": document.version,
        **signals_of(document),
        "words_length": sum(bags.words.values()),
        "grams_length": sum(bags.grams.values()),
        "facets": facets,
        "terms": _vector(document, bags, facets),
        "bag": pack(bags),
    }


def _vector(document: Document, bags: Bags, facets: list[str]) -> str:
    """All bags in one, so that one index answers a whole clause. A book of many megabytes is cut short: its last
    pairs of characters go first, its words last."""
    held = {
        "readers": document.readers,
        "facets": facets,
        "names": bags.names,
        "top": words_at_the_top(document),
        "words": bags.words,
        "grams": bags.grams,
        "sounds": bags.sounds,
    }
    lexemes, size = [], 0
    for bag in PREFIXES:
        for term in held[bag]:
            one = lexeme(bag, term)
            size += len(one.encode())
            if size > LARGEST:
                return " ".join(lexemes)
            lexemes.append(one)
    return " ".join(lexemes)
