"""A package comes into a draft as units, and goes with them."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.files.kinds import Kind
from teachnet.packages.models import Package, PackageUnit
from teachnet.study.models import CourseState, Unit, UnitKind
from tests.assignments.factories import an_assignment
from tests.packages.factories import a_package_unit, a_zip, manifest_12, manifest_2004
from tests.quizzes.factories import a_pool, a_quiz
from tests.study.factories import a_course, a_text


def a_quiz_unit(course) -> Unit:
    return a_quiz(a_pool(author=course.author), course).unit


def an_assignment_unit(course) -> Unit:
    return an_assignment(course).unit


@pytest.fixture
def course(app):
    return a_course(units=0, state=CourseState.DRAFT)


@pytest.fixture
def author(as_person, course):
    return as_person(course.author)


def bring(author, course, packed: BytesIO, name: str = "waiting.zip"):
    files = {"file": (BytesIO(packed.getvalue()), name)}
    return author.post(f"/study/courses/{course.id}/package", files=files, minutes="12")


def test_each_part_becomes_a_unit_at_the_end(author, course):
    a_text(course)

    assert bring(author, course, a_zip(manifest_12(("Waiting", "Asking")))).status == 303

    db.session.expire_all()
    assert [(unit.kind, unit.title, unit.seconds) for unit in course.units[1:]] == [
        (UnitKind.PACKAGE, "Waiting", 720),
        (UnitKind.PACKAGE, "Asking", 720),
    ]
    course.publish(by=course.author)
    package = db.session.scalars(sa.select(Package)).one()
    assert (package.title, package.file_name, package.file.kind) == ("Asking in class", "waiting.zip", Kind.PACKAGE)


def test_2004_comes_like_12(author, course):
    assert bring(author, course, a_zip(manifest_2004())).status == 303
    assert db.session.scalars(sa.select(Package)).one().standard.label == "SCORM 2004"


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (BytesIO(b"no zip at all"), "damaged"),
        (a_zip(manifest_12(), files={"other.html": "x"}), "no SCORM package"),
        (a_zip("<html/>"), "no SCORM package"),
    ],
)
def test_what_is_no_package_is_refused_with_a_sentence(author, course, packed, said):
    page = bring(author, course, packed)

    assert page.status == 422
    assert said in page.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Unit)) == 0


def test_nothing_comes_into_a_course_that_people_study(author, course):
    a_text(course)
    course.publish(by=course.author)
    db.session.commit()

    assert bring(author, course, a_zip(manifest_12())).status == 403


def test_a_package_goes_with_the_last_of_its_units(author, course):
    a_package_unit(course, a_zip(manifest_12(("Waiting", "Asking"))))
    first, second = course.units

    author.post(f"/study/units/{first.id}/removal")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Package)) == 1
    author.post(f"/study/units/{second.id}/removal")
    assert db.session.scalars(sa.select(Package)).all() == db.session.scalars(sa.select(PackageUnit)).all() == []


@pytest.mark.parametrize("make", [a_quiz_unit, an_assignment_unit])
def test_what_was_set_up_goes_with_its_unit(author, course, make):
    """Quizzes and assignments, too."""
    unit_id = make(course).id
    assert author.post(f"/study/units/{unit_id}/removal").status == 303
    assert db.session.get(Unit, unit_id) is None


def test_a_package_is_brought_and_not_set_up(author, course):
    """Its unit has a title, a text and minutes like others; there is no other page for it."""
    unit = a_package_unit(course).unit
    course.publish(by=course.author)
    page = author.get(f"/study/units/{unit.id}/edit")
    assert (page.status, "Set it up" in page.text) == (200, False)
    assert author.post(f"/study/units/{unit.id}/edit", title="Renamed", body="Look closely").status == 303
    assert (unit.title, unit.body) == ("Renamed", "Look closely")
