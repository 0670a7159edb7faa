"""What assignments are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "assignments.begin_review": _l("Begin to review the work of a peer"),
    "assignments.hand_in": _l("Hand in an assignment"),
    "assignments.mark": _l("Mark an assignment"),
    "assignments.mark_again": _l("Mark an assignment again"),
    "assignments.review": _l("Review the work of a peer"),
    "assignments.set_up": _l("Set up an assignment"),
    "job assignments.allot": _l("Allot works to be reviewed by peers"),
    "job assignments.compare": _l("Compare what was handed in"),
}
THINGS = {
    "assignment": _l("Assignment"),
    "mark": _l("Mark"),
    "peer_review": _l("Review by a peer"),
    "rubric_row": _l("Row of a rubric"),
    "submission": _l("What was handed in"),
}
COLUMNS = {
    "alike_id": _l("Most like (no.)"),
    "alike_percent": _l("Likeness in percent"),
    "assignment_id": _l("Assignment (no.)"),
    "is_sampled": _l("Drawn for a second look"),
    "mark.comment": _l("Comment"),
    "mark.rows": _l("Points by row"),
    "mark.total": _l("Points in all"),
    "mark_within_days": _l("To be marked within days"),
    "most_versions": _l("Versions at most"),
    "peer_review.allotted_at": _l("Allotted at"),
    "peer_review.begun_at": _l("Begun at"),
    "peer_review.comment": _l("Comment"),
    "peer_review.done_at": _l("Reviewed at"),
    "peer_review.percent": _l("Percent reached"),
    "peer_review.reviewer_id": _l("Reviewed by (taking part no.)"),
    "peer_review.rows": _l("Points by row"),
    "peers": _l("Works of others each one reviews"),
    "rubric_row.about": _l("What the points are for"),
    "rubric_row.most": _l("Points at most"),
    "submission.handed_in_at": _l("Handed in at"),
    "sketch": _l("Sketch of the text, to compare"),
    "submission.percent": _l("Percent reached"),
    "submission_id": _l("Submission (no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
