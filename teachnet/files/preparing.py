"""In the background, after a file was stored: its preview picture, its playing time, its text."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from teachnet.db import db, from_now, utcnow
from teachnet.files.asking import ask_child
from teachnet.files.codes import Setback
from teachnet.files.examine import storable
from teachnet.files.kinds import ALLOWED, Kind
from teachnet.files.models import MADE_OF, Made, Preparation, PreparationState, StoredFile
from teachnet.files.store import store
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import Payloads, handles

TOPIC, HOURLY, DONE = "files.prepare", "files.prepare_forgotten", "files.prepared"
PATIENCE = 60.0  # seconds for one thing; nobody waits for it
STUCK = timedelta(hours=3)  # after that no worker comes back to it by itself
AT_A_TIME = 50  # files of an older library, an hour

hourly(HOURLY)


@handles(TOPIC)
def prepare(payloads: Payloads) -> None:
    """All that is not ready of one file. What a crash left at work is taken up again."""
    stored = db.session.get(StoredFile, payloads[0]["id"])
    waiting = [one for one in stored.unprepared if one.state is not PreparationState.FAILED] if stored else []
    for preparation in waiting:
        preparation.begin()
        db.session.commit()  # seen at once; and no transaction is held while another process works
        _make(stored, preparation)
        db.session.commit()
    if stored is not None:
        outbox.send(DONE, id=stored.id)


@handles(HOURLY, batch=100)
def prepare_forgotten(payloads: Payloads) -> None:
    """Files that came before pictures were made of them; and what has been at work too long is said to have failed."""
    stuck = (Preparation.state == PreparationState.WORKING) & (Preparation.at < from_now(-STUCK))
    given_up = {"state": PreparationState.FAILED, "why": Setback.GIVEN_UP, "at": utcnow()}
    db.session.execute(sa.update(Preparation).where(stuck).values(given_up))
    shown = [kind for kind, things in MADE_OF.items() if Made.PICTURE in things]
    unasked = ~sa.exists().where(Preparation.file_id == StoredFile.id) & ~sa.exists().where(
        Preparation.picture_id == StoredFile.id
    )
    old = sa.select(StoredFile).where(StoredFile.kind.in_(shown), unasked).order_by(StoredFile.id.desc())
    for stored in db.session.scalars(old.limit(AT_A_TIME)):
        stored.prepare()


def _make(stored: StoredFile, preparation: Preparation) -> None:
    if not store.is_whole(stored.sha256, stored.size):
        preparation.fail(Setback.MISSING)
        return
    with store.at_hand(stored.sha256, stored.size) as path, store.draft() as folder:
        made = folder / "picture"
        told = [preparation.what.value, str(path), f"file.{_extension(stored)}", str(made)]
        said, ended_well = ask_child("teachnet.files.maker", *told, patience=PATIENCE)
        if not said:
            preparation.fail(Setback.BROKEN if ended_well is None else Setback.TOO_MUCH)
        else:
            KEEP[preparation.what](stored, preparation, said[0], made)


def _extension(stored: StoredFile) -> str:
    return next(found.extensions[0] for found in ALLOWED if found.media_type == stored.media_type)


def _keep_picture(stored: StoredFile, preparation: Preparation, said: dict, made: Path) -> None:
    sha256, size = store.keep(made)
    same = db.session.scalars(sa.select(StoredFile).where(StoredFile.sha256 == sha256)).first()
    preparation.finish(same or StoredFile(sha256=sha256, size=size, kind=Kind.IMAGE, media_type="image/webp"))


def _keep_length(stored: StoredFile, preparation: Preparation, said: dict, made: Path) -> None:
    stored.seconds = said["seconds"]
    preparation.finish()


def _keep_text(stored: StoredFile, preparation: Preparation, said: dict, made: Path) -> None:
    stored.text = storable(said["text"])
    preparation.finish()


KEEP = {Made.PICTURE: _keep_picture, Made.LENGTH: _keep_length, Made.TEXT: _keep_text}
