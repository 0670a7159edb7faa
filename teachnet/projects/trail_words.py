"""What study projects are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "job projects.reckon": _l("Reckon a study project"),
    "job projects.reckon_all": _l("Reckon all study projects"),
    "job projects.settle": _l("Write the results of a study project"),
    "job projects.take_in": _l("Have teachers take part in a study project"),
    "projects.add_course": _l("Add a course to a study project"),
    "projects.add_part": _l("Add a part to a scoring sheet"),
    "projects.add_row": _l("Add a row to a scoring sheet"),
    "projects.change": _l("Change a study project"),
    "projects.conclude": _l("Conclude a study project"),
    "projects.create": _l("Set up a study project"),
    "projects.drop_course": _l("Take a course out of a study project"),
    "projects.give_points": _l("Give points in a study project"),
    "projects.join": _l("Take part in a study project"),
    "projects.lengthen": _l("Move the last day of a study project"),
    "projects.open_project": _l("Open a study project"),
    "projects.remove_part": _l("Remove a part of a scoring sheet"),
    "projects.remove_row": _l("Remove a row of a scoring sheet"),
    "projects.write_sheet": _l("Begin with the usual scoring sheet"),
}

THINGS = {
    "given_points": _l("Points given by the office"),
    "participation": _l("Taking part in a study project"),
    "project_course": _l("Course of a study project"),
    "scoring_part": _l("Part of a scoring sheet"),
    "scoring_row": _l("Row of a scoring sheet"),
    "study_project": _l("Study project"),
}

COLUMNS = {
    "concluded_at": _l("Concluded at"),
    "closes_on": _l("Last day"),
    "each": _l("For every"),
    "electives": _l("Elective courses, at least"),
    "electives_done": _l("Elective courses finished"),
    "fulfils": _l("Fulfils the project"),
    "marks": _l("Marks, in hundredths"),
    "measure": _l("What brings points"),
    "most": _l("At most"),
    "most_points_a_day": _l("Points of a day, at most"),
    "opens_on": _l("First day"),
    "part_id": _l("Part of a scoring sheet (no.)"),
    "participation_id": _l("Taking part (no.)"),
    "pass_marks": _l("Marks to pass"),
    "points_a_mark": _l("Points to a mark"),
    "project_id": _l("Study project (no.)"),
    "reckoned_at": _l("Reckoned at"),
    "required_done": _l("Required courses finished"),
    "row_id": _l("Row of a scoring sheet (no.)"),
    "points": _l("Points"),
    "study_project.about": _l("What it is about"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)
