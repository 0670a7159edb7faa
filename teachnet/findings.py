"""What the doctor says of the whole: database, disk, worker, settings, secret and stored files."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import make_url

from teachnet import condition
from teachnet.accounts.models import Person
from teachnet.condition import State
from teachnet.config import LOOPBACK, MEGABYTE, Settings
from teachnet.db import db, reading
from teachnet.doctor import Finding, Grade
from teachnet.files.models import StoredFile
from teachnet.files.store import store
from teachnet.jobs.models import OutboxRow
from teachnet.keys import keys

GIGABYTE = 1024 * MEGABYTE
NAMED = 3  # damaged files that are named


def examine() -> Iterator[Finding]:
    with reading():
        found = [*_database(), *_disk(), *_work(), *_secret(), *_files(), *_settings()]
        db.session.rollback()
    yield from found


def _database() -> Iterator[Finding]:
    state = condition.database()
    if state is State.LOCKED:
        yield Finding(
            Grade.BAD,
            _l("The database has been held by somebody for seconds: nobody else can write."),
            _l("Wait until an import or a restore is done. Else stop the site, and start it again."),
        )
    if state is State.READ_ONLY:
        yield Finding(
            Grade.BAD,
            _l("The database can be read only."),
            _l("Give the user of the site the right to write its file and folder; of a server, name the primary."),
        )
    if damage := _damage():
        yield Finding(
            Grade.BAD,
            _l("The file of the database is damaged: %(damage)s", damage=damage),
            _l("Stop the site, copy the file away, then flask restore the newest backup."),
        )


def _damage() -> str:
    """What the embedded database finds wrong with its own file; a server looks after its own."""
    if db.engine.dialect.name != "sqlite":
        return ""
    path = make_url(current_app.config["SETTINGS"].database_url).database
    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    if told != "ok":
        return str(told)
    return f"{lost[0]} {lost[1]} → {lost[2]}" if lost else ""


def _disk() -> Iterator[Finding]:
    free = condition.free_room()
    if free < condition.SCARCE:
        yield Finding(
            Grade.BAD if free < condition.ROOM else Grade.ADVICE,
            _l("Only %(gigabytes)s GB are free on the disk.", gigabytes=f"{free / GIGABYTE:.1f}"),
            _l("Make room, or move the instance folder to a larger disk. Old backups go by themselves."),
        )


def _work() -> Iterator[Finding]:
    if late := condition.work_waiting_since(condition.LATE):
        what = _l("Work that has been waiting for ten minutes and more: %(count)s.", count=late)
        yield Finding(Grade.BAD, what, _l("See that the worker runs: flask work."))
    given_up = sa.select(sa.func.count(OutboxRow.id)).where(
        OutboxRow.given_up_at.is_not(None), OutboxRow.topic != "search.changed"
    )
    if count := db.session.scalar(given_up):
        yield Finding(
            Grade.BAD,
            _l("Work that did not succeed in eight attempts: %(count)s.", count=count),
            _l("The log of the worker says why."),
        )


def _secret() -> Iterator[Finding]:
    sealed = sa.select(sa.type_coerce(Person.id_number, sa.LargeBinary)).where(Person.id_number.is_not(None)).limit(1)
    found = db.session.scalar(sealed)
    try:
        if found:
            keys.unseal(bytes(found))
    except InvalidTag:
        yield Finding(
            Grade.BAD,
            _l("ID numbers and phones cannot be read: the secret is another one than they were sealed with."),
            _l("Put the secret.key back that belongs to this database, from the copy kept elsewhere."),
        )


def _files() -> Iterator[Finding]:
    asked = sa.select(StoredFile.sha256, StoredFile.size).order_by(StoredFile.id).execution_options(yield_per=1000)
    gone, damaged = [], []
    for sha256, size in db.session.execute(asked):
        there = store.size_of(sha256)
        if there is None:
            gone.append(sha256)
        elif there != size or not store.is_whole(sha256, size):
            damaged.append(sha256)
    for what, names in ((_l("Stored files that are gone"), gone), (_l("Stored files that are damaged"), damaged)):
        if names:
            yield Finding(
                Grade.BAD,
                _l("%(what)s: %(count)s (%(names)s).", what=what, count=len(names), names=", ".join(names[:NAMED])),
                _l("flask restore-files BACKUP brings those back that are in a backup; nothing else is touched."),
            )


def _settings() -> Iterator[Finding]:
    settings: Settings = current_app.config["SETTINGS"]
    if settings.demo or settings.hosts == LOOPBACK:
        return  # it faces no network
    if not settings.behind_https:
        yield Finding(
            Grade.BAD,
            _l("Passwords and cookies cross the network readable for everybody."),
            _l("Serve it over HTTPS, and set TEACHNET_HTTPS=1."),
        )
    if not settings.proxies:
        yield Finding(
            Grade.ADVICE,
            _l("If a reverse proxy stands in front, everybody seems to come from its address."),
            _l("Set TEACHNET_PROXIES to how many stand in front."),
        )
