"""What happens in rooms of sessions, in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "rooms.ask": _l("Ask a question in a room"),
    "rooms.call_vote": _l("Call a quick vote"),
    "rooms.close_vote": _l("Close a quick vote"),
    "rooms.hide": _l("Hide what was written in a room"),
    "rooms.mark": _l("Take up, answer or hide a question"),
    "rooms.say": _l("Write in a room"),
    "rooms.show": _l("Show a material in a room"),
    "rooms.step": _l("Move the agenda on"),
}

THINGS = {
    "room_question": _l("Question in a room"),
    "quick_vote": _l("Quick vote"),
    "session_room": _l("Room of a session"),
    "room_message": _l("Written in a room"),
}

COLUMNS = {
    "asker_id": _l("Asked in the room by (person no.)"),
    "closed_at": _l("Closed at"),
    "is_anonymous": _l("Without a name"),
    "is_hidden": _l("Hidden"),
    "session_room.material_id": _l("Material shown (no.)"),
    "options": _l("Possible answers"),
    "session_room.position": _l("Item of the agenda (no.)"),
    "session_room.since": _l("Under way since"),
    "votes": _l("Votes"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
