"""Groups, and who sees how far others are."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person, Role
from teachnet.db import db, today, utcnow
from teachnet.study import queries
from teachnet.study.models import CourseEnrolment, StudyGroup
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_school,
    a_school_admin,
    a_teacher,
    somebody,
)
from tests.study.factories import a_course, a_group, a_learner


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def course(county):
    return a_course()


def names(page):
    return [row.select_one("[role=rowheader]").text for row in page.select("tbody tr")]


def test_the_tutor_sees_first_who_needs_help(as_person, county, course):
    group = a_group(course, organisation=county)
    school = a_school(county)
    ago = {"Dong": timedelta(hours=1), "Tao": timedelta(days=9), "Xu": timedelta(days=30)}
    a_learner(course, a_teacher(school, "Bai"), group=group, studied_at=utcnow(), finished_at=utcnow())
    for name, since in ago.items():
        a_learner(course, a_teacher(school, name), group=group, studied_at=utcnow() - since)
    a_learner(course, a_teacher(school, "Cao"), group=group)

    page = as_person(group.tutor).get(f"/study/groups/{group.id}")

    assert names(page) == ["Cao", "Xu", "Tao", "Dong", "Bai"]
    assert [badge.text for badge in page.select("tbody .badge")] == [
        "Not started",
        "Stuck",
        "Stuck",
        "On the way",
        "Finished",
    ]


def test_a_tutor_sees_no_other_group_and_none_once_the_post_has_ended(as_person, county, course):
    mine, other = a_group(course, organisation=county), a_group(course, name="Other")
    tutor = as_person(mine.tutor)

    assert (tutor.get(f"/study/groups/{mine.id}").status, tutor.get(f"/study/groups/{other.id}").status) == (200, 404)
    assert names(tutor.get("/study/groups")) == ["Group one"]
    mine.tutor.current_appointments[0].close(on=today())
    assert tutor.get(f"/study/groups/{mine.id}").status == 403


def test_an_office_sets_up_a_group_and_chooses_its_learners(as_person, county, course):
    tutor = somebody(Role.TUTOR, county, "Tang")
    school = a_school(county)
    bai, cao = (a_learner(course, a_teacher(school, name)) for name in ("Bai", "Cao"))
    stranger = a_learner(course, a_teacher(name="Far"))
    office = as_person(a_county_admin(county))
    days = {"starts_on": "2026-11-01", "ends_on": "2026-12-31"}

    made = office.post("/study/groups/new", name="Autumn", course=course.id, tutor=tutor.id, office=county.id, **days)
    group = db.session.scalars(sa.select(StudyGroup)).one()
    assert (made.location, group.tutor, group.organisation) == (f"/study/groups/{group.id}", tutor, county)

    offered = office.get(f"/study/groups/{group.id}").select("[name=enrolments]")
    assert [box["value"] for box in offered] == [str(bai.id), str(cao.id)]
    assert office.post(f"/study/groups/{group.id}/learners", enrolments=[bai.id, stranger.id]).status == 422
    assert (bai.group_id, stranger.group_id) == (None, None)
    assert office.post(f"/study/groups/{group.id}/learners", enrolments=[bai.id]).status == 303
    assert (bai.group_id, cao.group_id) == (group.id, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"ends_on": "2026-10-01"},
        {"ends_on": "9999-12-31"},
        {"tutor": "999"},
        {"office": "1e9"},
        {"starts_on": "soon"},
    ],
)
def test_a_group_that_cannot_be_is_told_and_what_was_typed_stays(as_person, county, course, wrong):
    tutor = somebody(Role.TUTOR, county, "Tang")
    typed = {"name": "Autumn", "course": course.id, "tutor": tutor.id, "office": county.id}
    typed |= {"starts_on": "2026-11-01", "ends_on": "2026-12-31"} | wrong
    page = as_person(a_county_admin(county)).post("/study/groups/new", **typed)
    assert page.status == 422
    assert page.select(".error")
    if "name" not in wrong:
        assert page.select_one("[name=name]")["value"] == "Autumn"


def test_each_office_sees_its_own_people_and_a_transfer_takes_them_along(as_person, county, course):
    here, there = a_school(county, name="Here"), a_school(name="There")
    bai = a_learner(course, a_teacher(here, "Bai")).learner
    a_learner(course, a_teacher(there, "Cao"))
    school, office = as_person(a_school_admin(here)), as_person(a_county_admin(county))
    city = as_person(a_city_admin())

    seen = [names(who.get("/study/completion")) for who in (school, office, city)]
    assert seen == [["Bai"], ["Bai"], ["Bai", "Cao"]]
    bai.transfer(there)
    seen = [names(who.get("/study/completion")) for who in (school, office, city)]
    assert seen == [[], [], ["Bai", "Cao"]]


def test_without_the_scope_an_office_would_see_strangers(as_person, county, course, monkeypatch):
    a_learner(course, a_teacher(name="Far"))
    office = as_person(a_county_admin(county))
    assert names(office.get("/study/completion")) == []
    monkeypatch.setattr("teachnet.study.queries.people._ids_below", lambda person: sa.select(Person.id))
    assert names(office.get("/study/completion")) == ["Far"]


def test_who_may_see_an_enrolment(app, county, course):
    school = a_school(county)
    group = a_group(course, organisation=county)
    bai = a_learner(course, a_teacher(school, "Bai"), group=group)
    readers = {
        "self": bai.learner,
        "school": a_school_admin(school),
        "county": a_county_admin(county),
        "tutor": group.tutor,
        "colleague": a_teacher(school),
        "other school": a_school_admin(a_school(county)),
        "other county": a_county_admin(a_county()),
        "author": course.author,
    }
    seen = {
        who: db.session.scalars(queries.course_enrolments_visible_to(reader)).all() == [bai]
        for who, reader in readers.items()
    }
    assert [who for who, sees in seen.items() if sees] == ["self", "school", "county", "tutor"]


def test_completion_is_filtered_and_its_figures_are_of_what_is_shown(as_person, county, course):
    school, other = a_school(county), a_course(title="Board work", minutes=60)
    a_learner(course, a_teacher(school, "Bai"), studied_at=utcnow(), finished_at=utcnow())
    a_learner(course, a_teacher(school, "Cao"))
    a_learner(other, a_teacher(school, "Dong"), studied_at=utcnow(), finished_at=utcnow())
    office = as_person(a_county_admin(county))

    page = office.get(f"/study/completion?course={course.id}")
    assert names(page) == ["Bai", "Cao"]
    assert [figure.text for figure in page.select(".figure b")] == ["2", "50.0%", "1", "0", "2"]
    assert names(office.get("/study/completion?pace=finished")) == ["Bai", "Dong"]
    assert names(office.get("/study/completion?course=x&pace=y")) == ["Bai", "Cao", "Dong"]


@pytest.mark.parametrize("what", ["completion", "groups", "group"])
def test_a_list_costs_the_same_for_three_and_for_three_hundred(as_person, county, course, statements, what):
    group, office, costs = a_group(course, organisation=county), as_person(a_county_admin(county)), []
    schools = [a_school(county) for _ in range(5)]
    for more in (3, 17):
        for n in range(more):
            db.session.add(CourseEnrolment(course=course, learner=a_teacher(schools[n % 5]), group=group))
            a_group(course, organisation=county, name=f"Group {more} {n}")
        db.session.commit()
        statements.clear()
        url = f"/study/groups/{group.id}" if what == "group" else f"/study/{what}"
        assert office.get(url).status == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_an_office_looks_at_one_of_those_below(as_person, county, course):
    here, beside, far = a_school(county, name="Here"), a_school(county, name="Beside"), a_school(name="Far")
    for school, name in ((here, "Bai"), (beside, "Cao"), (far, "Dong")):
        a_learner(course, a_teacher(school, name))
    office = as_person(a_county_admin(county))

    page = office.get(f"/study/completion?at={here.id}")
    assert (names(page), "How far the people of Here are." in page.text) == (["Bai"], True)
    assert names(as_person(a_city_admin()).get(f"/study/completion?at={county.id}")) == ["Bai", "Cao"]
    assert [office.get(f"/study/completion?at={where}").status for where in (far.id, 99**9, "x")] == [404, 404, 200]
