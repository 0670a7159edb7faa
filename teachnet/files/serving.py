"""Hands a stored file to a browser. Whether this reader may have it, the feature it belongs to decided before."""

import logging
from collections.abc import Callable
from io import BytesIO

from flask import Response, abort, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from teachnet.files.kinds import Kind
from teachnet.files.models import StoredFile
from teachnet.files.store import store

log = logging.getLogger(__name__)

SHOWN_IN_PLACE = {Kind.VIDEO, Kind.AUDIO, Kind.IMAGE, Kind.PDF}
HARMLESS = "sandbox; default-src 'none'"


def send(stored: StoredFile, name: str, *, download: bool = False) -> Response:
    """Ranges for players, one at a time; 410 and a line in the log when the bytes are gone or not what they were."""
    if not store.is_whole(stored.sha256, stored.size):
        log.error("stored file %s is missing or damaged", stored.sha256)
        abort(410)
    file = store.open(stored.sha256, stored.size)
    response = send_file(
        file,
        mimetype=stored.media_type,
        as_attachment=download or stored.kind not in SHOWN_IN_PLACE,
        download_name=name,
        conditional=False,
        etag=stored.sha256,
    )
    response.content_length = stored.size
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=stored.size)
    except RequestedRangeNotSatisfiable:
        file.close()
        raise
    return _safe(response)


def send_changed(
    stored: StoredFile, name: str, change: Callable[[bytes], bytes], *, download: bool = False
) -> Response:
    """What `change` makes of the bytes: for whoever may not have all that the file says."""
    if not store.is_whole(stored.sha256, stored.size):
        log.error("stored file %s is missing or damaged", stored.sha256)
        abort(410)
    with store.open(stored.sha256, stored.size) as file:
        content = BytesIO(change(file.read()))
    as_attachment = download or stored.kind not in SHOWN_IN_PLACE
    return _safe(send_file(content, mimetype=stored.media_type, as_attachment=as_attachment, download_name=name))


def _safe(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"  # asked again each time: a right may be gone by then
    return response
