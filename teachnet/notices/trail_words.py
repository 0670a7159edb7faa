"""What public notices are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "notices.close": _l("Close a public notice"),
    "notices.dismiss": _l("Do not uphold an objection"),
    "notices.examine": _l("Look into an objection"),
    "notices.object_to": _l("Object to a public notice"),
    "notices.publish": _l("Publish a public notice"),
    "notices.uphold": _l("Uphold an objection"),
    "notices.withdraw": _l("Withdraw a public notice"),
}

THINGS = {"notice": _l("Public notice"), "objection": _l("Objection to a notice")}

COLUMNS = {
    "answer": _l("Answer to the objection"),
    "closed_at": _l("Closed at"),
    "closed_by_id": _l("Closed by (person no.)"),
    "contact": _l("Phone or e-mail"),
    "first_day": _l("First day of the notice"),
    "last_day": _l("Last day of the notice"),
    "objection.line_id": _l("Line of the notice (no.)"),
    "notice_id": _l("Public notice (no.)"),
    "people": _l("People on the list"),
    "published_by_id": _l("Published by (person no.)"),
    "readable_days": _l("Readable for days after it ends"),
    "readable_until": _l("Readable by everybody until"),
    "reference_hash": _l("Reference, unreadable"),
    "telephone": _l("Telephone of the office"),
    "notice.text": _l("Text above the list"),
    "objection.text": _l("Text of the objection"),
    "withdrawn_for": _l("Why it was withdrawn"),
    "working_days": _l("Working days of the notice"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
