"""Meetings, marks and leave as somebody sees them."""

from teachnet.attendance.queries.meetings import (
    LEAVE_PAGE,
    class_of,
    everybody_in,
    leave_to_decide,
    leave_visible_to,
    meetings_at_work,
    meetings_of,
    meetings_visible_to,
    my_cases_at,
    my_leave_in,
    sheet_of,
    wrong_codes_since,
)
from teachnet.attendance.queries.sheets import checked_in, granted_leave_in, marks_in, marks_of

__all__ = [
    "LEAVE_PAGE",
    "checked_in",
    "class_of",
    "everybody_in",
    "granted_leave_in",
    "leave_to_decide",
    "leave_visible_to",
    "marks_in",
    "marks_of",
    "meetings_at_work",
    "meetings_of",
    "meetings_visible_to",
    "my_cases_at",
    "my_leave_in",
    "sheet_of",
    "wrong_codes_since",
]
