# ruff: noqa: E501 -- a table: one case a line, however long
from tests.access.rows import Row, nothing
from tests.bases.factories import a_finding, a_room, an_inspection


def build(world) -> None:
    """The base of `host`, in the county of `county`, with a room and an inspection."""
    world.room = a_room(world.base)
    world.inspection = an_inspection(world.base, by=world.people["city"], year=2024)
    world.finding = a_finding(world.inspection, days=10)


def base(world) -> dict:
    return {"base_id": world.base.id}


def room(world) -> dict:
    return {"room_id": world.room.id}


def inspection(world) -> dict:
    return {"inspection_id": world.inspection.id}


def finding(world) -> dict:
    return {"finding_id": world.finding.id}


def a_new_room(world) -> dict:
    return {"name": "Studio", "seats": "20"}


def a_new_inspection(world) -> dict:
    return {"year": "2023", "inspected_on": "2023-11-02", "inspectors": "Qian"}


def a_new_finding(world) -> dict:
    return {"text": "Good light.", "grade": "good"}


def note(world) -> dict:
    return {"note": "The exit is free."}


# fmt: off
ROWS = {
    #                                            anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    # Its own people, its county, the city, the auditor.
    "GET bases.index": Row(nothing,             "302  403  403  403  403  403  302  403  200  200  200  200  403  403  403  200"),
    "GET bases.base": Row(base,                 "302  403  403  403  403  403  302  403  200  404  200  200  403  403  403  200"),
    "GET bases.inspection": Row(inspection,     "302  403  403  403  403  403  302  403  200  404  200  200  403  403  403  200"),
    # Rooms are kept by the base, too.
    "POST bases.add_room": Row(base,            "302  403  403  403  403  403  302  403  303  404  303  303  403  403  403  403",
                               data=a_new_room),
    "GET bases.edit_room": Row(room,            "302  403  403  403  403  403  302  403  200  404  200  200  403  403  403  403"),
    "POST bases.change_room": Row(room,         "302  403  403  403  403  403  302  403  303  404  303  303  403  403  403  403",
                                  data=a_new_room),
    "POST bases.remove_room": Row(room,         "302  403  403  403  403  403  302  403  303  404  303  303  403  403  403  403"),
    # Inspections are written by those above it.
    "GET bases.new_inspection": Row(base,       "302  403  403  403  403  403  302  403  200  404  200  403  403  403  403  403"),
    "POST bases.inspect": Row(base,             "302  403  403  403  403  403  302  403  303  404  303  403  403  403  403  403",
                              data=a_new_inspection),
    "POST bases.add_finding": Row(inspection,   "302  403  403  403  403  403  302  403  303  404  303  403  403  403  403  403",
                                  data=a_new_finding),
    "POST bases.rectify": Row(finding,          "302  403  403  403  403  403  302  403  303  404  303  403  403  403  403  403",
                              data=note),
}
