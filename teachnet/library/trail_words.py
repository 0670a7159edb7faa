"""What the library is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords
from teachnet.library.words import RETURN_REASONS

ACTIONS = {
    "job library.check_media": _l("Background: check that files are whole"),
    "job library.fingerprint": _l("Background: compare texts"),
    "job library.fingerprints_missed": _l("Background: find texts not compared yet"),
    "library.add_skill": _l("Add a micro-skill"),
    "library.answer": _l("Give a second opinion"),
    "library.ask_second_opinion": _l("Ask for a second opinion"),
    "library.bring_back_skill": _l("Bring back a micro-skill"),
    "job files.prepared": _l("Let search know of a file’s text"),
    "library.add_files": _l("Add files to a resource"),
    "library.change": _l("Change a resource"),
    "library.claim": _l("Take on a review"),
    "library.create": _l("Upload a resource"),
    "library.hand_back": _l("Hand back to the queue"),
    "library.pass_on": _l("Pass on a second opinion"),
    "library.publish": _l("Approve and publish"),
    "library.rename_skill": _l("Rename a micro-skill"),
    "library.retire_skill": _l("Retire a micro-skill"),
    "library.place_file": _l("Change the order of files"),
    "library.prepare_again": _l("Have a picture or text made again"),
    "library.remove_file": _l("Remove a file from a resource"),
    "library.send_back": _l("Return a resource for changes"),
    "library.start_version": _l("Begin a new version"),
    "library.submit": _l("Submit for review"),
    "library.take_back": _l("Take back a submission"),
    "library.take_over": _l("Take over a review"),
    "library.withdraw": _l("Take a resource down"),
}

THINGS = {
    "micro_skill": _l("Micro-skill"),
    "resource": _l("Resource"),
    "resource_file": _l("File of a resource"),
    "resource_move": _l("Step of a resource"),
    "resource_version": _l("Version of a resource"),
    "second_opinion": _l("Second opinion"),
}

COLUMNS = {
    "answered_at": _l("Answered at"),
    "asked_id": _l("Asked (person no.)"),
    "asked_school_id": _l("School of whoever is asked (no.)"),
    "asker_id": _l("Asks (person no.)"),
    "approved_digest": _l("Digest of the approved content"),
    "author_id": _l("Author (person no.)"),
    "chapters": _l("Chapters of a clip"),
    "consent_reference": _l("Where the parents’ consent is kept"),
    "digest": _l("Digest of the content"),
    "file_id": _l("File (no.)"),
    "licence": _l("Licence"),
    "number": _l("Number"),
    "other_names": _l("Other names"),
    "micro_skill.parent_id": _l("Higher micro-skill (no.)"),
    "published_at": _l("Published at"),
    "pupils_recognisable": _l("Pupils can be recognised in it"),
    "question": _l("Question"),
    "reasons": _l("Reasons"),
    "resource_id": _l("Resource (no.)"),
    "recommendation": _l("Recommendation"),
    "retired_at": _l("Retired at"),
    "reviewer_acted_at": _l("Reviewer last acted at"),
    "reviewer_id": _l("Reviewer (person no.)"),
    "reviewer_school_id": _l("School of the reviewer (no.)"),
    "skill_id": _l("Micro-skill (no.)"),
    "source": _l("Source"),
    "submitted_at": _l("Submitted at"),
    "version_id": _l("Version (no.)"),
    "words": _l("Words"),
    "visibility": _l("Who may find it"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS, values={"resource_move.reasons": RETURN_REASONS})
