"""What staying in sessions is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "stays.bring_call": _l("Bring the list of a video call"),
    "stays.confirm": _l("Confirm who took part in a session"),
    "stays.export": _l("Take out who took part in a session"),
    "stays.set_rules": _l("Set what counts of a session"),
    "stays.take_back": _l("Take the confirmation of a session back"),
}

THINGS = {
    "session_confirmation": _l("Confirmation of a session"),
    "session_rules": _l("What counts of a session"),
}

COLUMNS = {
    "because": _l("Why some count otherwise"),
    "least_share": _l("Least share (per cent)"),
    "silence": _l("Silence that ends a stay (minutes)"),
    "taken_back_at": _l("Taken back at"),
    "taken_back_because": _l("Why it was taken back"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
