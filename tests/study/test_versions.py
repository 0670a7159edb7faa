"""Courses are copied, and written anew while people are in the middle of them."""

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.errors import Refused
from teachnet.study import actions, joining, queries
from teachnet.study.models import Course, CourseEdition, CourseState, Unit
from tests.assignments.factories import an_assignment
from tests.factories import a_teacher
from tests.packages.factories import a_package_unit
from tests.quizzes.factories import a_pool, a_quiz
from tests.study.factories import a_course, a_learner, a_text


@pytest.fixture
def course(app):
    return a_course(units=0)


@pytest.fixture
def author(as_person, course):
    return as_person(course.author)


def newest() -> Course:
    return db.session.scalars(sa.select(Course).order_by(Course.id.desc())).first()


def publish(course: Course) -> None:
    course.publish(by=course.author)
    db.session.commit()
    db.session.expire_all()


def new_version(course: Course) -> Course:
    version = actions.write_version(course, by=course.author)
    db.session.commit()
    publish(version)
    return version


def test_a_copy_is_a_draft_with_all_that_was_set_up(author, course):
    a_text(course)
    a_package_unit(course)
    a_quiz(a_pool(author=course.author), course)
    an_assignment(course)

    assert author.post(f"/study/courses/{course.id}/copies").status == 303

    twin = newest()
    assert (twin.title, twin.state, twin.minutes) == ("Asking in class (copy)", CourseState.DRAFT, course.minutes)
    told = [(unit.position, unit.kind, unit.title, unit.seconds, unit.body, unit.is_ready) for unit in twin.units]
    assert told == [(unit.position, unit.kind, unit.title, unit.seconds, unit.body, True) for unit in course.units]
    publish(twin)
    assert not course.is_replaced


def test_who_is_mid_course_keeps_theirs_and_who_comes_joins_the_new_one(as_person, author, course):
    unit = a_text(course)
    mid = a_learner(course, a_teacher(name="Lin"))
    author.post(f"/study/courses/{course.id}/versions")
    version = newest()
    newcomer = as_person(a_teacher(name="Xu"))
    assert "Study “Asking in class”" in str(newcomer.get("/study/"))

    publish(version)

    assert (course.is_replaced, version.is_replaced, version.version) == (True, False, 2)
    assert newcomer.post(f"/study/courses/{course.id}/enrolment").status == 403
    assert newcomer.post(f"/study/courses/{version.id}/enrolment").status == 303
    lin = as_person(mid.learner)
    assert "newer version" in lin.get(f"/study/courses/{course.id}").text
    assert lin.send("POST", f"/study/units/{unit.id}/sessions", json={}).status == 200
    shown = db.session.scalars(queries.courses_to_join(mid.learner)).all()
    assert shown == []  # neither the one she has nor the one that takes its place


def test_nobody_earns_the_hours_of_two_versions(app, course):
    a_text(course)
    lin = a_learner(course, a_teacher(name="Lin"))
    version = new_version(course)
    with pytest.raises(Refused, match="another version"):
        joining.join(version, lin.learner)
    db.session.rollback()
    third = new_version(version)
    with pytest.raises(Refused, match="another version"):
        joining.join(third, lin.learner)
    db.session.rollback()
    assert list(db.session.scalars(sa.select(CourseEdition.number))) == [1, 2, 3]


def test_one_new_version_at_a_time_and_none_of_what_is_replaced(author, course):
    a_text(course)
    author.post(f"/study/courses/{course.id}/versions")
    assert author.post(f"/study/courses/{course.id}/versions").status == 409
    publish(newest())
    assert author.post(f"/study/courses/{course.id}/versions").status == 403
    assert author.post(f"/study/courses/{newest().id}/versions").status == 303


def test_two_windows_begin_one_version(at_once, course):
    a_text(course)

    def write(_seen):
        mine = db.session.get_one(Course, course.id)
        actions.write_version(mine, by=mine.author)

    told = at_once(*[(lambda: None, write)] * 3)
    assert told["done"] == 1
    assert db.session.scalar(sa.select(sa.func.count(Course.id))) == 2


def test_units_are_dragged_to_any_place(as_person, app):
    course = a_course(units=0, state=CourseState.DRAFT)
    units = [a_text(course, title=title).id for title in "abcd"]
    author = as_person(course.author)

    def order() -> str:
        found = sa.select(Unit.title).where(Unit.course_id == course.id).order_by(Unit.position)
        return "".join(db.session.scalars(found))

    for unit, position, becomes in ((3, 1, "dabc"), (0, 4, "dbca"), (1, 2, "dbca"), (2, 9, "dbca"), (3, 0, "dbca")):
        answer = author.post(f"/study/units/{units[unit]}/place", position=position)
        assert (answer.status in (303, 409), order()) == (True, becomes)
    assert [unit.position for unit in course.units] == [1, 2, 3, 4]
