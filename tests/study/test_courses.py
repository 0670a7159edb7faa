"""What somebody finds to study, and how far they are."""

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person, Stage, Subject
from teachnet.db import db, utcnow
from teachnet.study import joining, queries
from teachnet.study.models import Course, CourseEnrolment, CourseKind, CourseState, UnitProgress
from tests.factories import a_school_admin, a_teacher
from tests.study.factories import a_clip, a_course, a_group, a_learner, a_text


@pytest.fixture
def zhou(app):
    return a_teacher(name="Zhou Min", stage=Stage.PRIMARY, subject=Subject.MATHEMATICS)


def titles(page, kind):
    return [card.select_one("h3").text.strip() for card in page.select(f".{kind}")]


def test_the_catalogue_shows_what_is_open_and_not_yet_mine_the_required_first(as_person, zhou):
    a_course(title="Draft", state=CourseState.DRAFT)
    a_course(title="Over", state=CourseState.CLOSED)
    a_course(title="Required of English", kind=CourseKind.REQUIRED, subject=Subject.ENGLISH)
    a_course(title="Required of me", kind=CourseKind.REQUIRED, stage=Stage.PRIMARY)
    a_course(title="Newest", published_at=utcnow())
    a_learner(a_course(title="Mine"), zhou)

    page = as_person(zhou).get("/study/")

    assert titles(page, "enrolment") == ["Mine"]
    assert titles(page, "course") == ["Required of me", "Newest", "Required of English"]


def test_the_catalogue_is_filtered_and_nonsense_chooses_nothing(as_person, zhou):
    a_course(title="For all")
    a_course(title="English", subject=Subject.ENGLISH)
    a_course(title="Maths", subject=Subject.MATHEMATICS)
    browser = as_person(zhou)

    assert titles(browser.get("/study/?subject=mathematics"), "course") == ["Maths", "For all"]
    assert titles(browser.get("/study/?subject=alchemy&stage=%27&kind=x&page=-1"), "course") == [
        "Maths",
        "English",
        "For all",
    ]


def test_joining_once_is_enough(as_person, zhou):
    course = a_course()
    browser = as_person(zhou)

    assert browser.post(f"/study/courses/{course.id}/enrolment").location == f"/study/courses/{course.id}"
    assert browser.post(f"/study/courses/{course.id}/enrolment").status == 409
    assert [one.learner_id for one in db.session.scalars(sa.select(CourseEnrolment))] == [zhou.id]
    assert browser.get(f"/study/units/{course.units[0].id}").select_one("[data-watch]")


def test_joining_in_five_windows_at_once_is_joining_once(at_once, zhou):
    course_id, zhou_id = a_course().id, zhou.id

    def join(_seen):
        joining.join(db.session.get(Course, course_id), db.session.get(Person, zhou_id))

    assert at_once(*[(lambda: None, join)] * 5) == {"done": 1, "You study this course already.": 4}


def test_a_draft_is_nobodys_and_a_closed_course_cannot_be_joined(as_person, zhou):
    draft, closed = a_course(state=CourseState.DRAFT), a_course(state=CourseState.CLOSED)
    assert as_person(zhou).get(f"/study/courses/{draft.id}").status == 404
    assert as_person(zhou).post(f"/study/courses/{closed.id}/enrolment").status == 404
    assert as_person(draft.author).get(f"/study/courses/{draft.id}").status == 200


def test_who_is_no_teacher_sees_no_button_and_is_refused(as_person, zhou):
    course = a_course()
    admin = a_school_admin(zhou.school)

    assert as_person(zhou).get("/study/").select(".course form")
    assert as_person(admin).get("/study/").select(".course form") == []
    assert as_person(admin).post(f"/study/courses/{course.id}/enrolment").status == 403


def test_a_card_leads_to_the_first_unit_that_is_not_done(as_person, zhou):
    course = a_course(units=3)
    enrolment = a_learner(course, zhou, studied_at=utcnow(), units_done=1)
    done = UnitProgress(enrolment=enrolment, unit=course.units[0], done_at=utcnow())
    db.session.add(done)

    card = as_person(zhou).get("/study/").select_one(".enrolment")

    assert card.select_one("a.button")["href"] == f"/study/units/{course.units[1].id}"
    assert card.select_one(".bar")["aria-label"] == "1 of 3 units done"


def test_the_desk_is_told_what_to_go_on_with_and_until_when(app, zhou):
    course, finished, closed = a_course(units=2), a_course(), a_course(state=CourseState.CLOSED)
    group = a_group(course)
    a_learner(course, zhou, group=group)
    quicker = a_learner(course)
    db.session.add_all(UnitProgress(enrolment=quicker, unit=unit, done_at=utcnow()) for unit in course.units)
    a_learner(finished, zhou, finished_at=utcnow())
    a_learner(closed, zhou)

    found = db.session.execute(queries.units_to_continue(zhou)).all()
    assert [(unit, progress, enrolment.group) for unit, progress, enrolment in found] == [
        (course.units[0], None, group)
    ]


@pytest.mark.parametrize("url", ["/study/", "/study/courses/1", "/study/units/1"])
def test_a_page_costs_the_same_for_three_and_for_three_hundred(as_person, zhou, statements, url):
    course = a_course(units=1)
    a_learner(course, zhou)
    browser, costs = as_person(zhou), []
    for more in (2, 20):
        for n in range(more):
            a_learner(a_course(title=f"Course {n}"), zhou)
            a_clip(course) if n % 2 else a_text(course)
        db.session.commit()
        statements.clear()
        assert browser.get(url).status == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert costs[0] <= 12
