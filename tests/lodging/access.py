# ruff: noqa: E501 -- a table: one case a line, however long
"""The host gives the rooms, the city too; the auditor reads; each learner knows their own and no other."""

from teachnet.lodging.models import Lodging
from tests.access.rows import Row
from tests.factories import saved


def build(world) -> None:
    """`own` sleeps in a room of the class they are in."""
    (world.learner,) = (case for case in world.class_now.enrolments if case.teacher is world.people["own"])
    saved(Lodging(enrolment=world.learner, room="301"))


def a_class(world) -> dict:
    return {"cohort_id": world.class_now.id}


def a_room(world) -> dict:
    return {f"room-{world.learner.id}": "305", f"seen-{world.learner.id}": "301"}


ROWS = {
    "GET lodging.rooms": Row(a_class, "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 200"),
    "POST lodging.propose": Row(a_class, "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
    "POST lodging.give": Row(a_class, "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403", data=a_room),
    "GET lodging.print_rooms": Row(a_class, "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 200"),
    "GET lodging.mine": Row(a_class, "302 200 403 403 403 403 302 403 403 403 403 403 403 403 403 403"),
}
