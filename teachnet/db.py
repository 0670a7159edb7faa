"""The database handle, the column types every model shares, and the two kinds of transaction.

A transaction either reads or writes, and the database knows which: SQLite gets `BEGIN` with `query_only`, or
`BEGIN IMMEDIATE`; PostgreSQL gets a read-only or a writing transaction. The web reads on GET and writes otherwise;
commands and jobs write unless they say `with reading():`.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, wraps
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from teachnet.config import BadSettings
from teachnet.keys import keys

ROWS_LOOKED_AT = 2000  # in each index, to learn its size: 0.1 s for a city

BUSY = 15  # seconds that a transaction waits to write

CITY_TIME = ZoneInfo("Asia/Shanghai")

turns: dict[str, Lock] = {}
_reading: ContextVar[bool] = ContextVar("reading", default=False)


def utcnow() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day it is in the city; what "until Friday" is measured by."""
    return utcnow().astimezone(CITY_TIME).date()


def beginning_of(day: date) -> datetime:
    """The first moment of a day in the city."""
    return datetime.combine(day, time.min, CITY_TIME)


def set_reading(on: bool) -> None:
    """What the next transaction of this thread is for. Does not touch one that has begun."""
    _reading.set(on)


def is_reading() -> bool:
    return _reading.get()


@contextmanager
def reading() -> Iterator[None]:
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    token = _reading.set(False)
    try:
        yield
    finally:
        _reading.reset(token)


def start_writing() -> None:
    """End the reading transaction and let the next one write. Things loaded so far are asked for again when used."""
    db.session.rollback()
    set_reading(False)


class UTCDateTime(sa.TypeDecorator):
    """A moment. Stored without zone, in UTC, so that both engines compare alike."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):
        return value and value.replace(tzinfo=UTC)


class Encrypted(sa.TypeDecorator):
    """Text that a stolen database file does not give away. Look it up by a keyed hash in a column beside it."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else keys.encrypt(value)

    def process_result_value(self, value, dialect):
        return None if value is None else keys.decrypt(bytes(value))


