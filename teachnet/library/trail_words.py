"""What the library is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords
from teachnet.library.words import RETURN_REASONS

ACTIONS = {
    "library.change": _l("Change a resource"),
    "library.claim": _l("Take on a review"),
    "library.create": _l("Upload a resource"),
    "library.hand_back": _l("Hand back to the queue"),
    "library.publish": _l("Approve and publish"),
    "library.send_back": _l("Return a resource for changes"),
    "library.start_version": _l("Begin a new version"),
    "library.submit": _l("Submit for review"),
    "library.take_back": _l("Take back a submission"),
    "library.withdraw": _l("Take a resource down"),
}

THINGS = {
    "micro_skill": _l("Micro-skill"),
    "resource": _l("Resource"),
    "resource_file": _l("File of a resource"),
    "resource_move": _l("Step of a resource"),
    "resource_version": _l("Version of a resource"),
}

COLUMNS = {
    "approved_digest": _l("Digest of the approved content"),
    "author_id": _l("Author (person no.)"),
    "consent_reference": _l("Where the parents’ consent is kept"),
    "digest": _l("Digest of the content"),
    "file_id": _l("File (no.)"),
    "licence": _l("Licence"),
    "number": _l("Number"),
    "other_names": _l("Other names"),
    "micro_skill.parent_id": _l("Higher micro-skill (no.)"),
    "published_at": _l("Published at"),
    "pupils_recognisable": _l("Pupils can be recognised in it"),
    "reasons": _l("Reasons"),
    "resource_id": _l("Resource (no.)"),
    "reviewer_id": _l("Reviewer (person no.)"),
    "reviewer_school_id": _l("School of the reviewer (no.)"),
    "skill_id": _l("Micro-skill (no.)"),
    "source": _l("Source"),
    "submitted_at": _l("Submitted at"),
    "version_id": _l("Version (no.)"),
    "visibility": _l("Who may find it"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS, values={"resource_move.reasons": RETURN_REASONS})
