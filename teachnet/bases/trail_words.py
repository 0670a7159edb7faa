"""What bases are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "bases.add_finding": _l("Add a finding"),
    "bases.add_room": _l("Add a room"),
    "bases.change_room": _l("Change a room"),
    "bases.inspect": _l("Write an inspection"),
    "bases.rectify": _l("Tick off what was put right"),
    "bases.remove_room": _l("Remove a room"),
}

THINGS = {"finding": _l("Finding"), "inspection": _l("Inspection of a base"), "room": _l("Room of a base")}

COLUMNS = {
    "base_id": _l("Base (no.)"),
    "due_on": _l("To be put right by"),
    "equipment": _l("Equipment"),
    "finding.text": _l("What the inspection found"),
    "grade": _l("Grade of the finding"),
    "inspected_on": _l("Inspected on"),
    "inspection_id": _l("Inspection (no.)"),
    "inspectors": _l("Inspectors"),
    "rectified_at": _l("Put right at"),
    "rectified_by_id": _l("Ticked off by (person no.)"),
    "rectified_note": _l("What was done"),
    "room.seats": _l("Seats in the room"),
    "written_by_id": _l("Written by (person no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
