from datetime import timedelta

import pytest

from teachnet.accounts.models import Role, Stage
from teachnet.db import db, today, utcnow
from teachnet.errors import Refused
from teachnet.training.models import (
    Allotment,
    Cohort,
    CohortState,
    EnrolmentState,
    Group,
    Phase,
    Programme,
    ProgrammeState,
    SchoolType,
)
from teachnet.web.filters import day
from tests.factories import a_city_admin, a_county, a_school, a_teacher, somebody
from tests.training.factories import a_base, a_cohort, a_programme, an_enrolment, days_from

PROGRAMME = {"title": "Backbone teachers 2026", "kind": "backbone", "year": 2026, "hours": 40}


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian", code="370303")


@pytest.fixture
def yiyuan(app):
    return a_county(name="Yiyuan", code="370323")


@pytest.fixture
def wu(as_person):
    return as_person(a_city_admin())


def a_form(**fields):
    days = {name: day.isoformat() for name, day in days_from(30).items()}
    return {
        "title": "Primary mathematics",
        "number": 1,
        "stage": "primary",
        "subject": "mathematics",
        "host_organisation_id": a_base().id,
        "host_id": "",
        "seats": 50,
        "offer_days": 3,
    } | days | fields  # fmt: skip


def seats_of(cohort):
    return {line.county_id: line.seats for line in cohort.lines if line.seats}


def test_a_programme_goes_from_draft_to_announced_cohorts(wu, zhangdian, yiyuan):
    wu.post("/training/programmes/new", **PROGRAMME, document_number="淄教师字〔2026〕18 号")
    programme = db.session.query(Programme).one()
    base = f"/training/programmes/{programme.id}"
    answer = wu.post(f"{base}/cohorts/new", **a_form())
    cohort = db.session.query(Cohort).one()

    assert (answer.status, answer.location) == (303, f"/training/cohorts/{cohort.id}/quota")
    grid = {"column-0": 1, f"seats-0-{zhangdian.id}": 30, f"seats-0-{yiyuan.id}": 20, "seats": 50}
    assert wu.post(f"/training/cohorts/{cohort.id}/announcement").status == 409
    assert wu.post(answer.location, **grid).location == f"/training/cohorts/{cohort.id}"
    assert (cohort.stage, cohort.allocated) == (Stage.PRIMARY, 50)
    assert seats_of(cohort) == {zhangdian.id: 30, yiyuan.id: 20}
    assert wu.post(f"/training/cohorts/{cohort.id}/announcement").status == 409
    assert wu.post(f"{base}/approval").status == 303
    assert wu.post(f"/training/cohorts/{cohort.id}/announcement").status == 303
    assert (programme.state, cohort.state, cohort.phase) == (ProgrammeState.APPROVED, CohortState.ANNOUNCED, Phase.OPEN)
    assert [(move.was, move.became) for move in programme.history] == [("draft", "approved")]
    assert [(move.was, move.became) for move in cohort.history] == [("planned", "announced")]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"title": " "}, "title", "Give the programme a name."),
        ({"hours": ""}, "hours", "How many hours does it count?"),
        ({"hours": "12345678901234567890"}, "hours", "From 1 to 2,000 hours."),
        ({"hours": "9" * 400}, "hours", "From 1 to 2,000 hours."),
        ({"year": 26}, "year", "A year like 2026."),
        ({"kind": "nonsense"}, "kind", None),
    ],
)
def test_a_programme_with_a_mistake_is_shown_again_as_typed(wu, fields, field, sentence):
    page = wu.post("/training/programmes/new", **PROGRAMME | {"about": "What I typed"} | fields)

    assert page.status == 422
    assert page.select_one("#about").text.strip() == "What I typed"
    told = page.select_one(f"#{field}-error .error").text.strip()
    assert told == sentence or sentence is None
    assert db.session.query(Programme).count() == 0


def test_a_cohort_with_mistakes_says_which_days_do_not_fit(wu):
    url = f"/training/programmes/{a_programme().id}/cohorts/new"
    early = (today() - timedelta(days=9)).isoformat()

    page = wu.post(url, **a_form(closes_on=early))
    assert page.status == 422
    before = day(days_from(30)["opens_on"])
    assert page.select_one("#closes_on-error").text.strip() == f"This lies before “Applications from” ({before})."
    for wrong in (
        {"host_organisation_id": 999},
        {"starts_on": "tomorrow"},
        {"seats": "x"},
    ):
        assert wu.post(url, **a_form(**wrong)).status == 422
    assert db.session.query(Cohort).count() == 0


