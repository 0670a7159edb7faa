"""Can this installation do its work? Asked by `/readyz` for whoever watches it; `flask doctor` says the remedies.

What must hold keeps a site from being asked when it does not; the rest is only told, as nothing gets better when nobody
is served any more.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from teachnet.config import MEGABYTE
from teachnet.db import db, revisions, utcnow, writing
from teachnet.jobs.models import OutboxRow

PATIENCE = 5  # seconds to wait for the write lock
ROOM = 200 * MEGABYTE  # free bytes without which nothing is written any more
SCARCE = 5 * 1024 * MEGABYTE  # free bytes of which somebody should know
LATE = timedelta(minutes=10)  # how long work may wait in the outbox


class State(StrEnum):
    OK = "ok"
    UNREACHABLE = "unreachable"
    READ_ONLY = "read only"
    LOCKED = "locked"
    FULL = "full"
    OLD = "old"
    NEWER = "newer"
    LATE = "late"
    NONE = "none"


@dataclass(frozen=True)
class Check:
    look: Callable[[], State]
    must: bool  # without it, nobody should be sent here


def database() -> State:
    """Can it be written to?"""
    try:
        return _of_sqlite() if db.engine.dialect.name == "sqlite" else _of_postgresql()
    except (SQLAlchemyError, sqlite3.DatabaseError):
        db.session.rollback()
        return State.UNREACHABLE


def _of_sqlite() -> State:
    path = make_url(current_app.config["SETTINGS"].database_url).database
    with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)) as connection:
        connection.execute("SELECT 1 FROM alembic_version")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return State.READ_ONLY if "readonly" in str(error) else State.LOCKED
    return State.OK


def _of_postgresql() -> State:
    with writing(), db.engine.begin() as connection:
        return State.READ_ONLY if connection.scalar(sa.text("SELECT pg_is_in_recovery()")) else State.OK


def disk() -> State:
    return State.FULL if free_room() < ROOM else State.OK


def free_room() -> int:
    """Bytes, where the installation keeps what it keeps."""
    return shutil.disk_usage(current_app.config["SETTINGS"].instance).free


def schema() -> State:
    """Is the database of this version?"""
    try:
        stands_at = MigrationContext.configure(db.session.connection()).get_current_revision()
    except SQLAlchemyError:
        db.session.rollback()
        return State.UNREACHABLE
    if stands_at == revisions()[0]:
        return State.OK
    return State.OLD if stands_at in revisions() else State.NEWER


def outbox() -> State:
    try:
        return State.LATE if work_waiting_since(LATE) else State.OK
    except SQLAlchemyError:
        db.session.rollback()
        return State.UNREACHABLE


def work_waiting_since(span: timedelta) -> int:
    """How much of it has been due for longer, and is neither done nor given up."""
    due = OutboxRow.is_waiting(utcnow()) & (OutboxRow.due_at < utcnow() - span)
    return db.session.scalar(sa.select(sa.func.count(OutboxRow.id)).where(due)) or 0


checks: dict[str, Check] = {
    "database": Check(database, must=True),
    "schema": Check(schema, must=True),
    "disk": Check(disk, must=True),
    "outbox": Check(outbox, must=False),
}


def offer(name: str, check: Check) -> None:
    """A part of the house knows of something else to look at."""
    checks[name] = check
