"""What stored files are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords
from teachnet.files.kinds import Kind

ACTIONS = {
    "job files.sweep": _l("Remove files that nothing refers to"),
    "job files.prepare": _l("Make picture, playing time and text of a file"),
    "job files.prepare_forgotten": _l("Look for files nothing was made of yet"),
}

THINGS = {"stored_file": _l("Stored file")}

COLUMNS = {
    "media_type": _l("Media type"),
    "pages": _l("Number of pages"),
    "sha256": _l("Digest of the content"),
    "size": _l("Size in bytes"),
    "stored_file.text": _l("Text in the file"),
}

# Not beside the enum: that is read by the child process, too, which has no use for languages.
KINDS = {
    Kind.VIDEO: _l("Video file"),
    Kind.AUDIO: _l("Sound"),
    Kind.PDF: _l("PDF document"),
    Kind.DOCUMENT: _l("Text document"),
    Kind.SLIDES: _l("Slides file"),
    Kind.SHEET: _l("Spreadsheet"),
    Kind.IMAGE: _l("Picture file"),
    Kind.TEXT: _l("Plain text"),
    Kind.PACKAGE: _l("Package of pages"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS, values={"stored_file.kind": KINDS})
