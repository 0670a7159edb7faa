"""“I used it in my class”: told once for each lesson, with a file that was looked at, seen as the resource is."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from teachnet.db import db, today
from teachnet.library.models import Resource, Visibility
from teachnet.library.opinions.models import Adoption
from teachnet.library.opinions.queries import said
from tests.factories import a_county, a_school, a_school_admin, a_teacher
from tests.library.factories import a_kept_file, a_published
from tests.library.opinions.factories import a_rating, an_adoption
from tests.uploads.factories import a_waiting_upload

LESSON = {"class_name": "3.2", "what_happened": "They asked each other"}


@pytest.fixture
def version(app):
    return a_published(a_teacher(a_school(a_county()), "Author"), visibility=Visibility.CITY)


@pytest.fixture
def teacher(version):
    return a_teacher(a_school(a_county()), "Teacher")


def new(version) -> str:
    return f"/library/resources/{version.resource_id}/adoptions/new"


def test_a_lesson_is_told_of_with_its_evidence(version, teacher, as_person):
    day = today() - timedelta(days=1)
    file = {"file": (BytesIO(b"What stood on the board"), "board.txt")}
    answer = as_person(teacher).post(new(version), files=file, taught_on=day.isoformat(), **LESSON)
    assert answer.status == 303

    adoption = db.session.scalars(sa.select(Adoption)).one()
    assert (adoption.taught_on, adoption.file_name, adoption.school_id) == (day, "board.txt", teacher.school.id)
    page = as_person(version.resource.author).get(f"/library/resources/{version.resource_id}")
    assert "They asked each other" in page.text
    assert "One lesson, one school, one county" in page.text
    assert (
        as_person(version.resource.author).get(page.select_one("a[href*='/adoptions/'][href*=board]")["href"]).status
        == 200
    )


@pytest.mark.parametrize("days", [1, 400])
def test_a_lesson_to_come_is_none(version, teacher, as_person, days):
    day = (today() + timedelta(days=days)).isoformat()
    page = as_person(teacher).post(new(version), taught_on=day, **LESSON)

    assert (page.status, "still to come" in page.text) == (422, True)
    assert page.select_one("#class_name")["value"] == "3.2"
    adoption = an_adoption(version, teacher)
    adoption.taught_on = today() + timedelta(days=days)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_file_that_may_not_be_is_refused_and_a_good_one_is_kept_for_the_next_try(version, teacher, as_person):
    browser = as_person(teacher)
    bad = {"file": (BytesIO(b"MZ\x90\x00" + bytes(100)), "board.pdf")}
    page = browser.post(new(version), files=bad, taught_on=today().isoformat(), **LESSON)
    assert (page.status, bool(page.select_one("#file-error"))) == (422, True)

    good = {"file": (BytesIO(b"Words"), "board.txt")}
    page = browser.post(new(version), files=good, taught_on="", **LESSON)
    kept = page.select("input[name=upload_id]")[-1]["value"]
    assert browser.post(new(version), upload_id=kept, taught_on=today().isoformat(), **LESSON).status == 303
    assert db.session.scalars(sa.select(Adoption.file_name)).one() == "board.txt"


def test_one_lesson_is_told_of_once(version, teacher, as_person):
    an_adoption(version, teacher)
    page = as_person(teacher).post(new(version), taught_on=today().isoformat(), **LESSON)
    assert (page.status, "already" in page.select_one("#class_name-error").text) == (422, True)

    whose = {"by": teacher, "at": teacher.school, "taught_on": today(), **LESSON}
    db.session.add(Adoption.of(version.resource, **whose))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_nobody_adopts_their_own(version, as_person):
    author = version.resource.author
    assert as_person(author).post(new(version), taught_on=today().isoformat(), **LESSON).status == 403
    db.session.add(Adoption.of(version.resource, by=author, at=author.school, taught_on=today(), **LESSON))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_one_changes_and_takes_back_ones_own_and_the_file_goes_too(version, teacher, as_person):
    upload = a_waiting_upload(teacher, a_kept_file(b"Evidence"), "board.txt")
    adoption, browser = an_adoption(version, teacher, upload=upload), as_person(teacher)
    file = f"/library/adoptions/{adoption.id}/file/board.txt"
    assert browser.get(file).status == 200
    browser.post(
        f"/library/adoptions/{adoption.id}/edit", taught_on=today().isoformat(), **LESSON | {"class_name": "4.1"}
    )
    assert (db.session.get(Adoption, adoption.id).class_name, browser.get(file).status) == ("4.1", 200)

    browser.post(f"/library/adoptions/{adoption.id}/withdrawal")

    assert browser.get(file).status == 404
    assert db.session.get(Adoption, adoption.id).file_id is None
    assert "They asked each other" not in browser.get(f"/library/resources/{version.resource_id}").text


def test_the_office_of_either_school_takes_it_down(version, teacher, as_person):
    for school in (version.resource.organisation, teacher.school):
        adoption = an_adoption(version, teacher, class_name=school.name)
        take_down = f"/library/adoptions/{adoption.id}/withdrawal"
        assert as_person(a_school_admin(a_school())).post(take_down).status == 403
        assert as_person(a_school_admin(school)).post(take_down).status == 303


def test_it_is_seen_as_the_resource_is_and_gone_with_it(version, teacher, as_person, visitor):
    adoption = an_adoption(version, teacher)
    url = f"/library/resources/{version.resource_id}/adoptions"
    assert (as_person(teacher).get(url).status, visitor.get(url).status) == (200, 404)
    assert len(db.session.scalars(said.adoptions_visible_to(teacher)).all()) == 1

    db.session.get(Resource, version.resource_id).withdraw(by=version.resource.author)
    db.session.commit()

    assert db.session.scalars(said.adoptions_visible_to(teacher)).all() == []
    assert as_person(teacher).get(url).status == 404
    assert as_person(teacher).post(f"/library/adoptions/{adoption.id}/withdrawal").status == 303


def test_a_page_of_a_resource_makes_the_same_statements_however_much_is_said(version, teacher, as_person, statements):
    browser, url = as_person(teacher), f"/library/resources/{version.resource_id}"

    def tell(people):
        for person in people:
            a_rating(version, person)
            an_adoption(version, person)

    def asked():
        before = len(statements)
        browser.get(url)
        return len(statements) - before

    tell([teacher])
    asked()
    few = asked()
    tell(a_teacher(teacher.school, f"Teacher{number}") for number in range(5))
    for _more in range(6):
        a_published(version.resource.author)
    assert asked() == few
