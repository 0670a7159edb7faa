"""Courses that are studied in order, pages elsewhere, units that are done by what one does."""

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.study import finishing
from teachnet.study.models import CourseEnrolment, CourseState, Unit, UnitKind
from tests.factories import a_teacher, somebody, the_city
from tests.study.factories import a_clip, a_course, a_learner, a_text
from tests.study.player import Player


@pytest.fixture
def course(app):
    course = a_course(units=0, in_order=True)
    a_text(course, title="First")
    a_clip(course, title="Second")
    return course


@pytest.fixture
def enrolment(course):
    return a_learner(course, a_teacher(name="Lin"))


def test_a_unit_opens_when_those_before_it_are_done(as_person, course, enrolment):
    first, second = course.units
    lin = as_person(enrolment.learner)

    page = lin.get(f"/study/units/{second.id}")
    assert "First finish “First”." in page.text
    assert page.find(attrs={"data-watch": True}) is None
    assert Player(lin, second)._post("sessions", "{}").status_code == 409

    finishing.finish(first, enrolment)
    db.session.commit()
    assert lin.get(f"/study/units/{second.id}").find(attrs={"data-watch": True})
    assert Player(lin, second)._post("sessions", "{}").status_code == 200


def test_without_an_order_everybody_chooses(as_person, course, enrolment):
    course.in_order = False
    db.session.commit()
    assert Player(as_person(enrolment.learner), course.units[1])._post("sessions", "{}").status_code == 200


def test_a_unit_is_finished_once_and_the_course_with_its_last(course, enrolment):
    first, second = course.units
    assert [finishing.finish(unit, enrolment) for unit in (first, first, second)] == [True, False, True]
    db.session.commit()
    db.session.expire_all()
    found = db.session.scalars(sa.select(CourseEnrolment)).one()
    assert (found.units_done, found.is_finished) == (2, True)


LINK = {"kind": "link", "title": "The curriculum", "minutes": "5", "body": ""}


@pytest.fixture
def draft(app):
    return a_course(units=0, state=CourseState.DRAFT, author=somebody(Role.RESEARCH_LEAD, the_city(), "Wang"))


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "//evil.cn", "www.moe.gov.cn", "http://[x", "https://"])
def test_only_a_whole_address_is_a_page_elsewhere(as_person, draft, address):
    page = as_person(draft.author).post(f"/study/courses/{draft.id}/units/new", **LINK, address=address)
    assert (page.status, "Write the whole address" in page.text) == (422, True)


def test_a_page_elsewhere_is_read_beside_ours(as_person, draft):
    writer = as_person(draft.author)
    writer.post(f"/study/courses/{draft.id}/units/new", **LINK, address="https://www.moe.gov.cn/")
    writer.post(f"/study/courses/{draft.id}/publication")
    unit = db.session.scalars(sa.select(Unit)).one()

    page = as_person(a_learner(unit.course).learner).get(f"/study/units/{unit.id}")

    link = page.find("a", href="https://www.moe.gov.cn/")
    assert (link["rel"], link.has_attr("data-handout")) == (["noopener", "noreferrer"], True)
    assert page.find(attrs={"data-watch": True})["data-kind"] == "link"


def test_a_course_with_an_empty_activity_is_not_published(as_person, draft):
    writer = as_person(draft.author)
    writer.post(
        f"/study/courses/{draft.id}/units/new", kind="assignment", title="Film your lesson", minutes="45", body=""
    )
    refused = writer.post(f"/study/courses/{draft.id}/publication")
    assert (refused.status, "“Film your lesson” is still empty." in refused.text) == (409, True)


def test_no_minutes_are_counted_in_an_activity(as_person, course, enrolment):
    db.session.add(Unit(course=course, position=3, kind=UnitKind.QUIZ, title="Quiz", seconds=60, is_set_up=True))
    course.in_order = False
    db.session.commit()
    quiz = db.session.scalars(sa.select(Unit).where(Unit.kind == UnitKind.QUIZ)).one()
    assert Player(as_person(enrolment.learner), quiz)._post("sessions", "{}").status_code == 409
