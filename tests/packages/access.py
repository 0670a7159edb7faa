from teachnet.packages import stage
from teachnet.study.models import CourseState
from tests.access.rows import Row
from tests.packages.factories import a_package_unit, a_run
from tests.study.factories import a_course, a_group, a_learner


def build(world) -> None:
    """`own` has begun a package of a course of `lead`; there is a draft of `lead` for others to come."""
    lead = world.people["lead"]
    course = a_course(units=0, author=lead, title="With a package")
    world.package_unit = a_package_unit(course)
    a_run(world.package_unit, a_learner(course, world.people["own"]))
    a_group(course, organisation=world.county, tutor=world.people["tutor"], name="Packages")
    world.package_draft = a_course(units=0, author=lead, title="Package draft", state=CourseState.DRAFT)


def unit(world) -> dict:
    return {"unit_id": world.package_unit.unit_id}


def draft(world) -> dict:
    return {"course_id": world.package_draft.id}


def on_stage(world) -> dict:
    """As a page at 127.0.0.1 has it; the tests ask at localhost, which is its stage."""
    return {"token": stage._serializer().dumps([world.package_unit.id, "http://127.0.0.1"])}


# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET packages.new_package": Row(draft,           "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    # An archive is sent once; tests/packages/test_bringing.py sends it.
    "POST packages.bring": Row(draft,                "302 403 403 403 403 403 302 403 403 403 422 403 403 422 403 403"),
    # Only one's own work; tutors and authors look on without any being kept.
    "POST packages.begin": Row(unit,                 "302 200 404 404 404 404 302 404 404 404 404 404 404 404 404 403"),
    "POST packages.keep": Row(unit,                  "302 200 404 404 404 404 302 404 404 404 404 404 404 404 404 403",
                              json=lambda w: {"kept": {"cmi": {"core": {"lesson_status": "incomplete"}}}}),
    # At the other name nobody is signed in: the ticket is the right, and it is given with the unit's page only.
    "GET packages.stage": Row(on_stage,              "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
    "GET packages.package_file": Row(lambda w: on_stage(w) | {"path": "part0/index.html"},
                                                     "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
}
