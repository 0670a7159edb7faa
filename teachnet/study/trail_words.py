"""What remote study is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "job study.credit": _l("Hours of finished courses go into the ledger"),
    "study.add_unit": _l("Add a unit"),
    "study.beat": _l("Watch a clip"),
    "study.change_course": _l("Change a course"),
    "study.change_unit": _l("Change a unit"),
    "study.close": _l("Close the course"),
    "study.confirm_presence": _l("Say that one is there"),
    "study.create_course": _l("Write a course"),
    "study.join": _l("Take part in a course"),
    "study.move_unit": _l("Move a unit"),
    "study.copy_course": _l("Copy a course"),
    "study.place_unit": _l("Move a unit"),
    "study.write_version": _l("Write a new version of a course"),
    "study.nudge": _l("Remind learners"),
    "study.write_briefing": _l("Write a briefing"),
    "study.open_session": _l("Begin to watch a clip"),
    "study.publish": _l("Publish a course"),
    "study.read": _l("Finish reading a unit"),
    "study.remove_unit": _l("Remove a unit"),
    "study.reopen": _l("Open a course again"),
    "study.set_rules": _l("Set what is counted in study"),
    "study.set_up_group": _l("Set up a study group"),
    "study.hand_over": _l("Hand a study group over"),
    "study.share": _l("Share learners out among tutors"),
    "study.take_in": _l("Take learners into a group"),
}

THINGS = {
    "briefing": _l("Briefing"),
    "course": _l("Course"),
    "course_edition": _l("Version of a course"),
    "course_enrolment": _l("Taking part in a course"),
    "course_move": _l("Step of a course"),
    "nudge": _l("Reminder of a learner"),
    "study_rules": _l("Rules of what is counted in study"),
    "study_group": _l("Study group"),
    "unit": _l("Unit"),
    "watch_session": _l("Watching of a clip"),
}

COLUMNS = {
    "course.is_replaced": _l("Replaced by a newer version"),
    "course.in_order": _l("Studied in order"),
    "unit.address": _l("Address of the page"),
    "unit.is_set_up": _l("Set up"),
    "briefing.text": _l("Text of the briefing"),
    "briefing.written_at": _l("Written at"),
    "nudge.text": _l("Words of the reminder"),
    "week_on": _l("Week beginning on"),
    "course_edition.number": _l("Number of the version"),
    "family_id": _l("First version (course no.)"),
    "ask_after": _l("Ask for presence after minutes"),
    "learners_a_tutor": _l("Learners a tutor can look after"),
    "most_a_day": _l("Minutes counted in a day at most"),
    "most_an_hour": _l("Minutes counted in an hour at most"),
    "body": _l("Text of the unit"),
    "course_id": _l("Course (no.)"),
    "credited_ms": _l("Counted time in milliseconds"),
    "fastest_percent": _l("Fastest speed counted, in percent"),
    "file_name": _l("Name of the file"),
    "finished_at": _l("Finished at"),
    "group_id": _l("Study group (no.)"),
    "has_body": _l("Has a text"),
    "joined_at": _l("Joined at"),
    "learner_id": _l("Learner (person no.)"),
    "minutes": _l("Length in minutes"),
    "needed_percent": _l("Share that finishes a unit, in percent"),
    "studied_at": _l("Last studied at"),
    "tutor_id": _l("Tutor (person no.)"),
    "unit_count": _l("Number of units"),
    "unit_done": _l("Unit finished (no.)"),
    "unit_id": _l("Unit (no.)"),
    "units_done": _l("Units finished"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
