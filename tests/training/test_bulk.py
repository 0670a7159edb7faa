"""One decision about many cases: shown first, then done for all of them or none."""

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.training import actions, bulk
from teachnet.training.models import Enrolment, EnrolmentState
from tests.factories import a_city_admin, a_county_admin, a_school_admin, a_teacher
from tests.training.factories import a_cohort, an_enrolment

S = EnrolmentState
PREVIEW, DECIDE = "/training/reviews/preview", "/training/reviews/decisions"


def cases_in(cohort, school, *names, state=S.COUNTY_REVIEW):
    return [an_enrolment(cohort, teacher=a_teacher(school, name), state=state) for name in names]


def typed(step, cases, **more) -> dict:
    return {"step": step, "case": [case.id for case in cases], "seen": [case.version for case in cases]} | more


def test_a_preview_says_what_would_become_of_each_and_changes_nothing(as_person, zhangdian, school):
    cases = cases_in(a_cohort({zhangdian: 2}), school, "An", "Bo", "Chen")
    moved = an_enrolment(a_cohort({zhangdian: 2}), teacher=a_teacher(school, "Dong"), state=S.CITY_REVIEW)

    page = as_person(a_county_admin(zhangdian)).post(PREVIEW, **typed("approve_for_county", [*cases, moved]))

    def said(section):
        return [line.get_text(" ", strip=True) for line in page.select(f"[aria-labelledby={section}] li")]

    assert [line.split()[0] for line in said("possible")] == ["An", "Bo"]
    assert said("hindered")[0].endswith("All seats of Zhangdian are taken.")
    assert said("hindered")[1].endswith("This step is not open to you for this case: City review.")
    db.session.expire_all()
    assert {case.state for case in cases} == {S.COUNTY_REVIEW}


def test_what_was_shown_is_done_for_all(as_person, zhangdian, school):
    cases = cases_in(a_cohort({zhangdian: 3}), school, "An", "Bo", "Chen")

    answer = as_person(a_county_admin(zhangdian)).post(DECIDE, **typed("approve_for_county", cases))

    db.session.expire_all()
    assert (answer.status, {case.state for case in cases}, cases[0].line.used) == (303, {S.CITY_REVIEW}, 3)


def test_one_that_cannot_be_decided_and_nothing_is(as_person, zhangdian, school):
    cohort, qian = a_cohort({zhangdian: 2}), a_county_admin(zhangdian)
    cases = cases_in(cohort, school, "An", "Bo", "Chen")
    browser = as_person(qian)

    too_many = browser.post(DECIDE, **typed("approve_for_county", cases))
    seen = typed("approve_for_county", cases[:2])
    cases[0].send_back(by=qian, reason="Which grade?", acting_for={cases[0].state.holder})
    db.session.commit()
    overtaken = browser.post(DECIDE, **seen)

    db.session.expire_all()
    assert (too_many.status, overtaken.status) == (409, 409)
    assert "All seats of Zhangdian are taken" in too_many.text
    assert (cases[1].state, cohort.lines[0].used) == (S.COUNTY_REVIEW, 0)


def test_one_out_of_sight_and_nothing_is_done(as_person, zhangdian, school):
    [mine] = cases_in(a_cohort({zhangdian: 2}), school, "An")
    theirs = an_enrolment(state=S.COUNTY_REVIEW)

    answer = as_person(a_county_admin(zhangdian)).post(DECIDE, **typed("approve_for_county", [mine, theirs]))

    db.session.expire_all()
    assert (answer.status, mine.state) == (404, S.COUNTY_REVIEW)


def test_returning_and_rejecting_many_needs_one_reason_for_all(as_person, zhangdian, school):
    cases = cases_in(a_cohort({zhangdian: 2}), school, "An", "Bo")
    browser = as_person(a_county_admin(zhangdian))

    assert browser.post(DECIDE, **typed("send_back", cases)).status == 422
    assert browser.post(DECIDE, **typed("send_back", cases, note="Page two is missing.")).status == 303
    db.session.expire_all()
    assert {(case.state, case.moved_note) for case in cases} == {(S.RETURNED_TO_SCHOOL, "Page two is missing.")}


