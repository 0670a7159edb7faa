from datetime import timedelta

import pytest

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.training.models import CohortState, Enrolment, EnrolmentState
from teachnet.training.policy import is_turn_of
from teachnet.training.queries import cases_to_decide
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
from tests.training.factories import a_cohort, an_enrolment, days_from

S = EnrolmentState


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian, name="Zhangdian First Primary")


@pytest.fixture
def cohort(zhangdian):
    return a_cohort({zhangdian: 2})


@pytest.fixture
def case(cohort, school):
    return an_enrolment(cohort, teacher=a_teacher(school))


def buttons(page):
    return [button["formaction"].rpartition("/")[2] for button in page.select(".steps button")]


def test_the_county_approves_in_its_list_and_only_the_row_changes(as_person, case, zhangdian):
    qian = as_person(a_county_admin(zhangdian), htmx=True)
    assert buttons(qian.get("/training/reviews")) == ["county-approval", "reserve", "return", "rejection"]

    row = qian.post(f"/training/enrolments/{case.id}/county-approval", version=case.version)

    assert (row.status, row.select_one("tr")["id"], row.select("html")) == (200, f"case-{case.id}", [])
    assert row.select_one(".badge").text.strip() == "City review"
    assert (case.state, case.line.used, buttons(row)) == (S.CITY_REVIEW, 1, [])


def test_without_javascript_the_same_button_leads_back_to_the_list(as_person, case, zhangdian):
    qian = as_person(a_county_admin(zhangdian))
    answer = qian.post(f"/training/enrolments/{case.id}/county-approval", next="/training/reviews?tab=to_decide")

    assert (answer.status, answer.location) == (303, "/training/reviews?tab=to_decide")
    assert "Zhou Min: City review" in qian.get(answer.location).select_one("#flash").text


@pytest.mark.parametrize("step", ["return", "rejection"])
@pytest.mark.parametrize("htmx", [True, False])
def test_returning_and_rejecting_need_a_reason_and_keep_what_was_typed(as_person, case, zhangdian, step, htmx):
    qian = as_person(a_county_admin(zhangdian), htmx=htmx)

    page = qian.post(f"/training/enrolments/{case.id}/{step}", note="  ")
    assert (page.status, page.select_one(".error").text.strip()) == (
        422,
        "Say why: the teacher and the school read it.",
    )
    assert page.select_one("details").has_attr("open")
    page = qian.post(f"/training/enrolments/{case.id}/{step}", note="x" * 501)
    assert (page.status, page.select_one("textarea").text.strip()) == (422, "x" * 501)
    assert case.state is S.COUNTY_REVIEW


def test_a_reason_reaches_the_teacher_and_the_school(as_person, case, school, zhangdian):
    as_person(a_county_admin(zhangdian)).post(f"/training/enrolments/{case.id}/return", note="Page two is missing.")

    assert case.state is S.RETURNED_TO_SCHOOL
    assert "Qian: “Page two is missing.”" in as_person(case.teacher).get("/training/").select_one(".my-case").text
    queue = as_person(a_school_admin(school)).get("/training/reviews")
    assert "Page two is missing." in queue.select_one(f"#case-{case.id}").text


def test_the_slower_of_two_clerks_is_told_who_was_first(as_person, case, zhangdian):
    qian, han = as_person(a_county_admin(zhangdian)), as_person(a_county_admin(zhangdian, "Han"), htmx=True)
    seen = case.version
    qian.post(f"/training/enrolments/{case.id}/county-approval", version=seen)

    for step in ("county-approval", "rejection", "return", "reserve"):
        for version in (seen, case.version, ""):
            late = han.post(f"/training/enrolments/{case.id}/{step}", version=version, note="Too late")
            assert late.status == 409
            assert late.text.strip().startswith("Qian was first: since ")
            assert late.text.strip().endswith("this case is “City review”.")
    assert [move.became for move in db.session.get(Enrolment, case.id).history] == [S.COUNTY_REVIEW, S.CITY_REVIEW]


def test_a_double_click_is_no_second_step(as_person, case, zhangdian):
    qian = a_county_admin(zhangdian)
    qian.appoint(Role.CITY_ADMIN, the_city())
    browser = as_person(qian)

    answers = [browser.post(f"/training/enrolments/{case.id}/county-approval").status for _ in range(2)]

    assert (answers, case.state) == ([303, 409], S.CITY_REVIEW)


