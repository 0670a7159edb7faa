"""What notes are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "notes.add": _l("Write a note on a clip"),
    "notes.change": _l("Change a note"),
    "notes.change_reply": _l("Change an answer to a note"),
    "notes.delete": _l("Delete a note"),
    "notes.delete_reply": _l("Delete an answer to a note"),
    "notes.reply": _l("Answer a note"),
}

THINGS = {"note": _l("Note on a clip"), "note_reply": _l("Answer to a note")}

COLUMNS = {
    "ends_ms": _l("To (milliseconds)"),
    "note_id": _l("Note (no.)"),
    "reach": _l("Who sees it"),
    "starts_ms": _l("From (milliseconds)"),
    "note.text": _l("Text of the note"),
    "note_reply.text": _l("Text of the answer"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
