from datetime import timedelta

from teachnet.db import today
from teachnet.projects.models import Measure, ProjectState
from tests.access.rows import Row, nothing
from tests.projects.factories import a_part, a_participation, a_project, a_row
from tests.study.factories import a_course


def build(world) -> None:
    """Of the county: one under way that `own` takes part in, one in preparation, one whose last day is past."""
    office, lead = world.people["county"], world.people["lead"]
    shared = {"organisation": world.county, "made_by": office}
    course = a_course(author=lead, title="Of a project")
    by_hand = a_row(Measure.BY_HAND, title="Attendance", most=5)
    world.project = a_project(course, **shared, parts=[a_part(a_row(Measure.MINUTES), by_hand)])
    world.by_hand = by_hand.id
    world.participation = a_participation(world.project, world.people["own"])
    world.draft_project = a_project(course, **shared, title="In preparation", state=ProjectState.DRAFT)
    world.draft_part = world.draft_project.parts[0].id
    world.draft_row = world.draft_project.parts[0].rows[0].id
    world.project_course = world.draft_project.courses[0].id
    world.addable = a_course(author=lead, title="To be added").id
    days = {"opens_on": today() - timedelta(days=60), "closes_on": today() - timedelta(days=1)}
    world.over_project = a_project(course, **shared, title="Over", **days)


def project(world) -> dict:
    return {"project_id": world.project.id}


def draft(world) -> dict:
    return {"project_id": world.draft_project.id}


def over(world) -> dict:
    return {"project_id": world.over_project.id}


def participation(world) -> dict:
    return {"participation_id": world.participation.id}


def frame(world) -> dict:
    days = {"opens_on": today().isoformat(), "closes_on": (today() + timedelta(days=60)).isoformat()}
    blank = {"title": "New one", "office": world.county.id, "subject": "", "stage": "", "minutes": "0"}
    return blank | {"electives": "0", "pass_marks": "0"} | days


# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET projects.index": Row(nothing,               "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 403"),
    "GET projects.project": Row(project,             "302 200 200 200 404 404 302 200 200 404 200 200 200 200 404 403"),
    "POST projects.join": Row(project,               "302 409 303 303 404 404 302 403 403 404 403 403 403 403 404 403"),
    "GET projects.new": Row(nothing,                 "302 403 403 403 403 403 302 403 200 200 200 403 403 403 403 403"),
    "POST projects.create": Row(nothing,             "302 403 403 403 403 403 302 403 303 422 422 403 403 403 403 403",
                                   data=frame),
    "GET projects.setting_up": Row(draft,            "302 403 403 403 403 403 302 403 200 404 200 403 403 403 403 403"),
    "POST projects.change": Row(draft,               "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=frame),
    "POST projects.add_course": Row(draft,           "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=lambda w: {"course": w.addable, "kind": "elective"}),
    "POST projects.drop_course": Row(lambda w: {**draft(w), "project_course_id": w.project_course},
                                                     "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403"),
    "POST projects.write_sheet": Row(draft,          "302 403 403 403 403 403 302 403 409 404 409 403 403 403 403 403"),
    "POST projects.add_part": Row(draft,             "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=lambda w: {"part-title": "More", "part-most": "5", "part-points_a_mark": "1"}),
    "POST projects.remove_part": Row(lambda w: {**draft(w), "part_id": w.draft_part},
                                                     "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403"),
    "POST projects.add_row": Row(lambda w: {**draft(w), "part_id": w.draft_part},
                                                     "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=lambda w: {f"row{w.draft_part}-measure": "courses"}),
    "POST projects.remove_row": Row(lambda w: {**draft(w), "part_id": w.draft_part, "row_id": w.draft_row},
                                                     "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403"),
    "POST projects.open_project": Row(draft,         "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403"),
    "GET projects.people": Row(project,              "302 403 403 403 404 404 302 200 200 404 200 403 403 403 404 403"),
    "GET projects.people_workbook": Row(project,     "302 403 403 403 404 404 302 200 200 404 200 403 403 403 404 403"),
    "GET projects.settling": Row(project,            "302 403 403 403 404 404 302 200 200 404 200 403 403 403 404 403"),
    "POST projects.take_in": Row(project,            "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=lambda w: {"at": w.school.id, "stage": "", "subject": ""}),
    "POST projects.lengthen": Row(project,           "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=lambda w: {"closes_on": (today() + timedelta(days=90)).isoformat()}),
    "POST projects.conclude": Row(over,              "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403"),
    "GET projects.participant": Row(participation,   "302 200 404 404 404 404 302 200 200 404 200 404 404 404 404 403"),
    "POST projects.give_points": Row(participation,  "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                   data=lambda w: {f"row{w.by_hand}": "3"}),
}
