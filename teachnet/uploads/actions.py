"""A large file in pieces: begun, gone on with, given up."""

import shutil
from typing import BinaryIO

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db, start_writing
from teachnet.files.receive import Received, stored_file
from teachnet.files.store import store
from teachnet.uploads import pieces, queries
from teachnet.uploads.models import LARGEST_PIECE, Overtaken, Piece, ResumableUpload, TooMuch, Upload

ROOM = 2 << 30  # bytes of the disk that stay free, whatever comes


def begin(*, by: Person, name: str, size: int, seen_as: str, largest: int) -> ResumableUpload:
    """For a while the file is there twice: in pieces, and whole while it is looked at."""
    if shutil.disk_usage(store.folder.parent).free < 2 * size + ROOM:
        raise TooMuch(
            _("There is no room for so large a file at the moment. Please tell the people who run this site.")
        )
    return ResumableUpload.begin(by=by, name=name, size=size, seen_as=seen_as, largest=largest)


def go_on(upload: ResumableUpload, stream: BinaryIO, start: int) -> ResumableUpload:
    """Add what comes in the stream, which takes as long as the line is slow: no transaction is open meanwhile.
    `Overtaken` when the upload does not stand at `start`, or no longer does."""
    if upload.received != start:
        raise Overtaken(_("Another window has sent this part already."))
    upload_id, person, left = upload.id, upload.person_id, upload.size - start
    db.session.rollback()
    mine = sa.select(ResumableUpload).where(ResumableUpload.id == upload_id, ResumableUpload.person_id == person)
    with pieces.written(stream, min(LARGEST_PIECE, left)) as (name, length):
        start_writing()
        upload = db.one_or_404(mine)
        upload.take(Piece(start=start, length=length, kept_as=name))
    return upload


def give_up(upload: ResumableUpload) -> list[str]:
    """The names of the pieces, to be forgotten after the commit."""
    names = [piece.kept_as for piece in upload.pieces]
    db.session.delete(upload)
    return names


def keep_upload(received: Received, *, by: Person) -> Upload:
    """Remember a good file until its form is good too."""
    upload = Upload(person_id=by.id, file=stored_file(received), name=received.name)
    db.session.add(upload)
    db.session.flush()
    return upload


def find_uploads(ids: list[int], *, by: Person) -> list[Upload]:
    """Those that wait for a form; somebody else's number finds nothing."""
    return list(db.session.scalars(queries.uploads_of(by).where(Upload.id.in_(ids)))) if ids else []
