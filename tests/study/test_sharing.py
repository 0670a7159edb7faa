"""Learners are shared out evenly among tutors, in one step that was shown beforehand; a group changes hands."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachnet.accounts.models import Role, Stage, Subject
from teachnet.db import db, today
from teachnet.study import actions
from teachnet.study.models import CourseEnrolment, StudyRules
from teachnet.study.sharing import GroupLoad, seats, share_out
from tests.factories import a_county, a_county_admin, a_school, a_teacher, saved, somebody, the_city
from tests.study.factories import a_course, a_group, a_learner

LOADS = st.dictionaries(st.integers(1, 6), st.integers(0, 40), min_size=1)


@given(LOADS, st.lists(st.tuples(st.integers(1, 6), st.integers(0, 20)), max_size=8), st.integers(0, 120))
def test_whoever_has_fewest_gets_the_next(loads, groups, count):
    known = [GroupLoad(number, tutor, size) for number, (tutor, size) in enumerate(groups, 1)]
    given_out = seats(count, known, loads)
    assert sum(given_out.values()) == (count if known else 0)
    after = Counter({tutor: loads.get(tutor, 0) for tutor in {group.tutor_id for group in known}})
    for group in known:
        after[group.tutor_id] += given_out[group.group_id]
    came_to = {group.tutor_id for group in known if given_out[group.group_id]}
    if came_to:  # nobody who got somebody is ahead of anybody by more than that one
        assert max(after[tutor] for tutor in came_to) <= min(after.values()) + 1


def test_in_order_and_nobody_twice():
    shared = dict(share_out("abcdef", {7: 2, 3: 3, 5: 1}))
    assert shared == {7: ["a", "b"], 3: ["c", "d", "e"], 5: ["f"]}


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def course(county):
    return a_course()


@pytest.fixture
def groups(course, county):
    """Tang has twelve learners already, Bo none; a third group has ended."""
    tang, bo = (somebody(Role.TUTOR, county, name) for name in ("Tang", "Bo"))
    first = a_group(course, organisation=county, tutor=tang, name="One")
    second = a_group(course, organisation=county, tutor=bo, name="Two")
    a_group(course, organisation=county, tutor=bo, name="Ended", ends_on=today() - timedelta(days=1))
    other = a_group(a_course(title="Another"), organisation=county, tutor=tang, name="Other")
    school = a_school(county, name="Busy")
    for number in range(12):
        a_learner(other.course, a_teacher(school, f"Busy {number}"), group=other)
    return first, second


@pytest.fixture
def waiting(course, county):
    schools = [a_school(county, name=name) for name in ("A", "B")]
    fields = ((Stage.PRIMARY, Subject.MATHEMATICS), (Stage.JUNIOR, Subject.CHINESE))
    learners = []
    for number in range(14):
        teacher = a_teacher(schools[number % 2], f"Learner {number}")
        teacher.stage, teacher.subject = fields[number % 2]
        learners.append(a_learner(course, teacher))
    db.session.commit()
    return learners


def sizes(groups) -> list[int]:
    db.session.expire_all()
    counted = Counter(one.group_id for one in db.session.query(CourseEnrolment))
    return [counted[group.id] for group in groups]


def test_an_office_sees_the_plan_and_shares_out(as_person, county, course, groups, waiting):
    browser = as_person(a_county_admin(county))
    assert "14" in browser.get("/study/groups/sharing").select_one("tbody").text
    page = browser.get(f"/study/groups/sharing/{course.id}")
    assert [cell.text for cell in page.select('[data-label="Come"]')] == ["+1", "+13"]
    expecting = page.select_one("[name=expecting]")["value"]
    assert browser.post(f"/study/groups/sharing/{course.id}", expecting=expecting).status == 303
    assert sizes(groups) == [1, 13]
    assert "Everybody has a tutor" in browser.get("/study/groups/sharing").text


def test_whoever_belongs_together_stays_together(county, course, groups, waiting):
    office = a_county_admin(county)
    saved(a_learner(course, a_teacher(a_school(county, name="C"), "Last"), group=groups[1]))
    plan = actions.plan_sharing(course, by=office)
    stages = [[one.learner.stage for one in shared.coming] for shared in plan]
    assert all(theirs == sorted(theirs) for theirs in stages)


def test_who_has_come_since_is_looked_at_first(as_person, county, course, groups, waiting):
    browser = as_person(a_county_admin(county))
    late = a_learner(course, a_teacher(a_school(county, name="Late"), "Late"))
    assert browser.post(f"/study/groups/sharing/{course.id}", expecting=14).status == 409
    assert sizes(groups) == [0, 0]
    assert late.group_id is None


def test_an_office_shares_out_its_own_people_only(as_person, course, groups, waiting):
    stranger = as_person(a_county_admin(a_county(name="Yiyuan"), "Qi"))
    assert stranger.get(f"/study/groups/sharing/{course.id}").status == 404
    assert stranger.post(f"/study/groups/sharing/{course.id}", expecting=14).status == 404


def test_people_come_into_groups_of_their_own_county_and_no_tutor_into_their_own(county, course, groups, waiting):
    yiyuan = a_county(name="Yiyuan")
    there = a_group(course, organisation=yiyuan, name="There", tutor=somebody(Role.TUTOR, yiyuan, "Yi"))
    theirs = a_learner(course, a_teacher(a_school(yiyuan, name="Y"), "Of Yiyuan"))
    tutor = groups[1].tutor
    tutor.appoint(Role.TEACHER, waiting[0].learner.school)
    own = a_learner(course, tutor)
    city = somebody(Role.CITY_ADMIN, the_city(), "Wu")
    of_all = a_group(course, organisation=the_city(), name="Of the city", tutor=somebody(Role.TUTOR, the_city(), "Ci"))
    plan = {shared.group.id: [one.id for one in shared.coming] for shared in actions.plan_sharing(course, by=city)}
    assert plan[there.id] == [theirs.id]
    assert sorted(plan[groups[0].id] + plan[groups[1].id]) == sorted(one.id for one in waiting)
    assert plan[of_all.id] == []
    assert own.id not in sum(plan.values(), [])


def test_too_many_for_a_tutor_is_a_warning(as_person, county, course, groups, waiting):
    saved(StudyRules(id=1, learners_a_tutor=12))
    page = as_person(a_county_admin(county)).get(f"/study/groups/sharing/{course.id}")
    assert page.text.count("More than 12") == 2


def test_a_group_is_handed_over(as_person, county, groups):
    first, second = groups
    browser = as_person(a_county_admin(county))
    here = f"/study/groups/{first.id}/tutor"
    assert browser.post(here, tutor=first.tutor_id).status == 409
    assert browser.post(here, tutor=0).status == 422
    assert browser.post(here, tutor=second.tutor_id).status == 303
    db.session.refresh(first)
    assert first.tutor_id == second.tutor_id
    assert "One" in as_person(second.tutor).get("/study/groups").text
    assert as_person(second.tutor).post(here, tutor=second.tutor_id).status == 403
