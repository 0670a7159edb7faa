"""Who may come: conditions the city writes, asked of each teacher before they apply."""

from datetime import date, timedelta

import pytest

from teachnet.accounts.models import Gender, Title
from teachnet.db import db
from teachnet.training.conditions import years_between
from teachnet.training.eligibility import eligibility
from teachnet.training.models import CohortState, EnrolmentState, EntryRule, EntryRuleKind, ProgrammeKind
from teachnet.training.queries import cases_of
from teachnet.training.retirement import retires_in
from tests.factories import a_city_admin, a_school_admin, a_teacher
from tests.training.factories import a_cohort, a_programme, an_enrolment, days_from

K = EntryRuleKind
MET, NOT_MET, UNKNOWN = "good", "bad", "wait"


@pytest.fixture
def wu(as_person):
    return as_person(a_city_admin())


def asks(zhangdian, *rules, **fields):
    return a_cohort({zhangdian: 9}, entry_rules=list(rules), **fields)


def looks(teacher, cohort):
    """How the conditions of the cohort are answered."""
    found = eligibility(teacher, cohort, db.session.scalars(cases_of([teacher])).all())
    return [answer.look for answer in found.answers[-len(cohort.entry_rules) :]]


@pytest.mark.parametrize(
    ("born_on", "look"),
    [
        (date(1981, 9, 1), MET),
        (date(1980, 9, 2), MET),
        (date(1980, 9, 1), NOT_MET),
        (date(1979, 1, 1), NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_an_age_counts_on_its_day(zhangdian, school, born_on, look):
    cohort = asks(zhangdian, EntryRule(kind=K.MOST_AGE, number=45, on=date(2026, 9, 1)))
    assert looks(a_teacher(school, born_on=born_on), cohort) == [look]


def test_who_is_born_on_a_leap_day_has_their_birthday_on_the_first_of_march():
    born = date(1984, 2, 29)
    assert [years_between(born, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29))] == [
        41,
        42,
        44,
    ]


@pytest.mark.parametrize(
    ("title", "look"),
    [(Title.FULL_SENIOR, MET), (Title.FIRST, MET), (Title.SECOND, NOT_MET), (Title.THIRD, NOT_MET), (None, UNKNOWN)],
)
def test_a_title_of_at_least(zhangdian, school, title, look):
    cohort = asks(zhangdian, EntryRule(kind=K.LEAST_TITLE, title=Title.FIRST))
    assert looks(a_teacher(school, title=title), cohort) == [look]


@pytest.mark.parametrize(("before", "look"), [(0, MET), (1, NOT_MET), (None, UNKNOWN)])
def test_years_at_work_are_counted_to_the_first_day(zhangdian, school, before, look):
    cohort = asks(zhangdian, EntryRule(kind=K.LEAST_SERVICE, number=5))
    first = cohort.starts_on
    began = None if before is None else first.replace(year=first.year - 5) + timedelta(days=before)
    assert looks(a_teacher(school, started_work_on=began), cohort) == [look]


@pytest.mark.parametrize(
    ("kind", "state", "days_ago", "look"),
    [
        (ProgrammeKind.BACKBONE, EnrolmentState.COMPLETED, 700, NOT_MET),
        (ProgrammeKind.BACKBONE, EnrolmentState.COMPLETED, 800, MET),
        (ProgrammeKind.BACKBONE, EnrolmentState.NOT_COMPLETED, 100, MET),
        (ProgrammeKind.DISTINGUISHED, EnrolmentState.COMPLETED, 100, MET),
    ],
)
def test_training_of_the_same_kind_counts_when_it_was_completed_lately(zhangdian, school, kind, state, days_ago, look):
    zhou, cohort = a_teacher(school), asks(zhangdian, EntryRule(kind=K.SAME_KIND, number=2), **days_from(30))
    days = {name: day - timedelta(days=days_ago) for name, day in days_from(30).items()}
    earlier = a_cohort({zhangdian: 9}, programme=a_programme(kind=kind), **days)
    an_enrolment(earlier, teacher=zhou, state=state)

    assert looks(zhou, cohort) == [look]


@pytest.mark.parametrize(
    ("born_on", "gender", "month"),
    [
        (date(1964, 12, 31), Gender.MALE, date(2024, 12, 1)),
        (date(1965, 1, 5), Gender.MALE, date(2025, 2, 1)),
        (date(1965, 4, 5), Gender.MALE, date(2025, 5, 1)),
        (date(1965, 5, 5), Gender.MALE, date(2025, 7, 1)),
        (date(1976, 9, 5), Gender.MALE, date(2039, 9, 1)),
        (date(1990, 9, 5), Gender.MALE, date(2053, 9, 1)),
        (date(1970, 1, 5), Gender.FEMALE, date(2025, 2, 1)),
        (date(1981, 12, 5), Gender.FEMALE, date(2039, 12, 1)),
        (date(1972, 2, 29), Gender.FEMALE, date(2027, 9, 1)),
    ],
)
def test_the_statutory_age_rises_by_a_month_for_each_four(born_on, gender, month):
    """Months by hand from the table of the decision of 13 September 2024."""
    assert retires_in(born_on, gender) == month


def test_who_retires_soon_does_not_come(zhangdian, school):
    cohort = asks(zhangdian, EntryRule(kind=K.RETIREMENT, number=24))
    soon, later = (cohort.ends_on.replace(day=5, year=cohort.ends_on.year - years) for years in (59, 40))
    assert looks(a_teacher(school, born_on=soon, gender=Gender.FEMALE), cohort) == [NOT_MET]
    assert looks(a_teacher(school, born_on=later, gender=Gender.FEMALE), cohort) == [MET]
    assert looks(a_teacher(school, born_on=later), cohort) == [UNKNOWN]


def test_whoever_does_not_meet_one_reads_which_and_cannot_apply(as_person, zhangdian, school):
    rules = EntryRule(kind=K.LEAST_TITLE, title=Title.FIRST), EntryRule(kind=K.MOST_AGE, number=45, on=date(2026, 9, 1))
    cohort = asks(zhangdian, *rules)
    zhou = a_teacher(school, title=Title.SECOND)
    url = f"/training/cohorts/{cohort.id}"

    answers = [line.get_text(" ", strip=True) for line in as_person(zhou).get(url).select(".answers li")]
    assert answers[-2:] == [
        "Not met: Professional title of at least: First-grade teacher.",
        "At most 45 years old on 1 September 2026: not on file here, the county checks it.",
    ]
    assert as_person(zhou).post(f"{url}/applications").status == 409
    page = as_person(a_school_admin(school)).get(f"{url}/nominations/new")
    assert "Not met: Professional title of at least: First-grade teacher." in page.select_one("main").text


def test_a_list_of_teachers_costs_the_same_for_few_and_for_many(as_person, zhangdian, school, statements):
    cohort = asks(zhangdian, EntryRule(kind=K.SAME_KIND, number=2))
    sun, url, costs = as_person(a_school_admin(school)), f"/training/cohorts/{cohort.id}/nominations/new", []
    for _ in range(2):
        for _ in range(3):
            done = a_cohort({zhangdian: 9}, state=CohortState.CLOSED)
            an_enrolment(done, teacher=a_teacher(school), state=EnrolmentState.COMPLETED)
        statements.clear()
        assert sun.get(url).status == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_city_writes_them_while_it_plans_and_they_go_along_to_next_year(wu, zhangdian):
    cohort = a_cohort({zhangdian: 9}, state=CohortState.PLANNED)
    url = f"/training/cohorts/{cohort.id}"
    typed = {"most_age": 45, "on": "2026-09-01", "least_title": "first", "same_kind": 3}

    assert wu.post(f"{url}/conditions", **typed).status == 303

    page = wu.get(f"{url}/conditions")
    shown = {name: page.select_one(f"#{name}").get("value") for name in ("most_age", "on", "same_kind", "retirement")}
    assert shown == {"most_age": "45", "on": "2026-09-01", "same_kind": "3", "retirement": ""}
    assert page.select_one("#least_title option[selected]")["value"] == "first"
    assert "At most 45 years old on 1 September 2026" in wu.get(url).select_one("aside").text
    wu.post(f"/training/programmes/{cohort.programme_id}/copies", year=2027)
    again = db.session.query(EntryRule).filter_by(kind=K.MOST_AGE).order_by(EntryRule.id.desc()).first()
    assert (again.on, again.number) == (date(2027, 8, 31), 45)
    wu.post(f"{url}/conditions", least_service=5)
    assert [(rule.kind, rule.number) for rule in cohort.entry_rules] == [(K.LEAST_SERVICE, 5)]
    wu.post(f"{url}/announcement")
    assert wu.post(f"{url}/conditions", least_service=6).status == 409


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"most_age": 81}, "most_age"), ({"on": "2026-09-01"}, "most_age"), ({"retirement": "x"}, "retirement")],
)
def test_a_condition_with_a_mistake_is_shown_again(wu, zhangdian, typed, field):
    cohort = a_cohort({zhangdian: 9}, state=CohortState.PLANNED)
    page = wu.post(f"/training/cohorts/{cohort.id}/conditions", **typed)
    assert (page.status, page.select_one(f"#{field}-error") is not None) == (422, True)


def test_of_two_who_write_them_the_second_is_told(wu, zhangdian):
    cohort = a_cohort({zhangdian: 9}, state=CohortState.PLANNED)
    url, seen = f"/training/cohorts/{cohort.id}/conditions", cohort.version
    wu.post(url, most_age=40, version=seen)
    page = wu.post(url, most_age=50, version=seen)
    assert (page.status, page.select_one("#most_age")["value"]) == (409, "50")
    assert [rule.number for rule in cohort.entry_rules] == [40]
