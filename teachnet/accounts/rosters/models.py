"""A roster on its way in: the file as it was sent, what was found in it, and its people staged for one short write."""

import json
import zlib
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Gender, Person, Stage, Subject, Title
from teachnet.accounts.rosters.codes import Code, Level
from teachnet.accounts.rosters.findings import Finding
from teachnet.db import Encrypted, EncryptedBytes, Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for

KEPT = timedelta(days=1)


class UploadState(StrEnum):
    CHECKED = "checked"
    WAITING = "waiting"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"

    @property
    def label(self):
        return STATES[self]

    @property
    def look(self) -> str:
        return LOOKS[self]


STATES = {
    UploadState.CHECKED: _l("Checked, not yet imported"),
    UploadState.WAITING: _l("Waiting to be imported"),
    UploadState.APPLYING: _l("Being imported"),
    UploadState.APPLIED: _l("Imported"),
    UploadState.FAILED: _l("Not imported"),
}
LOOKS = {
    UploadState.CHECKED: "act",
    UploadState.WAITING: "wait",
    UploadState.APPLYING: "wait",
    UploadState.APPLIED: "good",
    UploadState.FAILED: "bad",
}
MOVES = {
    UploadState.CHECKED: {UploadState.WAITING, UploadState.APPLYING},
    UploadState.WAITING: {UploadState.APPLYING},
    UploadState.APPLYING: {UploadState.APPLYING, UploadState.APPLIED, UploadState.FAILED},  # a job may run again
    UploadState.FAILED: {UploadState.WAITING, UploadState.APPLYING},
}


class UploadProblem(StrEnum):
    """Why a file that was fine is not in."""

    MOVED = "moved"
    NOT_ALLOWED = "not_allowed"

    @property
    def label(self):
        return PROBLEMS[self]


PROBLEMS = {
    UploadProblem.MOVED: _l("The list of people changed in between. Look at the file again and import it then."),
    UploadProblem.NOT_ALLOWED: _l("You may no longer import people."),
}


class Move(NamedTuple):
    """Somebody known whom the file changes or asks for: where they stand in it, and which of their fields."""

    fate: str
    sheet: str
    row: int
    name: str
    fields: list[str]


class RosterUpload(Model):
    """Seen by nobody but whoever sent it, and gone after a day."""

    is_audited = False

    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)  # empty: the command line
    file_name: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[bytes | None] = mapped_column(EncryptedBytes, deferred=True)
    report: Mapped[bytes | None] = mapped_column(EncryptedBytes, deferred=True)  # findings, as packed JSON
    state: Mapped[UploadState] = mapped_column(default=UploadState.CHECKED)
    counts: Mapped[dict] = mapped_column(default=dict)
    done: Mapped[int] = mapped_column(default=0)  # people staged so far, while it is being imported
    made_at: Mapped[timestamp] = mapped_column(index=True)
    applied_at: Mapped[datetime | None]
    problem: Mapped[UploadProblem | None]

    owner: Mapped[Person | None] = relationship()

    @property
    def is_under_way(self) -> bool:
        return self.state in (UploadState.WAITING, UploadState.APPLYING)

    @property
    def can_be_applied(self) -> bool:
        return self.state in (UploadState.CHECKED, UploadState.FAILED)

    @property
    def percent_done(self) -> int:
        """Staging is most of the work; the write at its end is short."""
        return min(99, 100 * self.done // max(1, self.counts.get("rows", 0)))

    def show(self, counts: dict[str, int], findings: list[Finding], moves: list[Move]) -> None:
        self.counts = counts
        told = {"findings": findings, "moves": moves}
        self.report = zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())

    def shown(self) -> tuple[list[Finding], list[Move]]:
        told = json.loads(zlib.decompress(self.report)) if self.report else {"findings": [], "moves": []}
        findings = [
            Finding(sheet, row, column, Code(code), Level(level), detail)
            for sheet, row, column, code, level, detail in told["findings"]
        ]
        return findings, [Move(*move) for move in told["moves"]]

    def wait(self) -> None:
        self._move(UploadState.WAITING)

    def start(self) -> None:
        self._move(UploadState.APPLYING)
        self.done, self.problem = 0, None

    def finish(self) -> None:
        self._move(UploadState.APPLIED)
        self.applied_at = utcnow()

    def fail(self, problem: UploadProblem) -> None:
        self._move(UploadState.FAILED)
        self.problem = problem

    def _move(self, to: UploadState) -> None:
        db.session.flush()
        db.session.refresh(self, ["state"], with_for_update=True)
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("This file: %(state)s.", state=self.state.label))
        self.state = to


class RowAction(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    TRANSFER = "transfer"


class RosterRow(Model):
    """What one row of the file will do, ready to be copied. Of somebody known only what changes is filled in."""

    is_audited = False

    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("roster_upload.id", ondelete="CASCADE"), index=True)
    action: Mapped[RowAction]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    school_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id")
    )  # where they taught at planning time
    sender_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    is_appointed: Mapped[bool] = mapped_column(default=False)
    trail: Mapped[dict] = mapped_column(default=dict)  # {column: [old, new]} as the audit trail will hold it

    name: Mapped[str | None] = mapped_column(sa.String(100))
    name_pinyin: Mapped[str | None] = mapped_column(sa.String(200))
    name_initials: Mapped[str | None] = mapped_column(sa.String(30))
    id_number: Mapped[str | None] = mapped_column(Encrypted)
    id_fingerprint: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    phone: Mapped[str | None] = mapped_column(Encrypted)
    phone_fingerprint: Mapped[str | None] = mapped_column(sa.String(64))
    gender: Mapped[Gender | None]
    born_on: Mapped[date | None]
    stage: Mapped[Stage | None]
    subject: Mapped[Subject | None]
    title: Mapped[Title | None]
    honour: Mapped[str | None] = mapped_column(sa.String(100))
    started_work_on: Mapped[date | None]
    remark: Mapped[str | None] = mapped_column(sa.String(500))


COPIED = (
    "name", "name_pinyin", "name_initials", "id_number", "id_fingerprint", "phone", "phone_fingerprint",
    "gender", "born_on", "stage", "subject", "title", "honour", "started_work_on", "remark",
)  # fmt: skip

keep_for(RosterUpload.made_at, KEPT)
