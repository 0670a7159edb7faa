"""Many write at once: nobody is refused, and nobody who fails holds up the others. Of SQLite alone; PostgreSQL locks
rows."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from teachnet.db import turns

WRITERS = 8


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "some.db"
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE written (number INTEGER)")
    made.close()
    return path


@pytest.fixture
def engine(path):
    """Whose connections do not wait: what the database refuses once is refused."""
    engine = sa.create_engine(f"sqlite:///{path}")
    sa.event.listen(engine, "checkout", lambda raw, *_rest: raw.execute("PRAGMA busy_timeout=0").close())
    yield engine
    engine.dispose()


def write(engine, number=0):
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO written VALUES (:number)"), {"number": number})
        time.sleep(0.01)  # so that the others come meanwhile


def test_who_writes_waits_in_line_and_is_not_refused(engine):
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, [engine] * WRITERS, range(WRITERS)))

    with engine.begin() as connection:
        assert set(connection.scalars(sa.text("SELECT number FROM written"))) == set(range(WRITERS))


def test_who_fails_lets_the_next_one_in(engine, path):
    other = sqlite3.connect(path)  # another process
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        write(engine)
    assert not turns[str(engine.url)].locked()
    other.rollback()
    other.close()

    with pytest.raises(ZeroDivisionError), engine.begin():
        _nothing = 1 / 0
    assert not turns[str(engine.url)].locked()
    write(engine)
