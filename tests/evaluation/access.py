# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.db import today
from teachnet.evaluation.models import CohortLecturer, EvaluationItem
from teachnet.evaluation.words import About
from teachnet.training.models import EnrolmentState
from tests.access.rows import Row, nothing
from tests.evaluation.factories import an_ended_cohort, the_questions
from tests.factories import saved
from tests.training.factories import a_cohort, an_enrolment


def build(world) -> None:
    """A cohort that ended today, in which `own` was, and one that is to come; both led by `host` at the base."""
    the_questions()
    lines = {world.county: 5, world.other_county: 5}
    host = {"host": world.people["host"], "host_organisation": world.base}
    world.evaluated = an_ended_cohort(lines=lines, **host)
    case = an_enrolment(world.evaluated, teacher=world.people["own"], state=EnrolmentState.COMPLETED)
    case.attended_minutes = 60
    world.to_come = a_cohort(lines, **host)
    assert world.to_come.ends_on > today()
    world.lecturer = saved(CohortLecturer(cohort=world.to_come, name="Professor Gu"))


def cohort(world) -> dict:
    return {"cohort_id": world.evaluated.id}


def to_come(world) -> dict:
    return {"cohort_id": world.to_come.id}


def lecturer(world) -> dict:
    return {"cohort_id": world.to_come.id, "lecturer_id": world.lecturer.id}


def sheet(world) -> dict:
    return {"cohort_id": world.evaluated.id, "round": "end"}


def marks(world) -> dict:
    return {f"item_{item.id}": "5" for item in EvaluationItem.query.filter_by(about=About.COHORT)}


def a_lecturer(world) -> dict:
    return {"name": "Professor Gu"}


# fmt: off
ROWS = {
    #                                                 anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET evaluation.index": Row(nothing,             "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    # Only those who were there are asked.
    "GET evaluation.sheet": Row(sheet,               "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST evaluation.answer": Row(sheet,             "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                  data=marks),
    "GET evaluation.results": Row(cohort,            "302  403  403  403  403  403  302  403  200  403  200  200  403  403  403  200"),
    "POST evaluation.add_lecturer": Row(to_come,     "302  403  403  403  403  403  302  403  403  403  303  303  403  403  403  403",
                                        data=a_lecturer),
    "POST evaluation.remove_lecturer": Row(lecturer, "302  403  403  403  403  403  302  403  403  403  303  303  403  403  403  403"),
}
