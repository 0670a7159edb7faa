"""The meetings of a class, who was there, and leave."""

from teachnet.attendance.models.leave import Leave, LeaveMove
from teachnet.attendance.models.mark import AttendanceMark, AttendanceSheet, WrongCode
from teachnet.attendance.models.meeting import ClassMeeting
from teachnet.attendance.words import Kind, LeaveKind, LeaveState, Presence, Source

__all__ = [
    "AttendanceMark",
    "AttendanceSheet",
    "ClassMeeting",
    "Kind",
    "Leave",
    "LeaveKind",
    "LeaveMove",
    "LeaveState",
    "Presence",
    "Source",
    "WrongCode",
]
