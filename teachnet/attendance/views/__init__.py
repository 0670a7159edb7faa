"""The timetable of a class, checking in, leave, the sheet."""

from flask_babel import lazy_gettext as _l

from teachnet.attendance.sheet import attended_minutes
from teachnet.attendance.views import checking_in, leave, meetings, screen, sheets
from teachnet.attendance.views.blueprint import bp, link
from teachnet.training.policy import can_apply
from teachnet.web.places import SubPage

__all__ = ["PAGE", "attended_minutes", "bp", "checking_in", "leave", "link", "meetings", "screen", "sheets"]

# Among the pages of training. Everything else is reached from a cohort, and keeps this entry marked.
PAGE = SubPage(
    "attendance.enter_code",
    _l("Check in"),
    can_apply,
    covers=tuple(
        f"attendance.{name}"
        for name in (
            "take_code", "confirm", "check_in", "timetable", "copy_day", "new_meeting", "plan_meeting", "edit_meeting",
            "change_meeting", "meeting_list", "note_list", "sheet", "new_leave", "ask_leave",
        )
    ),
)  # fmt: skip
