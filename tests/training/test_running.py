"""The class itself, as its host runs it: arrivals at the desk, and at the end who has completed it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.credits.models import CreditEntry
from teachnet.db import db
from teachnet.training.actions import finish
from teachnet.training.attended import sources
from teachnet.training.models import Enrolment, EnrolmentState
from tests.credits.factories import some_rules
from tests.factories import a_county, a_school, a_teacher, somebody
from tests.training.factories import a_base, a_cohort, an_enrolment, days_from

S = EnrolmentState


@pytest.fixture
def county(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def school(county):
    return a_school(county, name="First Primary")


@pytest.fixture
def han(app):
    return somebody(Role.HOST, a_base(), "Han")


def a_class(county, host, *, begun: int = 0):
    """A cohort of five days that began so many days ago."""
    cohort = a_cohort({county: 30}, host=host, **days_from(30))
    for name, day in days_from(30).items():
        setattr(cohort, name, day - timedelta(days=30 + begun))
    db.session.commit()
    return cohort


def test_a_host_ticks_who_has_arrived_all_at_once(as_person, county, school, han):
    cohort = a_class(county, han)
    first, second, third = (
        an_enrolment(cohort, teacher=a_teacher(school, name), state=state)
        for name, state in (("Zhou", S.CONFIRMED), ("Liu", S.ADMITTED), ("Ma", S.CONFIRMED))
    )
    browser = as_person(han)

    page = browser.get(f"/training/cohorts/{cohort.id}/arrivals")
    assert [figure.text for figure in page.select(".figure b")] == ["0", "3"]
    answer = browser.post(f"/training/cohorts/{cohort.id}/arrivals", case=[first.id, second.id])

    assert answer.status == 303
    assert [case.state for case in (first, second, third)] == [S.ARRIVED, S.ARRIVED, S.CONFIRMED]


def test_when_one_of_them_is_not_expected_nobody_arrives(as_person, county, school, han):
    cohort = a_class(county, han)
    here = an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    reserve = an_enrolment(cohort, teacher=a_teacher(school), state=S.RESERVE)

    answer = as_person(han).post(f"/training/cohorts/{cohort.id}/arrivals", case=[here.id, reserve.id])

    db.session.expire_all()
    assert (answer.status, here.state) == (404, S.CONFIRMED)


def test_nobody_arrives_long_before_the_cohort_begins(as_person, county, school, han):
    cohort = a_class(county, han, begun=-2)
    case = an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)

    answer = as_person(han).post(f"/training/cohorts/{cohort.id}/arrivals", case=[case.id])

    assert (answer.status, "from the day before the cohort begins" in answer.text) == (409, True)


def test_the_host_of_another_cohort_runs_nothing_here(as_person, county, han):
    cohort = a_class(county, han)

    assert as_person(somebody(Role.HOST, a_base(), "Jin")).get(f"/training/cohorts/{cohort.id}/arrivals").status == 403


def test_at_the_end_the_host_says_of_all_who_has_completed_it(as_person, county, school, han):
    some_rules("shandong")
    cohort = a_class(county, han, begun=4)
    zhou, liu = (an_enrolment(cohort, teacher=a_teacher(school, name), state=S.ARRIVED) for name in ("Zhou", "Liu"))
    browser, url = as_person(han), f"/training/cohorts/{cohort.id}/finish"
    typed = {f"hours-{zhou.id}": "38.5", f"completed-{zhou.id}": "y", f"hours-{liu.id}": "20"}

    refused = browser.post(url, **typed)
    assert (refused.status, "Say why" in refused.select_one("#reason-error").text) == (422, True)
    assert refused.select_one(f"[name=hours-{zhou.id}]")["value"] == "38.5"
    browser.post(url, **typed, reason="Missed half of it.")

    db.session.expire_all()
    assert [(case.state, case.attended_minutes) for case in (zhou, liu)] == [
        (S.COMPLETED, 2310),
        (S.NOT_COMPLETED, 1200),
    ]
    assert db.session.execute(sa.select(CreditEntry.person_id, CreditEntry.minutes)).all() == [(zhou.teacher_id, 2310)]


@pytest.mark.parametrize("hours", ["41", "-1", "many", "nan", "inf", ""])
def test_hours_that_cannot_be_are_not_taken(as_person, county, school, han, hours):
    cohort = a_class(county, han, begun=4)
    case = an_enrolment(cohort, teacher=a_teacher(school), state=S.ARRIVED)

    typed = {f"hours-{case.id}": hours, f"completed-{case.id}": "y"}
    page = as_person(han).post(f"/training/cohorts/{cohort.id}/finish", **typed)

    assert (page.status, page.select_one(f"#error-{case.id}") is not None) == (422, True)


def test_who_missed_a_fifth_is_proposed_as_not_completed(as_person, county, school, han, monkeypatch):
    some_rules("shandong")
    cohort = a_class(county, han, begun=4)
    whole, part = (an_enrolment(cohort, teacher=a_teacher(school, name), state=S.ARRIVED) for name in ("Zhou", "Liu"))
    monkeypatch.setattr(sources, "_offered", {})
    sources.offer(lambda _cohort: {whole.id: 33 * 60, part.id: 32 * 60})

    page = as_person(han).get(f"/training/cohorts/{cohort.id}/finish")

    assert [proposed_for(page, case) for case in (whole, part)] == [("33", True), ("32", False)]


def proposed_for(page, case) -> tuple[str, bool]:
    hours, completed = page.select_one(f"[name=hours-{case.id}]"), page.select_one(f"[name=completed-{case.id}]")
    return hours["value"], completed.has_attr("checked")


def test_a_class_of_three_takes_as_many_statements_to_show_as_one_of_twenty(as_person, county, school, han, statements):
    cohort, browser, counts = a_class(county, han, begun=4), as_person(han), []
    for many in (3, 17):
        for _ in range(many):
            an_enrolment(cohort, teacher=a_teacher(school), state=S.ARRIVED)
        statements.clear()
        browser.get(f"/training/cohorts/{cohort.id}/finish")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_two_who_finish_a_class_at_once_write_each_down_once(at_once, county, school, han):
    """One of them is told who was first; nobody is completed twice."""
    some_rules("shandong")
    cohort, jin = a_class(county, han, begun=4), somebody(Role.CITY_ADMIN, county.parent, "Jin")
    ids = [an_enrolment(cohort, teacher=a_teacher(school), state=S.ARRIVED).id for _ in range(6)]

    ends = at_once(*(finishing(ids, by) for by in (han, jin)))

    assert ends["done"] == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CreditEntry)) == len(ids)


def finishing(ids, by):
    from_ids = sa.select(Enrolment).where(Enrolment.id.in_(ids))
    by_id = by.id

    def act(_seen):
        person = db.session.get(type(by), by_id)
        cases = db.session.scalars(from_ids).all()
        finish([(case, 2400, True) for case in cases], by=person, reason="")

    return (lambda: None), act


def test_a_cohort_is_not_closed_over_people_who_have_not_been_told(as_person, county, school, han):
    cohort, wu = a_class(county, han, begun=9), as_person(somebody(Role.CITY_ADMIN, county.parent, "Wu"))
    case = an_enrolment(cohort, teacher=a_teacher(school), state=S.ARRIVED)

    refused = wu.post(f"/training/cohorts/{cohort.id}/closing")
    wu.post(f"/training/enrolments/{case.id}/completion")
    closed = wu.post(f"/training/cohorts/{cohort.id}/closing")

    assert (refused.status, "has not been told" in refused.text, closed.status) == (409, True, 303)