def test_nobody_decides_their_own_case_among_many(as_person, zhangdian, school):
    wu = a_city_admin()
    own = an_enrolment(a_cohort({zhangdian: 2}), teacher=a_teacher(school), nominated_by=wu, state=S.CITY_REVIEW)
    [other] = cases_in(own.cohort, school, "An", state=S.CITY_REVIEW)

    answer = as_person(wu).post(DECIDE, **typed("admit_provisionally", [other, own]))

    db.session.expire_all()
    assert (answer.status, other.state, own.state) == (409, S.CITY_REVIEW, S.CITY_REVIEW)


@pytest.mark.parametrize(
    "wrong",
    [{"case": []}, {"step": ""}, {"step": "publish"}, {"seen": []}, {"case": list(range(1, 502))}],
    ids=["no case", "no step", "no such step", "no versions", "too many"],
)
def test_what_is_no_decision_is_refused(as_person, zhangdian, school, wrong):
    cases = cases_in(a_cohort({zhangdian: 2}), school, "An")

    answer = as_person(a_county_admin(zhangdian)).post(DECIDE, **typed("approve_for_county", cases) | wrong)

    assert answer.status in (404, 422)
    db.session.expire_all()
    assert cases[0].state is S.COUNTY_REVIEW


def test_the_list_offers_the_decisions_that_are_open_for_what_it_shows(as_person, zhangdian, school):
    cases_in(a_cohort({zhangdian: 2}), school, "An")
    cases_in(a_cohort({zhangdian: 2}), school, "Bo", state=S.CITY_REVIEW)
    cases_in(a_cohort({zhangdian: 2}), school, "Chen", state=S.APPLIED)

    offered = {
        name: [one["value"] for one in as_person(person).get("/training/reviews").select("#bulk option")]
        for name, person in {
            "school": a_school_admin(school),
            "county": a_county_admin(zhangdian),
            "city": a_city_admin(),
        }.items()
    }

    assert offered == {
        "school": ["endorse", "send_back", "reject"],
        "county": ["approve_for_county", "put_on_reserve", "send_back", "reject"],
        "city": ["admit_provisionally", "put_on_reserve", "send_back", "reject"],
    }


def test_a_preview_of_three_takes_as_many_statements_as_one_of_twenty(as_person, zhangdian, school, statements):
    cohort, browser, counts = a_cohort({zhangdian: 30}), as_person(a_county_admin(zhangdian)), []
    for many in (3, 20):
        cases = cases_in(cohort, school, *(f"Teacher {number}" for number in range(many)))
        statements.clear()
        browser.post(PREVIEW, **typed("approve_for_county", cases))
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_two_clerks_who_decide_many_at_once_never_oversell_a_line(at_once, zhangdian, school):
    """Each wants more than half of the seats; each gets all it asked for or nothing."""
    cohort = a_cohort({zhangdian: 5})
    halves = [cases_in(cohort, school, *(f"{half}{number}" for number in range(3))) for half in "AB"]
    clerks = [a_county_admin(zhangdian, name) for name in ("Qian", "Han")]

    def deciding(cases, by):
        ids, by_id = [case.id for case in cases], by.id
        seen = {case.id: case.version for case in cases}

        def act(_seen):
            found = db.session.scalars(sa.select(Enrolment).where(Enrolment.id.in_(ids))).all()
            person = db.session.get(Person, by_id)
            actions.decide_many(bulk.BY_NAME["approve_for_county"], found, seen, by=person, note="")

        return (lambda: None), act

    ends = at_once(*(deciding(cases, by) for cases, by in zip(halves, clerks, strict=True)))

    assert ends == {"done": 1, "All seats of Zhangdian are taken.": 1}
    states = [[case.state for case in half] for half in halves]
    assert sorted(map(set, states), key=str) == sorted([{S.CITY_REVIEW}, {S.COUNTY_REVIEW}], key=str)
    assert cohort.lines[0].used == 3
