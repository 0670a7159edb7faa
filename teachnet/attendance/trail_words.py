"""What attendance is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "attendance.export_sheet": _l("Export an attendance sheet"),
    "attendance.move_meeting": _l("Move a class meeting"),
    "attendance.plan_meeting": _l("Plan a class meeting"),
    "attendance.change_meeting": _l("Change a class meeting"),
    "attendance.cancel_meeting": _l("Cancel a class meeting"),
    "attendance.copy_day": _l("Copy a day of meetings"),
    "attendance.check_in": _l("Check in by QR code"),
    "attendance.take_code": _l("Check in by short code"),
    "attendance.note_list": _l("Note a list of attendance"),
    "attendance.ask_leave": _l("Ask for leave"),
    "attendance.grant_leave": _l("Grant leave"),
    "attendance.refuse_leave": _l("Refuse leave"),
    "attendance.withdraw_leave": _l("Withdraw a leave"),
    "attendance.seal_sheet": _l("Seal an attendance sheet"),
}

THINGS = {
    "attendance_mark": _l("Attendance mark"),
    "attendance_sheet": _l("Attendance sheet"),
    "class_meeting": _l("Class meeting"),
    "leave": _l("Leave"),
}

COLUMNS = {
    "asks_check_out": _l("Check out at the end, too"),
    "begins_at": _l("Begins at"),
    "device": _l("Device"),
    "ends_at": _l("Ends at"),
    "enrolment_id": _l("Case (no.)"),
    "present": _l("Present"),
    "lecturer": _l("Lecturer"),
    "meeting_id": _l("Class meeting (no.)"),
    "room": _l("Room"),
    "sealed_at": _l("Sealed at"),
    "sealed_by_id": _l("Sealed by (person no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
