"""From a stream of bytes to a stored file: looked at, cleaned, kept; then a row for it.

The first half takes seconds and needs no database: do it before the writing transaction begins.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from teachnet.db import db
from teachnet.files.codes import Unfit
from teachnet.files.examine import Verdict, examine
from teachnet.files.models import StoredFile
from teachnet.files.store import store


@dataclass(frozen=True)
class Received:
    verdict: Verdict
    sha256: str
    size: int

    @property
    def name(self) -> str:
        return self.verdict.name


def receive(stream: BinaryIO, name: str) -> Received:
    """Raises `Unfit` with the reason."""
    with store.draft() as folder:
        original, copy = folder / "original", folder / "copy"
        with original.open("wb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
        verdict = examine(original, name, copy, wants_text=False)  # read later: the sender does not wait for it
        if verdict.code is not None:
            raise Unfit(verdict.code)
        kept = copy if verdict.rewritten else original
        _blank(kept, verdict.blanks)
        return Received(verdict, *store.keep(kept))


def _blank(path: Path, blanks: list[tuple[int, int]]) -> None:
    """Overwrite in place: a film says where it was taken in a few bytes, and must not be cut."""
    if blanks:
        with path.open("r+b") as file:
            for offset, length in blanks:
                file.seek(offset)
                file.write(b" " * length)


def stored_file(received: Received) -> StoredFile:
    """The row of these bytes, made if it is not there yet."""
    found = db.session.scalars(_rows(received.sha256)).first()
    if found is None:
        verdict = received.verdict
        about = {name: getattr(verdict, name) for name in ("kind", "media_type", "seconds", "pages")}
        try:
            with db.session.begin_nested():
                found = StoredFile(sha256=received.sha256, size=received.size, **about)
                db.session.add(found)
                db.session.flush()
                found.prepare()
        except IntegrityError:  # somebody else stored the same bytes at the same moment
            found = db.session.scalars(_rows(received.sha256)).one()
    return found


def _rows(sha256: str) -> sa.Select:
    return sa.select(StoredFile).where(StoredFile.sha256 == sha256)
