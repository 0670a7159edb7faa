"""What discussions are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "discussions.answer": _l("Answer in a discussion"),
    "discussions.hide": _l("Hide a post"),
    "discussions.say": _l("Say something in a discussion"),
    "discussions.set_up": _l("Set up a discussion"),
    "discussions.withdraw": _l("Withdraw a post"),
}
THINGS = {"discussion": _l("Discussion"), "post": _l("Post in a discussion")}
COLUMNS = {
    "answers_id": _l("Answers the post (no.)"),
    "discussion.answers": _l("Answers to others, to be done"),
    "discussion_id": _l("Discussion (no.)"),
    "hidden_at": _l("Hidden at"),
    "hidden_because": _l("Why it was hidden"),
    "hidden_by_id": _l("Hidden by (person no.)"),
    "least_characters": _l("Characters a post needs, to count"),
    "says_enough": _l("Says enough to count"),
    "writer_id": _l("Writer (person no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
