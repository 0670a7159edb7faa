"""Hands a stored file to a browser. Whether this reader may have it, the feature it belongs to decided before."""

import logging

from flask import Response, abort, send_file

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
    response = send_file(
        store.path(stored.sha256),
        mimetype=stored.media_type,
        as_attachment=download or stored.kind not in SHOWN_IN_PLACE,
        download_name=name,
        etag=stored.sha256,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"  # asked again each time: a right may be gone by then
    return response
