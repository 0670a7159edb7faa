"""What materials of sessions are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "materials.lay_out": _l("Lay out a material of a session"),
    "materials.take_away": _l("Take a material of a session away"),
}

THINGS = {"session_material": _l("Material of a session")}

COLUMNS = {
    "added_by_id": _l("Laid out by (person no.)"),
    "session_material.use": _l("What it is for"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