def test_a_planned_cohort_is_changed_and_an_announced_one_is_not(wu, zhangdian, yiyuan):
    cohort = a_cohort({zhangdian: 30, yiyuan: 20}, seats=50, state=CohortState.PLANNED)
    url = f"/training/cohorts/{cohort.id}"
    page = wu.post(f"{url}/edit", **a_form(seats=49))
    assert page.select_one("#seats-error").text.strip() == (
        "The counties have 50 of its seats already; change the quota first."
    )

    wu.post(f"{url}/edit", **a_form(title="New name", seats=60))
    assert (cohort.title, cohort.seats, cohort.allocated) == ("New name", 60, 50)
    wu.post(f"{url}/announcement")
    assert wu.get(f"{url}/edit").status == 409
    assert wu.post(f"{url}/edit", **a_form()).status == 409
    wu.post(f"{url}/announcement/withdrawal")
    assert cohort.state is CohortState.PLANNED


def test_a_programme_is_held_again_with_its_cohorts_and_seats_on_the_same_weekdays(wu, zhangdian, yiyuan):
    programme = a_programme(title="Backbone teachers 2026", document_number="No. 18")
    cohort = a_cohort({zhangdian: 30}, programme=programme, stage=Stage.PRIMARY, host=a_teacher(), seats=40)
    rural = Allotment(zhangdian.id, 5, Group(school_type=SchoolType.RURAL), is_hard=False)
    cohort.allot([Allotment(zhangdian.id, 30), rural, Allotment(yiyuan.id, 5)], by=a_city_admin())
    cohort.spread_out({20: 5})
    yiyuan.closed_on = today()
    an_enrolment(cohort, teacher=a_teacher(a_school(zhangdian)))

    answer = wu.post(f"/training/programmes/{programme.id}/copies", year=2027)

    later = db.session.query(Programme).order_by(Programme.id.desc()).first()
    assert answer.location == f"/training/programmes/{later.id}"
    assert (later.title, later.year, later.state, later.document_number) == (
        "Backbone teachers 2027", 2027, ProgrammeState.DRAFT, "",
    )  # fmt: skip
    (again,) = later.cohorts
    assert (again.starts_on - cohort.starts_on, again.closes_on - cohort.closes_on) == (timedelta(weeks=52),) * 2
    assert (again.state, again.host, again.stage, again.seats, again.allocated, again.enrolments) == (
        CohortState.PLANNED, None, Stage.PRIMARY, 40, 35, [],
    )  # fmt: skip
    assert sorted((line.seats, line.is_hard, line.group.label) for line in again.lines) == [
        (5, False, "Rural schools"), (30, True, ""),
    ]  # fmt: skip
    assert [(rule.from_seats, rule.most) for rule in again.spread] == [(20, 5)]
    assert len(cohort.lines) == 3


@pytest.mark.parametrize("year", [2026, 2025, "", 1999])
def test_a_programme_is_not_copied_into_its_own_year_or_an_earlier_one(wu, zhangdian, year):
    programme = a_programme()
    a_cohort({zhangdian: 3}, programme=programme)

    assert wu.post(f"/training/programmes/{programme.id}/copies", year=year).status in (409, 422)
    assert db.session.query(Programme).count() == 1


def test_who_announces_what_somebody_changed_a_moment_ago_is_told(wu, zhangdian, monkeypatch):
    cohort, announce = a_cohort({zhangdian: 30}, state=CohortState.PLANNED), Cohort.announce

    def overtaken(cohort, *, by):
        quicker = db.update(Cohort).values(version=Cohort.version + 1)
        db.session.execute(quicker.execution_options(synchronize_session=False))
        announce(cohort, by=by)

    monkeypatch.setattr(Cohort, "announce", overtaken)
    page = wu.post(f"/training/cohorts/{cohort.id}/announcement")

    assert (page.status, "Somebody else was quicker" in page.text) == (409, True)
    assert cohort.state is CohortState.PLANNED


def test_an_announcement_stands_once_somebody_has_applied(wu, zhangdian):
    cohort = a_cohort({zhangdian: 30})
    an_enrolment(cohort, teacher=a_teacher(a_school(zhangdian)))

    assert wu.post(f"/training/cohorts/{cohort.id}/announcement/withdrawal").status == 409
    assert cohort.state is CohortState.ANNOUNCED


