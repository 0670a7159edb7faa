"""Large files in pieces, as tus 1.0 has it: create, ask how far it is, send the next piece. Any tus client can."""

from base64 import b64decode
from binascii import Error as NoBase64

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.files.words import REFUSALS
from teachnet.uploads import actions, jobs, pieces, policy, queries
from teachnet.uploads.models import LARGEST_PIECE, Overtaken, ResumableUpload, Upload
from teachnet.web import errors
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.safety import reads_first, takes_files

bp = Blueprint("uploads", __name__, url_prefix="/uploads")

__all__ = ["bp", "jobs"]

PROTOCOL = "1.0.0"
PIECES = "application/offset+octet-stream"
MOST_DIGITS = 15


@bp.get("/")
@only(policy.can_upload)
def mine():
    coming, waiting = (
        db.session.scalars(find(me())).all() for find in (queries.unfinished_uploads_of, queries.uploads_of)
    )
    return render_template("uploads/mine.html", coming=coming, waiting=waiting, refusals=REFUSALS)


@bp.post("/")
@only(policy.can_upload)
def create():
    about = _metadata()
    upload = actions.begin(
        by=me(),
        name=about.get("filename", "")[-300:] or "file",
        size=_number("Upload-Length"),
        seen_as=about.get("seen_as", "")[:100],
        largest=current_app.config["SETTINGS"].largest_video,
    )
    db.session.commit()
    return _told(upload, 201, Location=url_for(".state", upload_id=upload.id))


@bp.get("/<int:upload_id>")
@only(policy.can_upload)
def state(upload_id):
    return _told(_mine(upload_id))


@bp.patch("/<int:upload_id>")
@only(policy.can_upload)
@takes_files
@reads_first
@leaves_no_trail("a piece of a file; when it was begun and what came of it is in the trail")
def append(upload_id):
    if request.mimetype != PIECES:
        abort(415)
    if (request.content_length or 0) > LARGEST_PIECE:
        abort(413)
    upload = actions.go_on(_mine(upload_id), request.stream, _number("Upload-Offset"))
    db.session.commit()
    return _told(upload, 204)


@bp.post("/<int:upload_id>/removal")
@only(policy.can_upload)
def remove(upload_id):
    names = actions.give_up(_mine(upload_id))
    db.session.commit()
    pieces.forget(names)
    return redirect(url_for(".mine"), code=303)


@bp.post("/waiting/<int:waiting_id>/removal")
@only(policy.can_upload)
@leaves_no_trail("nothing was made of the file; when it came in pieces, that is in the trail")
def remove_waiting(waiting_id):
    db.session.delete(db.one_or_404(queries.uploads_of(me()).where(Upload.id == waiting_id)))
    db.session.commit()
    return redirect(url_for(".mine"), code=303)


@bp.errorhandler(Refused)
def say_no(error: Refused):
    """A script reads it: the sentence, and where an overtaken one goes on."""
    _page, status, _headers = errors.show_refusal(error)
    db.session.rollback()
    if isinstance(error, Overtaken):
        return _told(_mine(request.view_args["upload_id"]), status)
    return jsonify(sentence=str(error)), status


@bp.after_request
def _name_protocol(response: Response) -> Response:
    response.headers["Tus-Resumable"] = PROTOCOL
    return response


def _mine(upload_id: int) -> ResumableUpload:
    return db.one_or_404(queries.resumable_uploads_of(me()).where(ResumableUpload.id == upload_id))


def _told(upload: ResumableUpload, status: int = 200, **headers: str) -> Response:
    """How far it is: in headers for tus, in words for our own script."""
    response = jsonify(
        offset=upload.received,
        size=upload.size,
        state=upload.state.value,
        label=str(upload.state.label),
        sentence=str(REFUSALS[upload.refused_for]) if upload.refused_for else "",
        upload=upload.upload_id,
    )
    response.status_code = status
    response.headers.update(headers)
    response.headers["Upload-Offset"] = str(upload.received)
    response.headers["Upload-Length"] = str(upload.size)
    response.headers["Upload-Expires"] = f"{upload.expires_at:%a, %d %b %Y %H:%M:%S GMT}"
    return response


def _number(header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
        abort(400, f"{header} is no number of bytes")
    return int(value)


def _metadata() -> dict[str, str]:
    """`filename 5a+85YWl, seen_as …`: words and their values in base64."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        word, _blank, value = pair.strip().partition(" ")
        try:
            found[word] = b64decode(value, validate=True).decode().replace("\0", "")
        except (NoBase64, ValueError):
            abort(400, "Upload-Metadata is not base64")
    return found