class EncryptedBytes(sa.TypeDecorator):
    """A file that holds personal data, kept for a while."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else keys.seal(value)

    def process_result_value(self, value, dialect):
        return None if value is None else keys.unseal(bytes(value))


timestamp = Annotated[datetime, mapped_column(UTCDateTime, default=utcnow)]

# The day and the moment in a condition: filled in when a statement is sent, so that one made earlier stays true.
TODAY = sa.bindparam("today", type_=sa.Date, callable_=today)
NOW = sa.bindparam("now", type_=UTCDateTime, callable_=utcnow)


def from_today(span: timedelta) -> sa.BindParameter[date]:
    """A day so long after, or before, `TODAY`."""
    return sa.bindparam(None, type_=sa.Date, callable_=lambda: today() + span)


def from_now(span: timedelta) -> sa.BindParameter[datetime]:
    """A moment so long after, or before, `NOW`."""
    return sa.bindparam(None, type_=UTCDateTime, callable_=lambda: utcnow() + span)


CONSTRAINT_NAMES = {
    "ix": "ix__%(column_0_label)s",
    "uq": "uq__%(table_name)s__%(column_0_name)s",
    "ck": "ck__%(table_name)s__%(constraint_name)s",
    "fk": "fk__%(table_name)s__%(column_0_name)s__%(referred_table_name)s",
    "pk": "pk__%(table_name)s",
}

# Enum columns hold the member's value ("admitted"), not its Python name.
BY_VALUE = sa.Enum(StrEnum, native_enum=False, length=30, values_callable=lambda e: [m.value for m in e])


class Base(DeclarativeBase):
    # A registry rather than a bare type_annotation_map: Flask-SQLAlchemy 3.1 copies
    # this class, and SQLAlchemy refuses a map beside an already made registry.
    registry = registry(
        metadata=sa.MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={StrEnum: BY_VALUE, datetime: UTCDateTime, dict: sa.JSON, list: sa.JSON},
    )

    id: Mapped[int] = mapped_column(primary_key=True)


# Nothing expires at commit: what a view shows after its commit is what it wrote, without asking again.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

# Models subclass this. At run time it must be the class Flask-SQLAlchemy built; a type checker only needs Base.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


@sa.event.listens_for(db.Model, "instrument_class", propagate=True)
def _check_enums(mapper, cls):
    """The database refuses a value that is no member, also from a hand-written statement."""
    for column in mapper.local_table.columns:
        if isinstance(column.type, sa.Enum) and column.type.enum_class:
            known = sa.CheckConstraint(
                column.in_([sa.literal(member.value, sa.String) for member in column.type.enum_class]),
                name=f"{column.name}_known",
            )
            mapper.local_table.append_constraint(known)


@sa.event.listens_for(sa.Engine, "connect")
def _open(dbapi_connection, record):
    if isinstance(dbapi_connection, sqlite3.Connection):
        # The driver's own transactions begin too late: read-then-update lost two thirds of its writes. See _begin.
        dbapi_connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY * 1000}"):
            dbapi_connection.execute(f"PRAGMA {pragma}").close()


@sa.event.listens_for(sa.Engine, "begin")
def _begin(connection):
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA query_only={int(_reading.get())}").close()
        if _reading.get():
            raw.execute("BEGIN").close()
        else:
            _begin_writing(connection, raw)
    else:
        raw.read_only = _reading.get()


def _begin_writing(connection: sa.Connection, raw: sqlite3.Connection) -> None:
    """One thread of a process at a time asks SQLite for its write lock. It makes who asks look again and again, whoever
    came first: of two hundred that ask at once some are refused although it was free a thousand times meanwhile."""
    if "turn" not in connection.info:  # else it wrote before, and was not given back in between
        turn = turns.setdefault(str(connection.engine.url), Lock())
        if turn.acquire(timeout=BUSY):
            connection.info["turn"] = turn
    raw.execute("BEGIN IMMEDIATE").close()


@sa.event.listens_for(sa.Pool, "checkin")
def _let_the_next_in(_dbapi_connection, record):
    """When it is given back: only then is it certain that the transaction has ended, however it did."""
    if turn := record.info.pop("turn", None):
        turn.release()


def insert_if_new(model: type[Base], *, by: list[str], **values) -> sa.Insert:
    """A row, unless there is one with the same values in the unique columns `by`; then nothing, and no error."""
    return insert_those_new(model, [values], by=by)


def insert_those_new(model: type[Base], rows: Sequence[Mapping[str, Any]], *, by: list[str]) -> sa.Insert:
    """The same for several rows, in one statement."""
    return _insert(model).values(rows).on_conflict_do_nothing(index_elements=by)


def add_up(model: type[Base], *, by: list[str], **values) -> sa.Insert:
    """A row, or, where there is one with the same values in the unique columns `by`, as much more of the others."""
    insert = _insert(model).values(values)
    more = {name: getattr(model, name) + insert.excluded[name] for name in values if name not in by}
    return insert.on_conflict_do_update(index_elements=by, set_=more)


def _insert(model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    return {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.engine.dialect.name](model)


def create_schema() -> bool:
    """Bring the database to the newest migration. False when it was there already, which is found out quickly."""
    if _stands_at() == revisions()[0]:
        return False
    upgrade()
    return True


def require_schema() -> None:
    """Made where there is none yet; brought up where a demo city is looked at. A database with somebody's data in it is
    brought up by `flask upgrade`: by a copy, and with a backup."""
    settings = current_app.config["SETTINGS"]
    stands_at, head = _stands_at(), revisions()[0]
    if stands_at == head:
        return
    if stands_at and not settings.demo:
        raise BadSettings(f"the database stands at {stands_at}, this version of TeachNet at {head}. Run: flask upgrade")
    upgrade()


@cache
def revisions() -> tuple[str, ...]:
    """The migrations this version knows, the newest first. Their files are read once: it takes a tenth of a second."""
    scripts = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    return tuple(script.revision for script in scripts.walk_revisions())


def _stands_at() -> str | None:
    """The first thing a command asks of the database: here it turns out whether there is one."""
    try:
        with reading(), db.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        why = str(error.orig).strip().splitlines()[0]
        raise BadSettings(f"the database cannot be used ({why}). Look at DATABASE_URL.") from None


def learn_sizes() -> None:
    """Tell the planner how large the tables have become. SQLite never asks by itself, and then reads everything that is
    published to find two hundred resources by their ids; PostgreSQL asks, but some time later."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}"))
    db.session.execute(sa.text("ANALYZE"))


def with_database(command: Callable) -> Callable:
    """For a flask command that works on data: on a new instance, its database is made first."""

    @with_appcontext
    @wraps(command)
    def on_data(*args, **kwargs):
        require_schema()
        return command(*args, **kwargs)

    return on_data