def test_a_full_line_is_refused_with_its_figure_and_nothing_changes(as_person, cohort, case, school, zhangdian):
    for _ in range(2):
        an_enrolment(cohort, teacher=a_teacher(school), state=S.ADMITTED)

    answer = as_person(a_county_admin(zhangdian), htmx=True).post(f"/training/enrolments/{case.id}/county-approval")

    assert (answer.status, answer.text.strip()) == (409, "All seats of Zhangdian are taken.")
    assert (case.state, case.line.used) == (S.COUNTY_REVIEW, 2)


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("way", ["application", "nomination"])
def test_buttons_are_exactly_those_one_may_press(as_person, cohort, school, zhangdian, state, way):
    sun = a_school_admin(school)
    people = {
        "teacher": a_teacher(school),
        "nominator": sun,
        "school": a_school_admin(school, "Kong"),
        "county": a_county_admin(zhangdian),
        "city": a_city_admin(),
        "auditor": somebody(Role.AUDITOR, the_city()),
    }
    nominated_by = sun if way == "nomination" else None
    case = an_enrolment(cohort, teacher=people["teacher"], state=state, nominated_by=nominated_by)

    shown = {
        name: set(buttons(as_person(person).get(f"/training/enrolments/{case.id}"))) for name, person in people.items()
    }

    assert {name: steps for name, steps in shown.items() if steps} == BUTTONS[way].get(state, {})
    for name, person in people.items():
        assert is_turn_of(person, case) is (case in db.session.scalars(cases_to_decide(person))) or name == "teacher"


BACK_OR_OUT = {"return", "rejection"}
BUTTONS = {
    "application": {
        S.APPLIED: {
            "teacher": {"withdrawal"},
            "nominator": {"endorsement"} | BACK_OR_OUT,
            "school": {"endorsement"} | BACK_OR_OUT,
        },
        S.RETURNED_TO_TEACHER: {"teacher": {"resubmission", "withdrawal"}},
        S.RETURNED_TO_SCHOOL: {
            "teacher": {"withdrawal"},
            "nominator": {"endorsement"} | BACK_OR_OUT,
            "school": {"endorsement"} | BACK_OR_OUT,
        },
        S.COUNTY_REVIEW: {"teacher": {"withdrawal"}, "county": {"county-approval", "reserve"} | BACK_OR_OUT},
        S.RETURNED_TO_COUNTY: {"teacher": {"withdrawal"}, "county": {"county-approval", "reserve"} | BACK_OR_OUT},
        S.CITY_REVIEW: {"teacher": {"withdrawal"}, "city": {"provisional-admission", "reserve"} | BACK_OR_OUT},
        S.RESERVE: {"teacher": {"withdrawal"}, "city": {"offer", "rejection"}},
        S.OFFERED: {"teacher": {"acceptance", "decline"}, "city": {"decline"}},
        S.PROVISIONAL: {"teacher": {"withdrawal"}, "city": {"admission", "rejection"}},
        S.ADMITTED: {"teacher": {"confirmation", "decline"}, "city": {"decline"}},
        S.CONFIRMED: {"teacher": {"decline"}, "city": {"decline"}},
        S.ARRIVED: {"city": {"removal"}},
    },
}
BY_SCHOOL = {"nominator": {"withdrawal"}, "school": {"withdrawal"}}
PUT_RIGHT = {"nominator": {"resubmission", "withdrawal"}, "school": {"resubmission", "withdrawal"}}
BUTTONS["nomination"] = BUTTONS["application"] | {
    S.APPLIED: {"teacher": {"withdrawal"}} | BY_SCHOOL,
    S.RETURNED_TO_TEACHER: {"teacher": {"withdrawal"}} | BY_SCHOOL,
    S.RETURNED_TO_SCHOOL: {"teacher": {"withdrawal"}} | PUT_RIGHT,
}
for _state in (S.COUNTY_REVIEW, S.RETURNED_TO_COUNTY, S.CITY_REVIEW, S.RESERVE, S.PROVISIONAL):
    BUTTONS["nomination"][_state] = BUTTONS["nomination"][_state] | BY_SCHOOL


def test_each_office_finds_what_waits_for_it_and_nothing_else(app, cohort, school, zhangdian):
    cases = {state: an_enrolment(a_cohort({zhangdian: 9}), teacher=a_teacher(school), state=state) for state in S}
    other = an_enrolment(state=S.COUNTY_REVIEW)
    waiting = {
        "school": set(db.session.scalars(cases_to_decide(a_school_admin(school)))),
        "county": set(db.session.scalars(cases_to_decide(a_county_admin(zhangdian)))),
        "city": set(db.session.scalars(cases_to_decide(a_city_admin()))),
    }

    assert waiting == {
        "school": {cases[S.APPLIED], cases[S.RETURNED_TO_SCHOOL]},
        "county": {cases[S.COUNTY_REVIEW], cases[S.RETURNED_TO_COUNTY]},
        "city": {cases[S.CITY_REVIEW], cases[S.PROVISIONAL]},
    }
    assert other not in waiting["county"]


