"""What came with a form: files sent now, and those that waited for it."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from teachnet.accounts.current import me
from teachnet.config import MEGABYTE
from teachnet.db import db, start_writing
from teachnet.files.codes import Unfit
from teachnet.files.receive import Received, receive
from teachnet.files.words import REFUSALS
from teachnet.library.models import MOST_FILES, ResourceVersion
from teachnet.uploads import queries as uploads_queries
from teachnet.uploads.actions import find_uploads, keep_upload
from teachnet.uploads.models import LARGEST_PIECE, Upload

IN_PIECES_FROM = 20  # megabytes: below that, sending a file again costs less than asking how far it came


def take_in(form, version: ResourceVersion | None = None) -> list[Upload]:
    """Those that waited, then those sent now, in their order; what is wrong with one is said at `form.file`. The write
    lock is asked for only once all have been looked at."""
    received, wrong = _receive(form.file.data)
    start_writing()
    uploads = find_uploads(form.upload_id.data or [], by=me())
    uploads += [keep_upload(one, by=me()) for one in received]
    there = {held.file_id for held in version.files} if version else set()
    for again in [upload for upload in uploads if upload.file_id in there]:
        wrong.append(_("“%(name)s” is in it already, with the same content.", name=again.name))
        uploads.remove(again)
        db.session.delete(again)
    if len(uploads) + len(there) > MOST_FILES:
        wrong.append(_("A version holds at most %(most)s files. Leave some out.", most=MOST_FILES))
    db.session.flush()
    form.file.errors = tuple(wrong)
    return uploads


def is_good(form) -> bool:
    """Validating clears errors; what was wrong with the files stays said."""
    wrong = tuple(form.file.errors)
    is_valid = form.validate()
    form.file.errors = wrong
    return is_valid and not wrong


def waiting(chosen: Sequence[Upload]) -> dict:
    """What a form with files shows: those it was sent with, others of this person that wait, and what may be sent."""
    mine = db.session.scalars(uploads_queries.uploads_of(me())).all()
    settings = current_app.config["SETTINGS"]
    return {
        "others": [upload for upload in mine if upload not in chosen],
        "unfinished": db.session.scalars(uploads_queries.unfinished_uploads_of(me())).all(),
        "limits": {
            "files": MOST_FILES,
            "form": settings.largest_upload // MEGABYTE,
            "video": settings.largest_video // MEGABYTE,
            "in_pieces_from": IN_PIECES_FROM,
            "piece": LARGEST_PIECE // 4,
        },
    }


def _receive(sent: Sequence[FileStorage | str] | None) -> tuple[list[Received], list[str]]:
    received, wrong = [], []
    files = [file for file in sent or () if isinstance(file, FileStorage) and file.filename]
    for file in files:
        try:
            received.append(receive(file.stream, file.filename))
        except Unfit as unfit:
            sentence = str(REFUSALS[unfit.code])
            wrong.append(f"{file.filename}: {sentence}" if len(files) > 1 else sentence)
    return received, wrong
