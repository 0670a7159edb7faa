"""Writing courses: drafts, units in order, publishing, and what is fixed from then on."""

from io import BytesIO

import pikepdf
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.study.models import Course, CourseMove, CourseState, Unit, UnitKind
from tests.factories import a_city_admin, a_teacher, somebody, the_city
from tests.study.factories import a_course, a_learner, a_text


@pytest.fixture
def wang(app):
    return somebody(Role.RESEARCH_LEAD, the_city(), "Wang")


@pytest.fixture
def author(as_person, wang):
    return as_person(wang)


def a_pdf() -> BytesIO:
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page(page_size=(200, 200))
    document.save(out)
    out.seek(0)
    return out


def order(course):
    db.session.expire_all()
    return [(unit.position, unit.title) for unit in course.units]


def test_a_lead_writes_a_course_and_publishes_it(author, wang, as_person):
    made = author.post(
        "/study/courses/new",
        title="Asking",
        summary="",
        subject="",
        stage="primary",
        kind="elective",
        hours="1.5",
        needed_percent="90",
    )
    course = db.session.scalars(sa.select(Course)).one()
    assert (made.location, course.minutes, course.stage, course.subject) == (
        f"/study/courses/{course.id}/edit",
        90,
        "primary",
        None,
    )

    assert author.post(f"/study/courses/{course.id}/publication").status == 409
    author.post(
        f"/study/courses/{course.id}/units/new", kind="text", title="Why wait", body="**Five** seconds", minutes="4.5"
    )
    assert author.post(f"/study/courses/{course.id}/publication").status == 303

    assert [(unit.kind, unit.seconds, unit.is_ready) for unit in course.units] == [("text", 270, True)]
    assert [(move.was, move.became, move.by_id) for move in course.history] == [("draft", "published", wang.id)]
    assert as_person(a_teacher()).get("/study/").select_one(".course h3").text.strip() == "Asking"


def test_a_handout_is_kept_and_opened_by_its_learners_only(author, wang, as_person):
    course = a_course(units=0, author=wang, state=CourseState.DRAFT)
    form = {"kind": "pdf", "title": "Case", "body": "", "minutes": "5"}
    author.post(f"/study/courses/{course.id}/units/new", files={"file": (a_pdf(), "课例.pdf")}, **form)
    unit = db.session.scalars(sa.select(Unit)).one()
    assert (unit.kind, unit.file_name, unit.file.pages) == (UnitKind.PDF, "课例.pdf", 1)
    course.publish(by=wang)
    learner = a_learner(course).learner

    assert as_person(learner).get(f"/study/units/{unit.id}/file/x.pdf").response.mimetype == "application/pdf"
    assert as_person(a_teacher()).get(f"/study/units/{unit.id}/file/x.pdf").status == 404
    assert as_person(learner).get(f"/study/units/{unit.id}").select_one("[data-handout]")


def test_a_file_of_the_wrong_kind_is_told_and_what_was_typed_stays(author, wang):
    course = a_course(units=0, author=wang, state=CourseState.DRAFT)
    for kind, name in (("video", "case.pdf"), ("text", "case.pdf"), ("pdf", "case.exe")):
        form = {"kind": kind, "title": "Case", "body": "Look", "minutes": "5"}
        page = author.post(f"/study/courses/{course.id}/units/new", files={"file": (a_pdf(), name)}, **form)
        assert (page.status, page.select_one("[name=title]")["value"]) == (422, "Case")
        assert page.select_one("#file-error")
    assert db.session.scalars(sa.select(Unit)).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"hours": "0"},
        {"hours": "NaN"},
        {"hours": "1e9"},
        {"subject": "alchemy"},
        {"kind": "x"},
        {"needed_percent": "101"},
    ],
)
def test_a_course_that_cannot_be_is_told(author, wrong):
    typed = {"title": "Asking", "subject": "", "stage": "", "kind": "elective", "hours": "2", "needed_percent": "90"}
    page = author.post("/study/courses/new", **(typed | wrong))
    assert (page.status, bool(page.select(".error")), db.session.scalars(sa.select(Course)).all()) == (422, True, [])


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"body": " "}, {"minutes": ""}, {"minutes": "9999"}, {"body": "x" * 30_001}]
)
def test_a_unit_that_cannot_be_is_told(author, wang, wrong):
    course = a_course(units=0, author=wang, state=CourseState.DRAFT)
    typed = {"kind": "text", "title": "Why", "body": "Because", "minutes": "5"}
    page = author.post(f"/study/courses/{course.id}/units/new", **(typed | wrong))
    assert (page.status, bool(page.select(".error")), db.session.scalars(sa.select(Unit)).all()) == (422, True, [])


def test_units_change_places_and_go(author, wang):
    course = a_course(units=0, author=wang, state=CourseState.DRAFT)
    one, two, three = (a_text(course, title=title) for title in "abc")

    author.post(f"/study/units/{three.id}/move", way="up")
    assert order(course) == [(1, "a"), (2, "c"), (3, "b")]
    assert author.post(f"/study/units/{one.id}/move", way="up").status == 409
    author.post(f"/study/units/{one.id}/move", way="down")
    assert order(course) == [(1, "c"), (2, "a"), (3, "b")]
    author.post(f"/study/units/{one.id}/removal")
    assert order(course) == [(1, "c"), (2, "b")]
    assert two.position == 2


def test_hours_and_units_are_fixed_once_published_but_words_may_improve(author, wang):
    course = a_course(units=0, author=wang)
    unit = a_text(course)

    author.post(
        f"/study/courses/{course.id}/edit",
        title="Better",
        subject="",
        stage="",
        hours="99",
        minutes="9",
        needed_percent="50",
        state="closed",
    )
    assert (course.title, course.minutes, course.needed_percent, course.state) == (
        "Better",
        120,
        90,
        CourseState.PUBLISHED,
    )
    author.post(
        f"/study/units/{unit.id}/edit", title="Wait", body="Ten seconds", minutes="1", kind="video", position="7"
    )
    assert (unit.title, unit.body, unit.seconds, unit.kind, unit.position) == ("Wait", "Ten seconds", 300, "text", 1)
    for what in (f"courses/{course.id}/units/new", f"units/{unit.id}/move", f"units/{unit.id}/removal"):
        assert author.post(f"/study/{what}", kind="text", title="x", body="x", minutes="1", way="up").status == 403


def test_a_course_is_closed_and_opened_again_and_each_move_is_kept(author, wang):
    course = a_course(author=wang)
    author.post(f"/study/courses/{course.id}/closing")
    assert author.post(f"/study/courses/{course.id}/closing").status == 409
    author.post(f"/study/courses/{course.id}/reopening")
    moves = [move.became for move in db.session.scalars(sa.select(CourseMove).order_by(CourseMove.id))]
    assert moves == ["closed", "published"]


def test_another_lead_edits_nothing_of_mine_and_the_city_may(as_person, wang):
    course = a_course(author=wang)
    ma = somebody(Role.RESEARCH_LEAD, the_city(), "Ma")
    assert as_person(ma).get(f"/study/courses/{course.id}/edit").status == 403
    assert as_person(a_city_admin()).get(f"/study/courses/{course.id}/edit").status == 200
    wang.current_appointments[0].close(on=wang.current_appointments[0].starts_on)
    assert as_person(wang).get(f"/study/courses/{course.id}/edit").status == 403
