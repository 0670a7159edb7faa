from datetime import timedelta

import pytest

from teachnet.accounts.models import Stage, Subject
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training import actions
from teachnet.training.models import CohortState, Enrolment, EnrolmentState
from teachnet.training.queries import cohorts_open_for
from tests.factories import a_county, a_school, a_school_admin, a_teacher
from tests.training.factories import a_cohort, an_enrolment, days_from

S = EnrolmentState
MATHS = {"stage": Stage.PRIMARY, "subject": Subject.MATHEMATICS}


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian, name="Zhangdian First Primary")


@pytest.fixture
def zhou(school):
    return a_teacher(school, "Zhou Min", **MATHS)


def hindrances(teacher, cohort):
    return actions.eligibilities([teacher], cohort)[teacher.id].hindrances


def test_a_teacher_applies_on_the_page_of_a_cohort(as_person, zhou, zhangdian):
    cohort = a_cohort({zhangdian: 2}, **MATHS)
    page = as_person(zhou).get(f"/training/cohorts/{cohort.id}")
    assert [answer["data-state"] for answer in page.select(".answers li")] == ["good"] * 4

    answer = as_person(zhou).post(f"/training/cohorts/{cohort.id}/applications", note="I lead the group.")
    case = db.session.query(Enrolment).one()

    assert (answer.status, answer.location) == (303, f"/training/enrolments/{case.id}")
    assert (case.state, case.moved_note, case.line.used) == (S.APPLIED, "I lead the group.", 0)
    assert "Waiting for the school to recommend" in as_person(zhou).get("/training/").select_one(".my-case").text


def test_what_stands_in_the_way_is_said_before_anything_is_sent(as_person, zhou, zhangdian):
    clash = a_cohort({zhangdian: 1}, title="Setting examination papers", **days_from(28))
    an_enrolment(clash, teacher=zhou)
    cohort = a_cohort(
        {zhangdian: 2}, stage=Stage.JUNIOR, subject=Subject.ENGLISH, closes_on=today() - timedelta(days=1)
    )

    page = as_person(zhou).get(f"/training/cohorts/{cohort.id}")

    said = [answer.text.strip() for answer in page.select('.answers [data-state="bad"]')]
    assert said[0].startswith("Applications closed on ")
    assert said[1] == "Zhou Min teaches Primary Mathematics now; this cohort is for Junior secondary English."
    assert said[2].startswith("The days overlap with “Setting examination papers”")
    assert page.select("form[action$=applications]") == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"opens_on": today() + timedelta(days=2)}, "Applications open on"),
        ({"closes_on": today() - timedelta(days=1)}, "Applications closed on"),
        ({"state": CohortState.PLANNED}, "This cohort has not been announced."),
        ({"subject": Subject.ART}, "Zhou Min teaches Primary Mathematics now; this cohort is for Fine arts."),
    ],
)
def test_an_application_that_is_not_possible_is_refused(app, zhou, zhangdian, fields, sentence):
    cohort = a_cohort({zhangdian: 1}, **fields)

    assert [said.startswith(sentence) for said in hindrances(zhou, cohort)] == [True]
    with pytest.raises(Refused, match="^" + sentence.replace(".", r"\.")):
        actions.apply(zhou, cohort)
    assert db.session.query(Enrolment).count() == 0


def test_a_county_without_seats_cannot_send_anybody(app, zhou):
    assert hindrances(zhou, a_cohort({a_county(name="Yiyuan"): 3})) == ["Zhangdian has no seats in this cohort."]


def test_a_full_line_still_takes_applications_for_the_reserve(app, zhou, school, zhangdian):
    cohort = a_cohort({zhangdian: 1})
    an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    found = actions.eligibilities([zhou], cohort)[zhou.id]

    assert (found.is_given, found.remarks) == (
        True,
        ["All seats of Zhangdian are taken; one can still get on the reserve list."],
    )


def test_a_teacher_of_an_unknown_subject_is_told_who_can_complete_it(app, school, zhangdian):
    nameless = a_teacher(school, "Li")
    said = hindrances(nameless, a_cohort({zhangdian: 1}, **MATHS))
    assert said == ["It is not recorded what Li teaches; the school can complete it."]


def test_applying_twice_is_refused_and_after_withdrawing_it_is_possible_again(as_person, zhou, zhangdian):
    cohort = a_cohort({zhangdian: 1})
    url = f"/training/cohorts/{cohort.id}/applications"
    assert as_person(zhou).post(url).status == 303

    again = as_person(zhou).post(url)
    assert (again.status, again.select_one(".prose").text.strip()) == (
        409,
        "Zhou Min has a case for this cohort already: Waiting for the school to recommend.",
    )
    case = db.session.query(Enrolment).one()
    assert as_person(zhou).post(f"/training/enrolments/{case.id}/withdrawal").status == 303
    assert as_person(zhou).post(url).status == 303
    assert db.session.query(Enrolment).count() == 2


def test_a_rejection_is_final_for_that_cohort(app, zhou, zhangdian):
    cohort = a_cohort({zhangdian: 1})
    an_enrolment(cohort, teacher=zhou, state=S.REJECTED)

    assert hindrances(zhou, cohort) == ["An earlier case for this cohort was not approved; that decision is final."]


@pytest.mark.parametrize(("first_day", "is_refused"), [(26, True), (34, True), (25, False), (35, False)])
def test_cohorts_overlap_on_a_single_shared_day(app, zhou, zhangdian, first_day, is_refused):
    an_enrolment(a_cohort({zhangdian: 1}, **days_from(30)), teacher=zhou)  # days 30 to 34
    other = a_cohort({zhangdian: 1}, **days_from(first_day))

    assert bool(hindrances(zhou, other)) is is_refused


