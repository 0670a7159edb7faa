"""When the last piece is there, the whole is looked at like any other upload. What nobody goes on with is removed."""

import sqlalchemy as sa

from teachnet.db import db
from teachnet.files.codes import Unfit
from teachnet.files.receive import receive, stored_file
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import Payloads, handles
from teachnet.uploads import pieces
from teachnet.uploads.models import Piece, ResumableUpload, UploadState, abandoned

SWEEP = "uploads.sweep"

hourly(SWEEP)


@handles("uploads.examine")
def examine(payloads: Payloads) -> None:
    """The pieces stay until the answer is committed: a crash before that finds them again."""
    upload = db.session.get(ResumableUpload, payloads[0]["id"])
    if upload is None or upload.state is not UploadState.EXAMINING:
        return
    names = [piece.kept_as for piece in upload.pieces]
    db.session.commit()  # no transaction is held for the seconds this takes
    try:
        with pieces.joined(names) as whole:
            received, refusal = receive(whole, upload.name), None
    except Unfit as unfit:
        received, refusal = None, unfit.code
    db.session.refresh(upload, with_for_update=True)
    if upload.state is not UploadState.EXAMINING:  # another worker, to whom it was given as well, was quicker
        return
    if refusal is None:
        upload.accept(stored_file(received), received.name)
    else:
        upload.refuse(refusal)
    db.session.execute(sa.delete(Piece).where(Piece.upload_id == upload.id))
    db.session.commit()
    pieces.forget(names)


@handles(SWEEP, batch=100)
def sweep_hourly(payloads: Payloads) -> None:
    sweep()


def sweep() -> int:
    """How many files went: those of uploads nobody went on with, and those no row speaks of."""
    old = sa.select(ResumableUpload.id).where(abandoned())
    names = db.session.scalars(sa.select(Piece.kept_as).where(Piece.upload_id.in_(old))).all()
    db.session.execute(sa.delete(Piece).where(Piece.upload_id.in_(old)))
    db.session.execute(sa.delete(ResumableUpload).where(abandoned()))
    db.session.commit()
    pieces.forget(names)
    known = sa.select(Piece.kept_as)
    return len(names) + pieces.sweep(lambda some: db.session.scalars(known.where(Piece.kept_as.in_(some))))
