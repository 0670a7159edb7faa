"""What the board of a class is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "board.put_up": _l("Put something on the board of a class"),
    "board.take_down": _l("Take something down from the board"),
    "board.write": _l("Write about a day of the class"),
}
THINGS = {"board_post": _l("On the board of a class"), "reflection": _l("Reflection on a day")}
COLUMNS = {
    "enrolment_id": _l("Enrolment (no.)"),
    "reflection.day": _l("Day"),
    "reflection.written_at": _l("Written at"),
    "taken_down_at": _l("Taken down at"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
