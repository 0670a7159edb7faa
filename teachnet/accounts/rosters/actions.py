"""The three steps of an import: look at a file, keep it for a preview, and let it in."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.accounts.rosters import applying
from teachnet.accounts.rosters.checking import Progress, check, refusal
from teachnet.accounts.rosters.codes import Level, Unreadable
from teachnet.accounts.rosters.columns import NAME
from teachnet.accounts.rosters.findings import Roster
from teachnet.accounts.rosters.models import Move, RosterUpload
from teachnet.accounts.rosters.planning import Fate, Plan, Scope, plan
from teachnet.accounts.rosters.reading import apart
from teachnet.audit.trail import acting, record
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.jobs.outbox import send

TOPIC = "roster"  # of the outbox; the worker's part is in jobs.py
LARGEST_FILE = 32 * 1024 * 1024
AT_ONCE = 300  # people imported while the browser waits; more are left to the worker


def quiet(done: int, of: int) -> None:
    """No progress to show."""


@dataclass
class Examined:
    roster: Roster
    plan: Plan

    @property
    def counts(self) -> dict[str, int]:
        levels = Counter(finding.level for finding in self.roster.findings)
        told = {"rows": self.roster.rows, "ok": self.roster.ok, "refused": self.roster.refused}
        return told | self.plan.counts() | {f"of_{level}": levels[level] for level in Level}

    @property
    def moves(self) -> list[Move]:
        return [
            Move(planned.fate, planned.entry.sheet, planned.entry.row, planned.entry.values[NAME], planned.fields)
            for planned in self.plan.of_fate(Fate.CHANGED, Fate.TRANSFER, Fate.ASKED)
        ]


@contextmanager
def uncollected() -> Iterator[None]:
    """A roster is a million small things without a cycle among them; the collector would go through all of them again
    and again, for a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@uncollected()
def examine(path: Path, *, by: Person | None, progress: Progress = quiet) -> Examined:
    """Reads the file and looks up its people. Writes nothing."""
    scope = Scope.of(by)
    try:
        sheets = apart.sheets_of(path, heartbeat=lambda rows: progress(rows, 0))
    except Unreadable as refused:
        return Examined(refusal(refused), Plan([]))
    roster = check(sheets, scope.by_name, today(), progress)
    return Examined(roster, plan(roster, scope))


def examine_content(content: bytes, *, by: Person) -> Examined:
    with TemporaryDirectory(prefix="roster-") as folder:  # only its owner may look into it
        path = Path(folder, "roster")
        path.write_bytes(content)
        return examine(path, by=by)


def keep(examined: Examined, *, file_name: str, content: bytes | None, by: Person | None) -> RosterUpload:
    """For a day, sealed, for the preview and the way back."""
    name = "".join(sign for sign in file_name.rpartition("/")[2] if sign.isprintable())  # it goes into a header later
    upload = RosterUpload(file_name=name[-200:] or "roster", content=content, owner=by)
    show(upload, examined)
    db.session.add(upload)
    db.session.flush()
    if by is not None:
        record("roster_upload", upload.id, action="roster.uploaded", changes=_as_changes(upload.counts))
    return upload


def show(upload: RosterUpload, examined: Examined) -> None:
    upload.show(examined.counts, examined.roster.findings, examined.moves)


def show_again(upload: RosterUpload, examined: Examined) -> None:
    show(upload, examined)
    record("roster_upload", upload.id, action="roster.shown_again", changes=_as_changes(upload.counts))


def leave_to_worker(upload: RosterUpload) -> None:
    upload.wait()
    record("roster_upload", upload.id, action="roster.asked_for")
    send(TOPIC, upload_id=upload.id, actor=asdict(acting()))


def is_as_shown(upload: RosterUpload, examined: Examined) -> bool:
    """What is let in is what was shown: nobody consents to something else."""
    return examined.counts == upload.counts


def let_in(upload: RosterUpload, examined: Examined) -> Iterator[int]:
    """Stages slice by slice, for the caller to commit or not; after the last one everything is written at once."""
    with uncollected():
        for done in applying.stage(upload, examined.plan):
            upload.done = done
            yield done
    applying.copy(upload)
    upload.finish()
    record("roster_upload", upload.id, action="roster.imported", changes=_as_changes(upload.counts))


def clear(upload: RosterUpload) -> None:
    """What was staged, once it is in."""
    applying.clear(upload)


def remove(upload: RosterUpload) -> None:
    """Before its day is over; what it brought in stays."""
    if upload.is_under_way:
        raise Refused(_("The file is being imported at this moment."))
    record("roster_upload", upload.id, action="roster.removed")
    applying.clear(upload)
    db.session.delete(upload)


def _as_changes(counts: dict[str, int]) -> dict[str, list]:
    return {name: [None, count] for name, count in counts.items() if count}
