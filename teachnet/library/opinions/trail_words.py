"""What readers' opinions are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords
from teachnet.library.opinions.words import BYS, MEASURES, PERIODS

ACTIONS = {
    "library.adopt": _l("Tell of a lesson with a resource"),
    "library.change_adoption": _l("Change what was told of a lesson"),
    "library.collect": _l("Put a resource into a collection"),
    "library.comment": _l("Comment on a resource"),
    "library.delete_collection": _l("Delete a collection"),
    "library.dismiss_reports": _l("Dismiss reports of a comment"),
    "library.export_figures": _l("Export figures of the library"),
    "library.hide_comment": _l("Hide a comment"),
    "library.move_item": _l("Reorder a collection"),
    "library.rate": _l("Rate a resource"),
    "library.remove_item": _l("Take a resource out of a collection"),
    "library.rename_collection": _l("Rename or share a collection"),
    "library.report_comment": _l("Report a comment"),
    "library.restore_comment": _l("Show a hidden comment again"),
    "library.start_collection": _l("Start a collection"),
    "library.withdraw_adoption": _l("Take back what was told of a lesson"),
    "library.withdraw_comment": _l("Take back a comment"),
    "job library.visits": _l("Count views and downloads"),
}

THINGS = {
    "adoption": _l("Adoption"),
    "collection": _l("Collection"),
    "collection_item": _l("Resource in a collection"),
    "comment": _l("Comment"),
    "comment_move": _l("Step of a comment"),
    "comment_report": _l("Report of a comment"),
    "library_figures": _l("Figures of the library"),
    "rating": _l("Rating"),
}

COLUMNS = {
    "by": _l("Added up by"),
    "class_name": _l("Class"),
    "collection_id": _l("Collection (no.)"),
    "comment_id": _l("Comment (no.)"),
    "decided_at": _l("Decided at"),
    "decided_by_id": _l("Decided by (person no.)"),
    "file_name": _l("Name of the file"),
    "measure": _l("Drawn by"),
    "owner_id": _l("Owner (person no.)"),
    "period": _l("Period"),
    "rated_on": _l("Rated on"),
    "sharing": _l("Who finds it"),
    "stars": _l("Stars"),
    "taught_on": _l("Day of the lesson"),
    "teacher_id": _l("Teacher (person no.)"),
    "comment.text": _l("Text of the comment"),
    "told_on": _l("Told on"),
    "what_happened": _l("What happened"),
    "withdrawn_at": _l("Taken back at"),
    "writer_id": _l("Writer (person no.)"),
}

WORDS = TrailWords(
    ACTIONS,
    THINGS,
    COLUMNS,
    values={"library_figures.by": BYS, "library_figures.measure": MEASURES, "library_figures.period": PERIODS},
)
