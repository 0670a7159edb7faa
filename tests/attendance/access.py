# ruff: noqa: E501 -- a table: one case a line, however long
from datetime import timedelta

from teachnet.attendance import codes
from teachnet.attendance.models import Kind, Leave, LeaveKind
from teachnet.db import today, utcnow
from teachnet.training.models import EnrolmentState
from tests.access.rows import Row, nothing
from tests.attendance.factories import a_class, a_meeting
from tests.factories import saved
from tests.training.factories import an_enrolment


def build(world) -> None:
    """A class that `host` runs and `own` belongs to, in the middle of a meeting; one of tomorrow; one that is over."""
    own, host = world.people["own"], world.people["host"]
    world.class_now = a_class(host=host, county=world.county, host_organisation=world.base, begun=2)
    case = an_enrolment(world.class_now, teacher=own, state=EnrolmentState.ARRIVED)
    world.meeting_now = a_meeting(world.class_now)
    world.meeting_ahead = a_meeting(world.class_now, begins=utcnow() + timedelta(days=1))
    world.leave_asked = saved(Leave.ask(world.meeting_ahead, case, by=own, kind=LeaveKind.ILL, reason="Fever"))
    world.class_over = a_class(host=host, county=world.county, host_organisation=world.base, begun=4)
    world.other_meeting = a_meeting(world.class_over, begins=utcnow() + timedelta(hours=5))


def a_cohort(world) -> dict:
    return {"cohort_id": world.class_now.id}


def over(world) -> dict:
    return {"cohort_id": world.class_over.id}


def meeting(world) -> dict:
    return {"meeting_id": world.meeting_now.id}


def other(world) -> dict:
    return {"meeting_id": world.other_meeting.id}


def ahead(world) -> dict:
    return {"meeting_id": world.meeting_ahead.id}


def leave(world) -> dict:
    return {"leave_id": world.leave_asked.id}


def token(world) -> dict:
    return {"token": codes.token(world.meeting_now.id, Kind.IN)}


def no_ticket(world) -> dict:
    return {"ticket": "made-up"}


def a_new_meeting(world) -> dict:
    day = (today() + timedelta(days=1)).isoformat()
    return {"title": "Clinic", "day": day, "begins": "23:00", "ends": "23:30", "minutes": "30"}


def a_day(world) -> dict:
    # Not yesterday: ten minutes after midnight the meeting that is on now began there.
    return {"from_day": (today() - timedelta(days=2)).isoformat(), "to_day": today().isoformat()}


def a_reason(world) -> dict:
    return {"kind": "ill", "reason": "Fever"}


def a_list(world) -> dict:
    return {"source": "host"}


def a_move(world) -> dict:
    ahead = world.meeting_ahead
    return {"meeting": ahead.id, "version": ahead.version, "day": ahead.day.isoformat()}


# fmt: off
ROWS = {
    #                                                    ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET attendance.timetable": Row(a_cohort,           "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 200"),
    "GET attendance.new_meeting": Row(a_cohort,         "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "POST attendance.plan_meeting": Row(over,           "302 403 403 403 403 403 302 403 403 403 409 409 403 403 403 403", data=a_new_meeting),
    "GET attendance.edit_meeting": Row(other,           "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "POST attendance.change_meeting": Row(other,        "302 403 403 403 403 403 302 403 403 403 409 409 403 403 403 403", data=a_new_meeting),
    "POST attendance.cancel_meeting": Row(other,        "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403"),
    "POST attendance.move_meeting": Row(a_cohort,       "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403", data=a_move),
    "POST attendance.copy_day": Row(a_cohort,           "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403", data=a_day),
    # The projector, the list and what is printed: whoever runs the class.
    "GET attendance.screen": Row(meeting,               "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "GET attendance.code": Row(meeting,                 "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "GET attendance.meeting_list": Row(meeting,         "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "POST attendance.note_list": Row(meeting,           "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403", data=a_list),
    "POST attendance.export_sheet": Row(a_cohort,       "302 403 403 403 403 403 302 200 200 200 200 200 403 403 403 403"),
    "GET attendance.sign_in_sheet": Row(meeting,        "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "GET attendance.name_cards": Row(a_cohort,          "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "GET attendance.sheet": Row(a_cohort,               "302 403 403 403 403 403 302 200 200 200 200 200 403 403 403 200"),
    "GET attendance.print_sheet": Row(a_cohort,         "302 403 403 403 403 403 302 200 200 200 200 200 403 403 403 200"),
    "POST attendance.seal_sheet": Row(over,             "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403"),
    # A scan is taken before anybody is asked who they are; a made-up ticket is refused to all.
    "GET attendance.scanned": Row(token,                "303 303 303 303 303 303 303 303 303 303 303 303 303 303 303 303"),
    "GET attendance.confirm": Row(no_ticket,            "302 409 409 409 409 409 302 409 409 409 409 409 409 409 409 409"),
    "POST attendance.check_in": Row(no_ticket,          "302 409 409 409 409 409 302 409 409 409 409 409 409 409 409 409"),
    "GET attendance.enter_code": Row(nothing,           "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 200"),
    "POST attendance.take_code": Row(nothing,           "302 422 422 422 422 422 302 422 422 422 422 422 422 422 422 422"),
    # Leave: who belongs to the class asks, its host decides.
    "GET attendance.new_leave": Row(meeting,            "302 200 403 403 403 403 302 403 403 403 403 403 403 403 403 403"),
    "POST attendance.ask_leave": Row(meeting,           "302 303 403 403 403 403 302 403 403 403 403 403 403 403 403 403", data=a_reason),
    "POST attendance.grant_leave": Row(leave,           "302 403 404 404 404 404 302 403 403 404 303 303 404 404 404 403"),
    "POST attendance.refuse_leave": Row(leave,          "302 403 404 404 404 404 302 403 403 404 303 303 404 404 404 403"),
    "POST attendance.withdraw_leave": Row(leave,        "302 303 404 404 404 404 302 403 403 404 403 403 404 404 404 403"),
}
# fmt: on
