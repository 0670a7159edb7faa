"""What uploads are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords
from teachnet.files.words import REFUSALS

ACTIONS = {
    "uploads.append": _l("Send a piece of a large file"),
    "uploads.create": _l("Begin a large upload"),
    "uploads.remove": _l("Give up a large upload"),
    "uploads.remove_waiting": _l("Remove a file that waits for its form"),
    "job uploads.examine": _l("Look at a large file that has come"),
    "job uploads.sweep": _l("Remove uploads nobody goes on with"),
}

THINGS = {"resumable_upload": _l("Large upload")}

COLUMNS = {
    "received": _l("Bytes received"),
    "refused_for": _l("Refused for"),
    "seen_as": _l("Mark of the file in the browser"),
    "touched_at": _l("Last gone on with"),
    "upload_id": _l("Waiting file (no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS, values={"resumable_upload.refused_for": REFUSALS})