def test_a_closed_cohort_asks_nobody_for_anything(as_person, case, zhangdian):
    case.cohort.state = CohortState.CLOSED
    qian = as_person(a_county_admin(zhangdian))

    assert qian.get("/training/reviews").select(".case") == []
    assert buttons(qian.get(f"/training/enrolments/{case.id}")) == []
    assert qian.post(f"/training/enrolments/{case.id}/county-approval").status == 409


def test_the_piles_say_how_many_lie_in_them(as_person, cohort, school, zhangdian):
    for state in (S.COUNTY_REVIEW, S.CITY_REVIEW, S.RESERVE, S.REJECTED, S.REJECTED, S.ADMITTED, S.RETURNED_TO_SCHOOL):
        an_enrolment(cohort, teacher=a_teacher(school), state=state)
    page = as_person(a_county_admin(zhangdian)).get("/training/reviews?tab=ended")

    assert [int(count["value"]) for count in page.select(".tabs data")] == [1, 2, 1, 1, 0, 1, 2]
    assert [badge.text.strip() for badge in page.select(".case .badge")] == ["Not approved"] * 2


def test_a_list_of_reviews_can_be_narrowed_to_a_cohort_and_to_a_name(as_person, cohort, school, zhangdian):
    zhou = a_teacher(school, "周敏", name_pinyin="zhou min", name_initials="zm")
    liu = a_teacher(school, "刘芳", name_pinyin="liu fang", name_initials="lf")
    here = an_enrolment(cohort, teacher=zhou)
    there = an_enrolment(a_cohort({zhangdian: 1}, **days_from(60)), teacher=liu)
    qian = as_person(a_county_admin(zhangdian))

    def shown(query):
        return [row["id"] for row in qian.get(f"/training/reviews?{query}").select(".case")]

    assert shown("") == [f"case-{here.id}", f"case-{there.id}"]
    assert shown(f"cohort={there.cohort_id}") == [f"case-{there.id}"]
    assert shown("q=lf") == shown("q=liuf") == shown("q=刘") == [f"case-{there.id}"]
    assert shown("q=First") == [f"case-{here.id}", f"case-{there.id}"]
    assert shown("q=%25") == []
    assert shown("cohort=x&tab=nonsense&per_page=-1") == [f"case-{here.id}", f"case-{there.id}"]


def test_the_list_of_reviews_costs_the_same_for_one_and_for_three(as_person, school, zhangdian, statements):
    qian = as_person(a_county_admin(zhangdian))
    costs = []
    for _ in range(3):
        an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school))
        statements.clear()
        assert len(qian.get("/training/reviews").select(".case")) == len(costs) + 1
        costs.append(len(statements))

    assert costs[0] == costs[2]


def test_a_place_is_confirmed_on_the_teachers_own_page(as_person, cohort, school):
    case = an_enrolment(cohort, teacher=a_teacher(school), state=S.ADMITTED)
    zhou = as_person(case.teacher, htmx=True)
    assert buttons(zhou.get("/training/")) == ["confirmation", "decline"]

    card = zhou.post(f"/training/enrolments/{case.id}/confirmation")

    assert (card.status, card.select_one("li")["id"]) == (200, f"my-case-{case.id}")
    assert (card.select_one(".badge").text.strip(), case.state) == ("Confirmed", S.CONFIRMED)


def test_the_city_gives_up_a_silent_teachers_place_only_with_a_reason(as_person, cohort, school):
    case = an_enrolment(cohort, teacher=a_teacher(school), state=S.ADMITTED)
    wu = as_person(a_city_admin())

    assert wu.post(f"/training/enrolments/{case.id}/decline").status == 422
    assert wu.post(f"/training/enrolments/{case.id}/decline", note="No answer by phone.").status == 303
    assert (case.state, case.line.used, case.moved_note) == (S.DECLINED, 0, "No answer by phone.")


def test_nobody_gives_up_a_place_once_the_cohort_has_begun(as_person, zhangdian, school):
    begun = a_cohort({zhangdian: 1}, **days_from(30))
    case = an_enrolment(begun, teacher=a_teacher(school), state=S.CONFIRMED)
    for name, day in days_from(30).items():
        setattr(begun, name, day - timedelta(days=30))

    answer = as_person(case.teacher).post(f"/training/enrolments/{case.id}/decline")

    assert (answer.status, answer.select_one(".prose").text.strip()) == (409, "The cohort has begun; talk to its host.")
