# ruff: noqa: E501 -- a table: one case a line, however long
from datetime import timedelta

from teachnet.db import today
from teachnet.notices.models import Notice
from teachnet.training.models import EnrolmentState
from tests.access.rows import Row, nothing
from tests.notices.factories import TOLD, a_notice, an_objection
from tests.training.factories import a_cohort, an_enrolment, days_from


def build(world) -> None:
    """A notice that runs, of somebody whose name may be read by all, with objections; one whose days are over; one that
    only members still read; a cohort with a list to publish."""
    lists = iter(range(2000, 3000, 10))

    def a_list():
        cohort = a_cohort({world.county: 9}, **days_from(next(lists)))
        an_enrolment(cohort, teacher=world.people["disabled"], state=EnrolmentState.PROVISIONAL)
        return cohort

    city = world.people["city"]
    world.running_notice = a_notice(a_list(), by=city)
    world.objection_received = an_objection(world.running_notice, "Disabled")
    world.objection_examined = an_objection(world.running_notice)
    world.objection_examined.examine(by=city)
    world.ended_notice = _over(a_notice(a_list(), by=city), 10)
    world.old_notice = _over(a_notice(a_list(), by=city), 100)
    world.list_to_publish = a_list()


def _over(notice: Notice, days: int) -> Notice:
    """Its last day is so long ago."""
    notice.first_day, notice.last_day = today() - timedelta(days=days + 6), today() - timedelta(days=days)
    notice.readable_until = notice.last_day + timedelta(days=30)
    return notice


def running(world) -> dict:
    return {"notice_id": world.running_notice.id}


def ended(world) -> dict:
    return {"notice_id": world.ended_notice.id}


def old(world) -> dict:
    return {"notice_id": world.old_notice.id}


def cohort(world) -> dict:
    return {"cohort_id": world.list_to_publish.id}


def received(world) -> dict:
    return {"objection_id": world.objection_received.id}


def examined(world) -> dict:
    return {"objection_id": world.objection_examined.id}


def told(world) -> dict:
    return {name: str(value) for name, value in TOLD.items()}


def against(world) -> dict:
    return {"name": "Objector", "contact": "13812341234", "text": "Teaches here since May only."}


def answer(world) -> dict:
    return {"answer": "We looked at the papers."}


def because(world) -> dict:
    return {"reason": "A name is missing."}


def reference(world) -> dict:
    return {"reference": "2222-3333-4444-5555-6666"}


# fmt: off
ROWS = {
    #                                                 anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    # Notices are for everybody, and later for members.
    "GET notices.index": Row(nothing,                "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET notices.notice": Row(old,                   "404  200  200  200  200  200  404  200  200  200  200  200  200  200  200  200"),
    "GET notices.print_notice": Row(running,         "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "POST notices.object_to": Row(running,           "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200",
                                  data=against),
    "GET notices.ask_state": Row(nothing,            "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "POST notices.show_state": Row(nothing,          "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200",
                                   data=reference),
    # What is made of them is the city's.
    "GET notices.new": Row(cohort,                   "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST notices.publish": Row(cohort,              "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                data=told),
    "GET notices.preview_closing": Row(running,      "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST notices.close": Row(ended,                 "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    "POST notices.withdraw": Row(running,            "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                 data=because),
    "GET notices.objections": Row(running,           "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "GET notices.objection": Row(received,           "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST notices.examine": Row(received,            "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    "POST notices.uphold": Row(examined,             "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                               data=answer),
    "POST notices.dismiss": Row(examined,            "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                data=answer),
}
