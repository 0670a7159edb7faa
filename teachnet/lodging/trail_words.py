"""What lodging is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {"lodging.give": _l("Give the rooms of a class")}
THINGS = {"lodging": _l("Room to sleep in")}
COLUMNS = {"lodging.room": _l("Room number")}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
