from datetime import timedelta

from teachnet.db import today, utcnow
from teachnet.files.receive import receive, stored_file
from teachnet.study import watching
from teachnet.study.models import Briefing, CourseState, Nudge, PresencePrompt
from tests.access.rows import Row, nothing
from tests.factories import saved
from tests.study.factories import a_clip, a_course, a_group, a_learner, a_text
from tests.study.test_writing import a_pdf


def build(world) -> None:
    """A course of `lead` that `own` studies in `tutor`'s group and `neighbour` without; drafts, and a closed one."""
    lead = world.people["lead"]
    world.course = a_course(author=lead)
    world.unit = world.course.units[0]
    world.unit.hold(stored_file(receive(a_pdf(), "case.pdf")), "case.pdf")
    world.study_group = a_group(world.course, organisation=world.county, tutor=world.people["tutor"])
    world.course_enrolment = a_learner(world.course, world.people["own"], group=world.study_group)
    saved(Nudge(enrolment=world.course_enrolment, by=world.people["tutor"], text="Begin", at=utcnow() - timedelta(9)))
    saved(
        Briefing(group=world.study_group, by=world.people["tutor"], week_on=today() - timedelta(70), text="Good week")
    )
    world.waiting_learner = a_learner(world.course, world.people["neighbour"])
    world.watch_session = watching.open_session(world.course_enrolment, world.unit)
    world.prompt_code = saved(PresencePrompt(session_id=world.watch_session.id, code="seen")).code
    world.draft_course = a_course(title="Draft", author=lead, state=CourseState.DRAFT, units=0)
    world.draft_unit, world.second_unit = a_text(world.draft_course), a_clip(world.draft_course, title="Second")
    world.draft_to_publish = a_course(title="Ready", author=lead, state=CourseState.DRAFT, units=0)
    a_text(world.draft_to_publish)
    world.closed = a_course(title="Closed", author=lead, state=CourseState.CLOSED)


def course(world) -> dict:
    return {"course_id": world.course.id}


def draft(world) -> dict:
    return {"course_id": world.draft_course.id}


def unit(world) -> dict:
    return {"unit_id": world.unit.id}


def draft_unit(world) -> dict:
    return {"unit_id": world.draft_unit.id}


def group(world) -> dict:
    return {"group_id": world.study_group.id}


def a_new_course(world) -> dict:
    return {"title": "New", "subject": "", "stage": "", "kind": "elective", "hours": "1", "needed_percent": "90"}


def a_new_unit(world) -> dict:
    return {"kind": "text", "title": "New", "body": "Text", "minutes": "5"}


def a_new_group(world) -> dict:
    days = {"starts_on": today().isoformat(), "ends_on": (today() + timedelta(days=9)).isoformat()}
    chosen = {"course": world.course.id, "tutor": world.people["tutor"].id, "office": world.county.id}
    return {"name": "New", **days, **chosen}


# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET study.index": Row(nothing,                  "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 403"),
    "GET study.course": Row(course,                  "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 403"),
    # Teachers join; who is none may look. `own` and `neighbour` study it already.
    "POST study.join": Row(course,                   "302 409 303 409 303 303 302 403 403 403 403 403 403 403 403 403"),
    # Units are for who studies them, and for those who look after a group or write the course.
    "GET study.unit": Row(unit,                      "302 200 404 200 404 404 302 404 200 404 200 404 200 200 404 403"),
    "GET study.unit_file": Row(lambda w: {**unit(w), "name": "case.pdf"},
                                                     "302 200 404 200 404 404 302 404 200 404 200 404 200 200 404 403"),
    "POST study.open_session": Row(unit,             "302 200 404 200 404 404 302 404 404 404 404 404 404 404 404 403"),
    "POST study.beat": Row(unit,                     "302 200 404 404 404 404 302 404 404 404 404 404 404 404 404 403",
                           json=lambda w: {"session": w.watch_session.id, "beats": []}),
    "POST study.read": Row(unit,                     "302 409 404 409 404 404 302 404 404 404 404 404 404 404 404 403",
                           data=lambda w: {"opened": ""}),
    # `own` is a tutor, too (see accounts/access.py), but of no group here.
    "POST study.confirm_presence": Row(unit,         "302 200 404 404 404 404 302 404 404 404 404 404 404 404 404 403",
                                       json=lambda w: {"session": w.watch_session.id, "code": w.prompt_code}),
    "GET study.rules": Row(nothing,                  "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST study.set_rules": Row(nothing,             "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403",
                                data=lambda w: {"most_an_hour": "90", "most_a_day": "300", "ask_after": "10",
                                                "learners_a_tutor": "60"}),
    "GET study.groups": Row(nothing,                 "302 200 403 403 403 403 302 403 200 200 200 403 200 403 403 403"),
    "GET study.group": Row(group,                    "302 404 403 403 403 403 302 403 200 404 200 403 200 403 403 403"),
    "GET study.new_group": Row(nothing,              "302 403 403 403 403 403 302 403 200 200 200 403 403 403 403 403"),
    # The other county cannot choose this county's tutor; the city chooses itself, not a county, as the office.
    "POST study.set_up_group": Row(nothing,          "302 403 403 403 403 403 302 403 303 422 422 403 403 403 403 403",
                                   data=a_new_group),
    "GET study.sharing": Row(nothing,                "302 403 403 403 403 403 302 403 200 200 200 403 403 403 403 403"),
    "GET study.plan_sharing": Row(course,            "302 403 403 403 403 403 302 403 200 404 200 403 403 403 403 403"),
    "POST study.share": Row(course,                  "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                data=lambda w: {"expecting": 1}),
    "POST study.hand_over": Row(group,               "302 403 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                                data=lambda w: {"tutor": w.people["own"].id}),
    "POST study.take_in": Row(group,                 "302 404 403 403 403 403 302 403 303 404 303 403 403 403 403 403",
                              data=lambda w: {"enrolments": [w.waiting_learner.id]}),
    # Only its tutor speaks to the group.
    "POST study.nudge": Row(group,                   "302 404 403 403 403 403 302 403 403 404 403 403 303 403 403 403",
                            data=lambda w: {"enrolments": [w.course_enrolment.id], "text": "Begin today"}),
    "POST study.write_briefing": Row(group,          "302 404 403 403 403 403 302 403 403 404 403 403 303 403 403 403",
                                     data=lambda w: {"briefing": "A good week"}),
    "GET study.completion": Row(nothing,             "302 403 403 403 403 403 302 200 200 200 200 403 403 403 403 403"),
    "GET study.writing": Row(nothing,                "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    "GET study.new_course": Row(nothing,             "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    "POST study.create_course": Row(nothing,         "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                                    data=a_new_course),
    "GET study.edit_course": Row(draft,              "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    "POST study.change_course": Row(draft,           "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                                    data=a_new_course),
    "POST study.publish": Row(lambda w: {"course_id": w.draft_to_publish.id},
                                                     "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403"),
    "POST study.close": Row(course,                  "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403"),
    "POST study.reopen": Row(lambda w: {"course_id": w.closed.id},
                                                     "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403"),
    "GET study.new_unit": Row(draft,                 "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    "POST study.add_unit": Row(draft,                "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                               data=a_new_unit),
    "GET study.edit_unit": Row(draft_unit,           "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    "POST study.change_unit": Row(draft_unit,        "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                                  data=a_new_unit),
    "POST study.move_unit": Row(draft_unit,          "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                                data=lambda w: {"way": "down"}),
    "POST study.place_unit": Row(draft_unit,         "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                                 data=lambda w: {"position": 2}),
    "POST study.copy_course": Row(course,            "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403"),
    "POST study.write_version": Row(course,          "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403"),
    "POST study.remove_unit": Row(draft_unit,        "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403"),
}
