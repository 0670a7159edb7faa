"""Views and downloads, counted without writing to the database while somebody reads (decision 14).

A reading page adds a line to a file of its own process: day, resource, view or download, mark. Once an hour the worker
folds these files into a count for each resource and day. A mark is a keyed hash of the visitor and the day: it tells
today's visits of one visitor apart from another's, and nothing about who that is.
"""

import logging
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from teachnet.db import db, insert_if_new, today, utcnow
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import Payloads, handles
from teachnet.keys import keys
from teachnet.library.models import Resource
from teachnet.library.opinions.models import VisitCount, VisitMark, VisitSpool

log = logging.getLogger(__name__)

TOPIC = "library.visits"
VIEW, DOWNLOAD = "v", "d"
FINISHED = timedelta(days=2)  # a file of a day so long past is written to no more
AT_ONCE = 1 << 16  # bytes of a spool file folded in one transaction: a thousand visits, a tenth of a second

hourly(TOPIC)


class Visit(NamedTuple):
    day: date
    resource_id: int
    kind: str
    mark: str


class Spool:
    """The folder of the files, and the name of this process in it."""

    def __init__(self):
        self.folder, self._pid, self._name = Path(), 0, ""

    def use(self, folder: Path) -> None:
        """Told once, when the application is made."""
        self.folder = folder

    def append(self, visit: Visit) -> None:
        """One write of one line: threads of this process do not mix, and others have files of their own. A full disk
        costs a count, never a page."""
        line = f"{visit.day} {visit.resource_id} {visit.kind} {visit.mark}\n".encode()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / self._file(visit.day), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, line)
            finally:
                os.close(handle)
        except OSError as error:
            log.warning("a visit was not counted: %s", error)

    def _file(self, day: date) -> str:
        if self._pid != os.getpid():  # workers are forked
            self._pid, self._name = os.getpid(), secrets.token_hex(8)
        return f"{day}-{self._name}.visits"


spool = Spool()


def mark_of(visitor: str, day: date, resource_id: int, kind: str) -> str:
    return keys.fingerprint(f"visit:{day}:{resource_id}:{kind}:{visitor}")[:32]


def note(resource_id: int, kind: str, visitor: str) -> None:
    """`visitor` is anything that is the same for one visitor all day."""
    day = today()
    spool.append(Visit(day, resource_id, kind, mark_of(visitor, day, resource_id, kind)))


@handles(TOPIC, batch=100)
def fold_hourly(payloads: Payloads) -> None:
    fold()


def fold() -> None:
    """Count what has been written since. Each step is one transaction that holds both the counts and how far they go:
    killed before its commit, nothing of it happened; after, it is never read again."""
    for path in sorted(spool.folder.glob("*.visits")):
        while _fold_some(path):
            pass
        if _day_of(path.name) < today() - FINISHED:
            path.unlink(missing_ok=True)


def _fold_some(path: Path) -> bool:
    """False once all is counted."""
    db.session.execute(insert_if_new(VisitSpool, by=["name"], name=path.name))
    row = db.session.scalars(sa.select(VisitSpool).where(VisitSpool.name == path.name).with_for_update()).one()
    with path.open("rb") as file:
        file.seek(row.folded)
        whole = file.read(AT_ONCE).rpartition(b"\n")[0]  # a line still being written waits for the next time
    if whole:
        _count(_lines(whole.decode("ascii", "replace")))
        row.folded += len(whole) + 1
    row.folded_at = utcnow()
    db.session.commit()
    return bool(whole)


def _count(visits: Iterator[Visit]) -> None:
    found = list(visits)
    ids = {visit.resource_id for visit in found}
    known = set(db.session.scalars(sa.select(Resource.id).where(Resource.id.in_(ids))))
    new = Counter(
        (visit.resource_id, visit.day, visit.kind)
        for visit in found
        if visit.resource_id in known and _is_new(visit.mark)
    )
    for resource_id, day in sorted({(resource_id, day) for resource_id, day, _kind in new}):
        about = {"resource_id": resource_id, "day": day}
        db.session.execute(insert_if_new(VisitCount, by=["resource_id", "day"], views=0, downloads=0, **about))
        more = {
            "views": VisitCount.views + new[resource_id, day, VIEW],
            "downloads": VisitCount.downloads + new[resource_id, day, DOWNLOAD],
        }
        db.session.execute(sa.update(VisitCount).filter_by(**about).values(**more))


def _is_new(mark: str) -> bool:
    made = insert_if_new(VisitMark, by=["mark"], mark=mark).returning(VisitMark.id)
    return db.session.scalar(made) is not None


def _lines(text: str) -> Iterator[Visit]:
    """What is no visit (half a line of a process that died) is passed over."""
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) == 4 and parts[1].isdecimal() and len(parts[1]) < 10 and parts[2] in (VIEW, DOWNLOAD):
            try:
                yield Visit(date.fromisoformat(parts[0]), int(parts[1]), parts[2], parts[3][:32])
            except ValueError:
                continue


def _day_of(name: str) -> date:
    return date.fromisoformat(name[:10])
