"""What observed lessons are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "observations.plan": _l("Plan a lesson to observe"),
    "observations.come_along": _l("Come along to observe a lesson"),
    "observations.call_off": _l("Call a lesson off"),
    "observations.answer": _l("Reply to observers, and share a lesson"),
    "observations.keep": _l("Take notes in a lesson"),
    "observations.rate": _l("Write on one’s own sheet of a lesson"),
    "observations.hand_in": _l("Hand in one’s sheet of a lesson"),
    "observations.add_mark": _l("Write a mark by hand"),
    "observations.add_remark": _l("Write a remark on a lesson"),
    "observations.change_remark": _l("Change a remark on a lesson"),
    "observations.remove_remark": _l("Delete a remark on a lesson"),
    "observations.add_line": _l("Add a line to the rubric for lessons"),
    "observations.take_usual": _l("Begin the rubric for lessons"),
    "observations.retire": _l("Retire a line of the rubric for lessons"),
}

THINGS = {
    "observed_lesson": _l("Observed lesson"),
    "observation_sheet": _l("Sheet of an observer"),
    "lesson_mark": _l("Mark on a sheet"),
    "lesson_remark": _l("Remark on a lesson"),
    "lesson_level": _l("Level given"),
    "rubric_line": _l("Line of the rubric for lessons"),
}

COLUMNS = {
    "began_at": _l("Begun at"),
    "called_off_at": _l("Called off at"),
    "handed_in_at": _l("Handed in at"),
    "length_ms": _l("Length (milliseconds)"),
    "observer_id": _l("Observer (person no.)"),
    "planned_by_id": _l("Planned by (person no.)"),
    "pupils": _l("Class and place"),
    "replied_at": _l("Replied at"),
    "sharing": _l("Who else may see it"),
    "sheet_id": _l("Sheet no."),
    "lesson_id": _l("Lesson no."),
    "line_id": _l("Line no."),
    "level_1": _l("Level 1"),
    "level_2": _l("Level 2"),
    "level_3": _l("Level 3"),
    "level_4": _l("Level 4"),
    "retired_on": _l("Retired on"),
    "is_taken_back": _l("Taken back"),
    "at_ms": _l("When in the lesson (milliseconds)"),
    "starts_ms": _l("From (milliseconds)"),
    "ends_ms": _l("Up to (milliseconds)"),
    "key": _l("Name on the phone"),
    "received_at": _l("Received at"),
    "observed_lesson.reply": _l("Reply"),
    "observed_lesson.team_id": _l("Team no."),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