def test_of_two_who_change_a_programme_the_second_sees_both_texts(wu):
    programme = a_programme(state=ProgrammeState.DRAFT, title="Old title")
    url, seen = f"/training/programmes/{programme.id}/edit", programme.version
    wu.post(url, **PROGRAMME | {"title": "First", "version": seen})

    page = wu.post(url, **PROGRAMME | {"title": "Second", "version": seen})

    assert (page.status, page.select_one("#title")["value"]) == (409, "Second")
    assert [line.text for line in page.select(".notice li")] == ["Name of the programme: First"]
    wu.post(url, **PROGRAMME | {"title": "Second", "version": page.select_one("[name=version]")["value"]})
    assert programme.title == "Second"


def test_the_hours_are_fixed_when_the_programme_is_approved(app, wu):
    programme = a_programme(hours=40)

    with pytest.raises(Refused, match="hours of an approved programme"):
        programme.hours = 41
    assert wu.post(f"/training/programmes/{programme.id}/edit", **PROGRAMME | {"hours": 41}).status == 409
    assert programme.hours == 40


def test_a_programme_closes_after_its_cohorts_and_they_after_their_last_day(wu, zhangdian):
    programme = a_programme()
    cohort = a_cohort({zhangdian: 5}, programme=programme)
    assert wu.post(f"/training/cohorts/{cohort.id}/closing").status == 409
    for name, date in days_from(30).items():
        setattr(cohort, name, date - timedelta(days=60))

    assert wu.post(f"/training/programmes/{programme.id}/closing").status == 409
    assert wu.post(f"/training/cohorts/{cohort.id}/closing").status == 303
    assert wu.post(f"/training/programmes/{programme.id}/closing").status == 303
    assert wu.post(f"/training/programmes/{programme.id}/closing").status == 409
    assert wu.get(f"/training/programmes/{programme.id}/cohorts/new").status == 409


@pytest.mark.parametrize(
    ("today_is", "phase"),
    [
        (-4, Phase.SOON),
        (-3, Phase.OPEN),
        (3, Phase.OPEN),
        (4, Phase.REVIEW),
        (30, Phase.RUNNING),
        (34, Phase.RUNNING),
        (35, Phase.OVER),
    ],
)
def test_the_phase_of_a_cohort_follows_its_days(app, time_machine, zhangdian, today_is, phase):
    cohort = a_cohort({zhangdian: 5})
    time_machine.move_to(utcnow() + timedelta(days=today_is))
    found = {name: db.session.query(Cohort).filter(twin()).count() for name, twin in
             {"open": Cohort.open_now, "over": Cohort.over_now}.items()}  # fmt: skip

    assert cohort.phase is phase
    assert found == {"open": int(cohort.is_open), "over": int(cohort.is_over)}


def test_a_cohort_is_full_when_its_seats_are_taken(app, zhangdian):
    school = a_school(zhangdian)
    cohort = a_cohort({zhangdian: 2}, seats=2)
    for _ in range(2):
        assert not cohort.is_full
        an_enrolment(cohort, teacher=a_teacher(school), state=EnrolmentState.CONFIRMED)
    assert cohort.is_full


def test_cohorts_stand_under_the_tab_of_their_season(as_person, zhangdian):
    def moved(days):
        return {name: day + timedelta(days=days) for name, day in days_from(30).items()}

    for title, days in {"Soon": 10, "Open": 0, "Review": -10, "Running": -31, "Over": -60}.items():
        a_cohort({zhangdian: 5}, title=title, **moved(days))
    a_cohort({zhangdian: 5}, title="Planned", state=CohortState.PLANNED)
    zhou = as_person(a_teacher(a_school(zhangdian)))

    def shown(tab):
        return [row.th.a.text for row in zhou.get(f"/training/cohorts?tab={tab}").select("tbody tr")]

    assert [shown(tab) for tab in ("open", "ahead", "running", "over", "planned", "nonsense")] == [
        ["Open"],
        ["Review", "Soon"],
        ["Running"],
        ["Over"],
        [],
        ["Open"],
    ]
    assert len(zhou.get("/training/cohorts?q=Nothing").select("tbody tr")) == 0


def test_the_list_of_cohorts_and_of_programmes_cost_the_same_for_one_and_for_three(wu, zhangdian, statements):
    costs = []
    for _ in range(3):
        a_cohort({zhangdian: 5})
        statements.clear()
        wu.get("/training/cohorts")
        wu.get("/training/programmes")
        costs.append(len(statements))
    assert costs[0] == costs[2]


def test_planning_is_for_the_city_alone(as_person, zhangdian):
    planner = {"/training/programmes/new": PROGRAMME}
    for role in (Role.COUNTY_ADMIN, Role.SCHOOL_ADMIN, Role.AUDITOR, Role.TEACHER):
        browser = as_person(somebody(role, zhangdian))
        assert [browser.post(url, **data).status for url, data in planner.items()] == [403]