def test_an_ended_case_frees_its_days(app, zhou, zhangdian):
    for state in (S.WITHDRAWN, S.DECLINED, S.REJECTED):
        an_enrolment(a_cohort({zhangdian: 1}), teacher=zhou, state=state)

    assert hindrances(zhou, a_cohort({zhangdian: 1})) == []


def test_a_school_nominates_several_at_once(as_person, school, zhangdian):
    sun, cohort = a_school_admin(school), a_cohort({zhangdian: 1}, **MATHS)
    zhou, liu, _art = a_teacher(school, "Zhou", **MATHS), a_teacher(school, "Liu", **MATHS), a_teacher(school, "Art")
    url = f"/training/cohorts/{cohort.id}/nominations/new"

    page = as_person(sun).get(url)
    assert [choice["value"] for choice in page.select("[name=teacher]")] == [str(zhou.id), str(liu.id)]
    assert len(as_person(sun).get(url + "?all=1").select("[name=teacher]")) == 3
    answer = as_person(sun).post(url, teacher=[zhou.id, liu.id], note="Both lead groups.")

    assert (answer.status, answer.location) == (303, f"/training/cohorts/{cohort.id}/roster")
    assert [(case.teacher.name, case.state, case.nominated_by) for case in db.session.query(Enrolment)] == [
        ("Zhou", S.COUNTY_REVIEW, sun),
        ("Liu", S.COUNTY_REVIEW, sun),
    ]


def test_one_who_cannot_be_nominated_stops_all_and_the_choice_stays(as_person, school, zhangdian):
    sun, cohort = a_school_admin(school), a_cohort({zhangdian: 5}, **MATHS)
    zhou, liu = (
        a_teacher(school, "Zhou", **MATHS),
        a_teacher(school, "Liu", stage=Stage.PRIMARY, subject=Subject.ENGLISH),
    )

    page = as_person(sun).post(
        f"/training/cohorts/{cohort.id}/nominations/new?all=1", teacher=[zhou.id, liu.id], note="Both."
    )

    assert page.status == 422
    assert "Liu teaches Primary English now" in page.select_one("#teacher-error").text
    assert [box["value"] for box in page.select("[name=teacher][checked]")] == [str(zhou.id), str(liu.id)]
    assert page.select_one("textarea").text.strip() == "Both."
    assert db.session.query(Enrolment).count() == 0


def test_somebody_elses_teacher_among_them_and_nothing_is_done(as_person, school, zhangdian):
    sun, cohort = a_school_admin(school), a_cohort({zhangdian: 5})
    zhou, stranger = a_teacher(school), a_teacher(a_school(zhangdian))
    url = f"/training/cohorts/{cohort.id}/nominations/new"

    assert as_person(sun).post(url, teacher=[zhou.id, stranger.id]).status == 404
    assert as_person(sun).post(url, teacher=[zhou.id, "9" * 400]).status == 404
    assert as_person(sun).post(url, teacher=["x"]).status == 422
    assert as_person(sun).post(url).status == 422
    assert db.session.query(Enrolment).count() == 0


def test_with_nobody_to_nominate_there_is_no_button_that_would_refuse(as_person, school, zhou, zhangdian):
    cohort = a_cohort({zhangdian: 2}, **MATHS)
    an_enrolment(cohort, teacher=zhou)

    page = as_person(a_school_admin(school)).get(f"/training/cohorts/{cohort.id}/nominations/new")

    assert page.select("main [name=teacher]:not([disabled])") == []
    assert page.select("main form .button") == []
    assert "Nobody here can be nominated" in page.select_one("main .notice").text


def test_a_school_admin_does_not_nominate_themself(as_person, school, zhangdian):
    sun = a_school_admin(school)
    sun.appoint("teacher", school)
    cohort = a_cohort({zhangdian: 5})

    assert as_person(sun).post(f"/training/cohorts/{cohort.id}/nominations/new", teacher=sun.id).status == 404


def test_only_cohorts_one_could_apply_for_are_open_for_me(app, zhou, school, zhangdian):
    day = today()
    wanted = a_cohort({zhangdian: 1}, **MATHS)
    a_cohort({zhangdian: 1}, subject=Subject.ART)
    a_cohort({a_county(): 1}, **MATHS)
    a_cohort({zhangdian: 1}, state=CohortState.PLANNED)
    a_cohort({zhangdian: 1}, closes_on=day - timedelta(days=1))
    a_cohort({zhangdian: 1}, opens_on=day + timedelta(days=1))
    free = a_cohort({zhangdian: 1}, **days_from(60))
    an_enrolment(a_cohort({zhangdian: 1}, **days_from(90)), teacher=zhou)
    a_cohort({zhangdian: 1}, **days_from(92))

    assert set(db.session.scalars(cohorts_open_for(zhou))) == {wanted, free}


def test_the_nomination_page_costs_the_same_for_one_and_for_three(as_person, school, zhangdian, statements):
    sun, cohort = a_school_admin(school), a_cohort({zhangdian: 5})
    url, browser, costs = f"/training/cohorts/{cohort.id}/nominations/new", as_person(sun), []
    for _ in range(3):
        an_enrolment(a_cohort({zhangdian: 5}), teacher=a_teacher(school))
        statements.clear()
        browser.get(url)
        costs.append(len(statements))

    assert costs[0] == costs[2]
