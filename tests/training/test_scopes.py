from datetime import timedelta

import pytest

from teachnet.accounts.models import Role
from teachnet.db import db, today
from teachnet.training.models import CohortState, Enrolment, EnrolmentState
from teachnet.training.queries import cases, cohorts_visible_to, enrolments_visible_to, lines_visible_to
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_school,
    a_school_admin,
    a_teacher,
    somebody,
    the_city,
)
from tests.training.factories import a_base, a_cohort, an_enrolment

S = EnrolmentState


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def yiyuan(app):
    return a_county(name="Yiyuan")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian)


@pytest.fixture
def cohort(zhangdian, yiyuan):
    return a_cohort({zhangdian: 5, yiyuan: 5})


@pytest.fixture
def everybody(cohort, school, zhangdian, yiyuan):
    """One case each of two teachers of a school, one of its neighbour, one of another county."""
    return {
        "zhou": an_enrolment(cohort, teacher=a_teacher(school, "Zhou")),
        "liu": an_enrolment(cohort, teacher=a_teacher(school, "Liu"), state=S.CONFIRMED),
        "wang": an_enrolment(cohort, teacher=a_teacher(a_school(zhangdian), "Wang"), state=S.APPLIED),
        "zhao": an_enrolment(cohort, teacher=a_teacher(a_school(yiyuan), "Zhao"), state=S.ADMITTED),
    }


def seen_by(person):
    return sorted(case.teacher.name for case in db.session.scalars(enrolments_visible_to(person)))


def test_each_sees_their_part_and_no_more(everybody, school, zhangdian, yiyuan):
    assert seen_by(everybody["zhou"].teacher) == ["Zhou"]
    assert seen_by(a_school_admin(school)) == ["Liu", "Zhou"]
    assert seen_by(a_county_admin(zhangdian)) == ["Liu", "Wang", "Zhou"]
    assert seen_by(a_county_admin(yiyuan)) == ["Zhao"]
    assert seen_by(a_city_admin()) == ["Liu", "Wang", "Zhao", "Zhou"]
    assert seen_by(somebody(Role.AUDITOR, the_city())) == ["Liu", "Wang", "Zhao", "Zhou"]
    for role in (Role.TUTOR, Role.RESEARCH_LEAD, Role.REVIEWER, Role.HOST):
        assert seen_by(somebody(role, zhangdian)) == []


def test_a_host_sees_those_with_a_place_in_the_cohort_they_lead(everybody, cohort):
    han = somebody(Role.HOST, a_base(), "Han")
    assert seen_by(han) == []
    cohort.host = han
    db.session.commit()
    assert seen_by(han) == ["Liu", "Zhao"]
    han.current_appointments[0].close(on=today())
    db.session.commit()
    assert seen_by(han) == []


def test_after_a_transfer_the_new_school_sees_the_case_and_the_old_one_no_longer(everybody, school, zhangdian, yiyuan):
    old, liu = a_school_admin(school, "Old"), everybody["liu"]
    there = a_school(yiyuan)
    liu.teacher.transfer(there)
    db.session.commit()

    assert seen_by(old) == ["Zhou"]
    assert seen_by(a_school_admin(there, "New")) == ["Liu"]
    assert seen_by(a_county_admin(zhangdian)) == ["Liu", "Wang", "Zhou"]  # its seat is still used
    assert seen_by(a_county_admin(yiyuan)) == ["Liu", "Zhao"]  # where Liu teaches now
    assert (liu.school, liu.line.county) == (school, zhangdian)


def test_an_admin_transferred_away_yesterday_keeps_nothing(as_person, everybody, school):
    sun = somebody(Role.TEACHER, a_school(), "Sun")
    sun.appoint(Role.SCHOOL_ADMIN, school, starts_on=today() - timedelta(days=90)).close(on=today())
    db.session.commit()

    assert seen_by(sun) == []
    assert as_person(sun).get("/training/reviews").status == 403
    assert as_person(sun).get(f"/training/enrolments/{everybody['zhou'].id}").status == 404


def test_what_one_may_not_see_answers_like_what_does_not_exist(as_person, everybody, yiyuan):
    browser = as_person(a_county_admin(yiyuan))

    hidden = browser.get(f"/training/enrolments/{everybody['zhou'].id}")
    absent = browser.get("/training/enrolments/999999")

    def without_number(page):
        return page.response.data.replace(page.response.headers["X-Request-Id"].encode(), b"")

    assert (hidden.status, absent.status) == (404, 404)
    assert without_number(hidden) == without_number(absent)
    assert browser.post(f"/training/enrolments/{everybody['zhou'].id}/county-approval").status == 404


def test_no_page_of_another_county_names_somebody_of_ours(as_person, everybody, cohort, yiyuan):
    assert pages_that_name("Liu", as_person, cohort, yiyuan) == []


def test_a_missing_scope_would_be_found(as_person, everybody, cohort, yiyuan, monkeypatch):
    """The negative control: with the county's scope off, the pages do name them."""
    monkeypatch.setattr(cases, "_teaches_today_in", lambda *organisations: Enrolment.id > 0)

    assert pages_that_name("Liu", as_person, cohort, yiyuan) == ["reviews", "roster", "print", "search"]


def pages_that_name(name, as_person, cohort, county):
    browser = as_person(a_county_admin(county))
    pages = {
        "mine": "/training/",
        "cohorts": "/training/cohorts",
        "cohort": f"/training/cohorts/{cohort.id}",
        "reviews": "/training/reviews?tab=placed",
        "roster": f"/training/cohorts/{cohort.id}/roster",
        "print": f"/training/cohorts/{cohort.id}/roster/print",
        "search": f"/training/cohorts/{cohort.id}/roster?q=Li",
    }
    return [key for key, url in pages.items() if name in browser.get(url).select_one("main").text]


def test_a_planned_cohort_is_the_citys_alone(as_person, school, zhangdian):
    cohort = a_cohort({zhangdian: 5}, state=CohortState.PLANNED)
    wu, zhou = a_city_admin(), a_teacher(school)

    assert list(db.session.scalars(cohorts_visible_to(wu))) == [cohort]
    assert list(db.session.scalars(cohorts_visible_to(zhou))) == []
    assert as_person(zhou).get(f"/training/cohorts/{cohort.id}").status == 404
    assert as_person(wu).get(f"/training/cohorts/{cohort.id}").status == 200


def test_a_county_sees_its_own_line_of_the_quota(as_person, cohort, school, zhangdian, yiyuan):
    def lines(person):
        return sorted(line.county.name for line in db.session.scalars(lines_visible_to(person)))

    assert lines(a_county_admin(zhangdian)) == ["Zhangdian"]
    assert lines(a_teacher(school)) == ["Zhangdian"]
    assert lines(a_city_admin()) == ["Yiyuan", "Zhangdian"]
    assert lines(somebody(Role.REVIEWER, the_city())) == []
    page = as_person(a_county_admin(yiyuan)).get(f"/training/cohorts/{cohort.id}")
    assert [row.th.text.strip() for row in page.select("[aria-labelledby=quota] tbody tr")] == ["Yiyuan"]
