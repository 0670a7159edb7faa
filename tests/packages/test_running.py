"""What a package says of a learner is kept; minutes are counted beside it, and neither makes a unit done alone."""

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.db import db
from teachnet.packages import actions
from teachnet.packages.models import PackageRun, PackageUnit
from teachnet.packages.reports import report_of
from teachnet.packages.words import RunState, Standard
from teachnet.study.models import CourseEnrolment, CourseState, UnitProgress
from tests.factories import a_teacher
from tests.packages.factories import a_package_unit, a_run, a_zip, manifest_12
from tests.study.factories import a_course, a_learner
from tests.study.player import Player, at, beat

PASSED = {"cmi": {"core": {"lesson_status": "passed", "score": {"raw": "80", "max": "100"}}}}
HALFWAY = {"cmi": {"core": {"lesson_status": "incomplete"}, "suspend_data": "第三页"}}


@pytest.fixture
def clock(app):
    with time_machine.travel(at(0), tick=False) as clock:
        yield clock


@pytest.fixture
def course(clock):
    return a_course(units=0)


@pytest.fixture
def lin(course):
    return a_learner(course, a_teacher(name="Lin"))


@pytest.fixture
def package_unit(course):
    return a_package_unit(course)


def kept(browser, unit, what: dict):
    return browser.send("POST", f"/study/units/{unit.unit_id}/run/kept", json={"kept": what})


def progress() -> UnitProgress:
    return db.session.scalars(sa.select(UnitProgress)).one()


def test_what_it_keeps_is_given_back(as_person, lin, package_unit):
    browser = as_person(lin.learner)
    begun = browser.send("POST", f"/study/units/{package_unit.unit_id}/run")
    assert begun.response.json["kept"] == {}

    assert "Begun" in kept(browser, package_unit, HALFWAY).response.json["html"]

    again = browser.send("POST", f"/study/units/{package_unit.unit_id}/run", headers={"X-Other": "device"})
    assert again.response.json["kept"] == HALFWAY


def test_minutes_and_its_word_together_make_it_done(as_person, lin, package_unit, clock):
    browser = as_person(lin.learner)
    a_run(package_unit, lin)

    assert "80" in kept(browser, package_unit, PASSED).response.json["html"]
    assert progress().done_at is None  # no minute yet

    player = Player(browser, package_unit.unit)
    player.open()
    for n in range(15):
        clock.move_to(at(20 * (n + 1)))
        player.send(beat(n, 20 * n, 20 * (n + 1)))
    assert progress().done_at is not None
    assert db.session.get(CourseEnrolment, lin.id).is_finished


def test_minutes_alone_do_not(as_person, lin, package_unit, clock):
    browser = as_person(lin.learner)
    a_run(package_unit, lin)
    player = Player(browser, package_unit.unit)
    player.open()
    for n in range(15):
        clock.move_to(at(20 * (n + 1)))
        answer = player.send(beat(n, 20 * n, 20 * (n + 1)))
    assert "when the package has been worked through" in answer.json["html"]
    assert progress().done_at is None

    kept(browser, package_unit, PASSED)
    assert progress().done_at is not None


def test_what_cannot_speak_needs_minutes_only(course, lin):
    unit = a_package_unit(course, a_zip(manifest_12(scorm_type="asset")))
    assert a_run(unit, lin).state is RunState.WORKED_THROUGH
    assert progress().worked_through_at is not None


def test_worked_through_stays_so(as_person, lin, package_unit):
    run = a_run(package_unit, lin)
    browser = as_person(lin.learner)
    kept(browser, package_unit, PASSED)
    kept(browser, package_unit, {"cmi": {"core": {"lesson_status": "failed", "score": {"raw": "10"}}}})

    assert (run.state, run.percent) == (RunState.WORKED_THROUGH, 10)


def test_nothing_begins_in_a_closed_course(as_person, course, lin, package_unit):
    a_run(package_unit, lin)
    course.state = CourseState.CLOSED
    db.session.commit()
    assert as_person(lin.learner).send("POST", f"/study/units/{package_unit.unit_id}/run").status == 409
    assert kept(as_person(lin.learner), package_unit, PASSED).status == 409


@pytest.mark.parametrize("sent", ["", "[]", '{"kept": 3}', '{"kept": []}', "{}", '{"kept": NaN}'])
def test_nonsense_is_refused(as_person, lin, package_unit, sent):
    a_run(package_unit, lin)
    answer = as_person(lin.learner).send(
        "POST", f"/study/units/{package_unit.unit_id}/run/kept", data=sent, content_type="application/json"
    )
    assert answer.status == 400


def test_two_windows_begin_one_run(at_once, lin, package_unit):
    def look():
        return db.session.get(PackageUnit, package_unit.id), db.session.get(CourseEnrolment, lin.id)

    assert at_once(*[(look, lambda seen: actions.begin(*seen))] * 4) == {"done": 4}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PackageRun)) == 1


@pytest.mark.parametrize(
    ("standard", "cmi", "state", "percent"),
    [
        ("scorm_12", {"core": {"lesson_status": "completed"}}, "worked_through", None),
        ("scorm_12", {"core": {"lesson_status": "browsed", "score": {"raw": ""}}}, "begun", None),
        ("scorm_12", {"core": {"lesson_status": "failed", "score": {"raw": "3", "max": "10"}}}, "failed", 30),
        ("scorm_12", {"core": "nonsense"}, "begun", None),
        ("scorm_2004", {"completion_status": "completed", "success_status": "unknown"}, "worked_through", None),
        ("scorm_2004", {"completion_status": "completed", "success_status": "failed"}, "failed", None),
        ("scorm_2004", {"completion_status": "incomplete", "score": {"scaled": "0.425"}}, "begun", 42.5),
        ("scorm_2004", {"score": {"raw": "15", "min": "10", "max": "20"}}, "begun", 50),
        ("scorm_2004", {"score": {"scaled": "nan"}}, "begun", None),
        ("scorm_2004", {"score": {"scaled": "7"}}, "begun", 100),
        ("scorm_2004", [], "begun", None),
    ],
)
def test_what_it_says_is_read_as_the_standard_has_it(standard, cmi, state, percent):
    report = report_of({"cmi": cmi}, Standard(standard))
    assert (report.state.value, report.percent) == (state, percent)
