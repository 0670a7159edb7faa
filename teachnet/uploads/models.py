"""Files on their way: large ones that come in pieces, and good ones that wait for the form they belong to."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, from_now, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.files.codes import Code
from teachnet.files.models import StoredFile
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import keep_for

PATIENCE = timedelta(days=3)  # an upload nobody goes on with, and a good file no form takes, are kept so long
LARGEST_PIECE = 16 << 20  # bytes
MOST_AT_ONCE = 5  # unfinished uploads of one person
QUOTA = 3  # of the largest files, together, may be on their way for one person


class UploadState(StrEnum):
    RECEIVING = "receiving"
    EXAMINING = "examining"
    READY = "ready"
    REFUSED = "refused"

    @property
    def label(self):
        return STATES[self]


STATES = {
    UploadState.RECEIVING: _l("On its way"),
    UploadState.EXAMINING: _l("All there, being looked at"),
    UploadState.READY: _l("Good, and waiting for its form"),
    UploadState.REFUSED: _l("Cannot be taken"),
}


class TooMuch(Refused):
    """More than one person may have on its way."""

    status = 413


class Overtaken(Refused):
    """Another tab has sent this piece already."""


class Upload(Model):
    """A good file that waits for its form: sent with one that still had a mistake, or in pieces beforehand."""

    is_audited = False

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    made_at: Mapped[timestamp]

    person: Mapped[Person] = relationship()
    file: Mapped[StoredFile] = relationship()


keep_for(Upload.made_at, PATIENCE)


class ResumableUpload(Model):
    """A large file that comes in pieces. `received` bytes are safe on the disk; whoever goes on begins there."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(sa.String(300))  # as the browser says it
    seen_as: Mapped[str] = mapped_column(sa.String(100), default="")  # tells the same file in the same browser
    size: Mapped[int] = mapped_column(sa.BigInteger)
    received: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    state: Mapped[UploadState] = mapped_column(default=UploadState.RECEIVING)
    refused_for: Mapped[Code | None]
    upload_id: Mapped[int | None] = mapped_column(sa.ForeignKey("upload.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[timestamp]
    touched_at: Mapped[timestamp]

    person: Mapped[Person] = relationship()
    upload: Mapped[Upload | None] = relationship(passive_deletes=True)
    pieces: Mapped[list["Piece"]] = relationship(order_by="Piece.start", cascade="all", passive_deletes=True)

    __table_args__ = (
        sa.Index("ix__resumable_upload__of_person", "person_id", "state"),
        sa.CheckConstraint("size > 0", name="not_empty"),
        sa.CheckConstraint("received BETWEEN 0 AND size", name="never_more_than_all"),
        sa.CheckConstraint("state = 'receiving' OR received = size", name="looked_at_when_whole"),
        sa.CheckConstraint("(state = 'refused') = (refused_for IS NOT NULL)", name="refused_says_why"),
    )

    @classmethod
    def begin(cls, *, by: Person, name: str, size: int, seen_as: str, largest: int) -> "ResumableUpload":
        """`largest`: bytes one file may have. The person's row is locked, so that two tabs count each other."""
        if size > largest:
            raise TooMuch(_("The file is larger than %(most)s MB. Make it smaller or cut it.", most=largest >> 20))
        db.session.execute(sa.select(Person.id).where(Person.id == by.id).with_for_update())
        count, taken = db.session.execute(_on_its_way(by)).one()
        if count >= MOST_AT_ONCE or taken + size > QUOTA * largest:
            raise TooMuch(_("Too much of yours is on its way already. Finish an upload or remove one first."))
        upload = cls(person_id=by.id, name=name, size=size, seen_as=seen_as, received=0, state=UploadState.RECEIVING)
        db.session.add(upload)
        db.session.flush()
        return upload

    @property
    def expires_at(self) -> datetime:
        return self.touched_at + PATIENCE

    def take(self, piece: "Piece") -> None:
        """Its bytes are on the disk. Of two that begin at the same place one is taken; `Overtaken` for the other."""
        end = piece.start + piece.length
        moved = (
            sa.update(ResumableUpload)
            .where(
                ResumableUpload.id == self.id,
                ResumableUpload.received == piece.start,
                ResumableUpload.state == UploadState.RECEIVING,
                ResumableUpload.size >= end,
            )
            .values(received=end, touched_at=utcnow())
        )
        if db.session.execute(moved).rowcount == 0:
            raise Overtaken(_("Another window has sent this part already."))
        piece.upload_id = self.id
        db.session.add(piece)
        db.session.flush()
        db.session.refresh(self)
        if self.received == self.size:
            self._move(UploadState.EXAMINING)
            outbox.send("uploads.examine", id=self.id)

    def accept(self, file: StoredFile, name: str) -> None:
        self._move(UploadState.READY)
        self.upload = Upload(person_id=self.person_id, file=file, name=name)

    def refuse(self, code: Code) -> None:
        self._move(UploadState.REFUSED)
        self.refused_for = code

    def _move(self, to: UploadState) -> None:
        if (self.state, to) not in MOVES:
            raise Refused(_("This upload is already at “%(state)s”.", state=self.state.label))
        self.state, self.touched_at = to, utcnow()


MOVES = {
    (UploadState.RECEIVING, UploadState.EXAMINING),
    (UploadState.EXAMINING, UploadState.READY),
    (UploadState.EXAMINING, UploadState.REFUSED),
}


class Piece(Model):
    """Bytes of an upload that are safe in a file of their own, named `kept_as`, until the last one is there."""

    is_audited = False

    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("resumable_upload.id", ondelete="CASCADE"))
    start: Mapped[int] = mapped_column(sa.BigInteger)
    length: Mapped[int]
    kept_as: Mapped[str] = mapped_column(sa.String(40), unique=True)

    __table_args__ = (
        sa.UniqueConstraint("upload_id", "start"),
        sa.CheckConstraint("length > 0", name="not_empty"),
    )


def _on_its_way(person: Person) -> sa.Select:
    """How many files, and how many bytes, of somebody are neither refused nor taken by a form."""
    coming = ResumableUpload.state.in_([UploadState.RECEIVING, UploadState.EXAMINING])
    waiting = (ResumableUpload.state == UploadState.READY) & ResumableUpload.upload_id.is_not(None)
    is_coming = sa.case((coming, 1), else_=0)
    return sa.select(
        sa.func.coalesce(sa.func.sum(is_coming), 0), sa.func.coalesce(sa.func.sum(ResumableUpload.size), 0)
    ).where(ResumableUpload.person_id == person.id, coming | waiting)


def abandoned() -> sa.ColumnElement[bool]:
    return ResumableUpload.touched_at < from_now(-PATIENCE)
