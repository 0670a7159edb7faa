"""The quota grid: seats of a county for groups of its teachers, hard or soft, and the ledger of what moves."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import OrganisationKind, Person, Role, Stage, Subject
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.training import bulk, queries
from teachnet.training.eligibility import eligibility
from teachnet.training.models import (
    Allotment,
    CohortState,
    Enrolment,
    EnrolmentState,
    Group,
    QuotaLine,
    SchoolType,
    SeatMove,
    SeatReason,
)
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_school,
    a_teacher,
    an_organisation,
    somebody,
    the_city,
)
from tests.training.factories import a_cohort, an_enrolment, days_from

S = EnrolmentState
EVERYBODY = Group()
MATHEMATICS = Group(subject=Subject.MATHEMATICS)
RURAL, URBAN = Group(school_type=SchoolType.RURAL), Group(school_type=SchoolType.URBAN)
RURAL_MATHEMATICS = Group(Stage.PRIMARY, Subject.MATHEMATICS, SchoolType.RURAL)


@pytest.fixture
def zhangdian(app):
    county = a_county(name="Zhangdian", code="370303")
    an_organisation(OrganisationKind.BASE, county)
    return county


@pytest.fixture
def yiyuan(app):
    return a_county(name="Yiyuan", code="370323")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian)


@pytest.fixture
def village(zhangdian):
    return a_school(zhangdian, is_rural=True)


@pytest.fixture
def wu(as_person):
    return as_person(a_city_admin())


def of(county, seats, group=EVERYBODY, soft=False):
    return Allotment(county.id, seats, group, is_hard=not soft)


def cohort_with(*cells, **fields):
    """An announced cohort with these seats."""
    cohort = a_cohort(**{"seats": 100} | fields)
    cohort.allot(cells, by=a_city_admin())
    db.session.commit()
    return cohort


def seats_of(cohort):
    db.session.expire_all()
    return {(line.county.name, line.group): (line.used, line.seats) for line in cohort.lines if line.seats}


def line_for(cohort, group):
    (line,) = (line for line in cohort.lines if line.group == group)
    return line


def cells(*columns, **more):
    """What the grid posts: for each column its group, and the seats of each county."""
    typed = {"seats": 50}
    for number, (group, seats) in enumerate(columns):
        typed |= {f"column-{number}": 1, **{f"{word}-{number}": value for word, value in group.items()}}
        typed |= {f"seats-{number}-{county.id}": value for county, value in seats.items()}
    return typed | more


def grid(page):
    """The cells as they stand on the page: a row for each county."""
    return [[cell["value"] for cell in row.select("td input")] for row in page.select("[data-quota-grid] tbody tr")]


# The grid


def test_what_is_typed_into_the_grid_is_kept_and_shown_again(wu, zhangdian, yiyuan):
    cohort = a_cohort(state=CohortState.PLANNED)
    url = f"/training/cohorts/{cohort.id}/quota"
    rural = {"stage": "primary", "subject": "mathematics", "school_type": "rural", "soft": "1"}
    typed = cells((rural, {zhangdian: 6}), ({}, {zhangdian: 20, yiyuan: 10}), seats=40)

    assert wu.post(url, **typed, **{"spread-0-from_seats": 20, "spread-0-most": 5}).status == 303

    assert seats_of(cohort) == {
        ("Zhangdian", RURAL_MATHEMATICS): (0, 6),
        ("Zhangdian", EVERYBODY): (0, 20),
        ("Yiyuan", EVERYBODY): (0, 10),
    }
    assert [line.is_hard for line in sorted(cohort.lines, key=lambda line: line.seats)] == [False, True, True]
    assert (cohort.seats, cohort.allocated) == (40, 36)
    page = wu.get(url)
    assert grid(page) == [["6", "20"], ["", "10"]]
    assert [sum_.text for sum_ in page.select("output")] == ["26", "10", "6", "30", "36"]
    assert (page.select_one("#spread-0-from_seats")["value"], page.select_one("#spread-0-most")["value"]) == ("20", "5")
    assert [box.get("checked") for box in page.select("[name^=soft-]")] == ["", None]


@pytest.mark.parametrize("wrong", ["-1", "x", "5001", "1" * 400, "²", "1.5"])
def test_a_cell_that_is_no_number_is_marked_and_nothing_typed_is_lost(wu, zhangdian, yiyuan, wrong):
    url = f"/training/cohorts/{a_cohort(state=CohortState.PLANNED).id}/quota"

    page = wu.post(url, **cells(({"school_type": "rural"}, {zhangdian: wrong, yiyuan: 4}), note="As agreed"))

    assert page.status == 422
    assert grid(page) == [[wrong], ["4"]]
    assert [cell["name"] for cell in page.select("[aria-invalid=true]")] == [f"seats-0-{zhangdian.id}"]
    assert (page.select_one("#note")["value"], db.session.query(QuotaLine).count()) == ("As agreed", 0)


def test_two_columns_for_the_same_group_and_more_seats_than_there_are_do_not_pass(wu, zhangdian):
    url = f"/training/cohorts/{a_cohort(state=CohortState.PLANNED).id}/quota"

    twice = wu.post(
        url, **cells(({"school_type": "rural"}, {zhangdian: 3}), ({"school_type": "rural"}, {zhangdian: 4}))
    )
    assert [text.text for text in twice.select("thead .error")] == ["Another column is for the same group."]
    many = wu.post(url, **cells(({}, {zhangdian: 30}), ({"school_type": "rural"}, {zhangdian: 21})))
    told = "The counties get 51 seats together; the cohort has 50."
    assert (many.status, many.select_one("#seats-error .error").text.strip()) == (422, told)
    empty = cells(({}, {zhangdian: 30}), ({}, {zhangdian: ""}), ({}, {zhangdian: "0"}))
    assert wu.post(url, **empty).status == 303  # a column nobody filled is none


def test_half_a_spread_rule_is_no_rule(wu, zhangdian):
    url = f"/training/cohorts/{a_cohort(state=CohortState.PLANNED).id}/quota"
    page = wu.post(url, **cells(({}, {zhangdian: 30}), **{"spread-1-from_seats": 20}))

    assert (page.status, "Fill in both numbers, or neither." in page.text) == (422, True)


def test_one_more_column_keeps_what_was_typed(wu, zhangdian, yiyuan):
    cohort = a_cohort(state=CohortState.PLANNED)
    typed = cells(({"school_type": "rural"}, {zhangdian: 7, yiyuan: "x"}), note="As agreed")

    page = wu.post(f"/training/cohorts/{cohort.id}/quota/columns", **typed)

    assert (page.status, grid(page)) == (200, [["7", ""], ["x", ""]])
    assert page.select_one("#note")["value"] == "As agreed"
    assert db.session.query(QuotaLine).count() == 0


def test_who_saves_a_grid_that_changed_meanwhile_sees_their_own_again(wu, zhangdian):
    cohort = a_cohort(state=CohortState.PLANNED)
    url, seen = f"/training/cohorts/{cohort.id}/quota", cohort.version
    wu.post(url, **cells(({}, {zhangdian: 30}), version=seen))

    page = wu.post(url, **cells(({}, {zhangdian: 29}), version=seen))

    assert (page.status, grid(page), seats_of(cohort)) == (409, [["29"]], {("Zhangdian", EVERYBODY): (0, 30)})


def test_the_grid_costs_the_same_for_few_lines_and_for_many(wu, zhangdian, statements):
    counties, costs = [zhangdian, *(a_county() for _ in range(9))], []
    for groups in ([EVERYBODY], [EVERYBODY, RURAL, URBAN, MATHEMATICS, RURAL_MATHEMATICS]):
        cohort = cohort_with(*(of(county, 1, group) for county in counties for group in groups))
        pages = []
        for url in ("quota", "seats", ""):
            statements.clear()
            wu.get(f"/training/cohorts/{cohort.id}/{url}".rstrip("/"))
            pages.append(len(statements))
        costs.append(pages)
    assert costs[0] == costs[1]


# Seats that change later


def test_seats_of_an_announced_cohort_change_with_a_reason_which_the_ledger_keeps(wu, zhangdian, yiyuan):
    cohort = cohort_with(of(zhangdian, 20), of(yiyuan, 10))
    url = f"/training/cohorts/{cohort.id}/quota"
    fewer = cells(({}, {zhangdian: 15}), seats=20, document_number="淄教师函〔2026〕31号")

    assert wu.post(url, **fewer).status == 422
    assert wu.post(url, **fewer, note="Two schools are closed").status == 303

    assert (seats_of(cohort), cohort.seats) == ({("Zhangdian", EVERYBODY): (0, 15)}, 20)
    entries = [(move.line.county.name, move.seats, move.reason) for move in db.session.query(SeatMove)]
    allotted = SeatReason.ALLOTTED
    assert sorted(entries) == [
        ("Yiyuan", -10, allotted), ("Yiyuan", 10, allotted), ("Zhangdian", -5, allotted), ("Zhangdian", 20, allotted),
    ]  # fmt: skip
    rows = [row.get_text(" ", strip=True) for row in wu.get(f"/training/cohorts/{cohort.id}/seats").select("tbody tr")]
    assert len(rows) == 4
    assert all("淄教师函〔2026〕31号" in row and "Two schools are closed" in row for row in rows[:2])


def test_no_seat_is_taken_from_under_somebody(wu, zhangdian, school):
    cohort = cohort_with(of(zhangdian, 2))
    for _ in range(2):
        an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)

    page = wu.post(f"/training/cohorts/{cohort.id}/quota", **cells(({}, {zhangdian: 1}), note="Fewer"))

    assert (page.status, "2 seats of Zhangdian are taken; it cannot have fewer." in page.text) == (409, True)
    assert seats_of(cohort) == {("Zhangdian", EVERYBODY): (2, 2)}


def test_once_a_cohort_has_begun_its_seats_are_what_they_are(app, zhangdian):
    cohort = cohort_with(of(zhangdian, 2))
    for name, date in days_from(30).items():
        setattr(cohort, name, date - timedelta(days=31))

    with pytest.raises(Refused, match="has begun"):
        cohort.allot([of(zhangdian, 3)], by=a_city_admin())
    with pytest.raises(Refused, match="has begun"):
        cohort.spread_out({10: 3})


# Whose seat it is


@pytest.mark.parametrize(
    ("stage", "subject", "rural", "group"),
    [
        (Stage.PRIMARY, Subject.MATHEMATICS, True, RURAL_MATHEMATICS),
        (Stage.PRIMARY, Subject.MATHEMATICS, False, MATHEMATICS),
        (Stage.JUNIOR, Subject.MATHEMATICS, True, RURAL),
        (Stage.PRIMARY, Subject.CHINESE, True, RURAL),
        (None, None, True, RURAL),
        (Stage.PRIMARY, Subject.CHINESE, False, None),
    ],
)
def test_a_case_stands_in_the_most_particular_line_for_its_teacher(
    app, zhangdian, yiyuan, stage, subject, rural, group
):
    lines = [of(zhangdian, 1, group) for group in (RURAL, MATHEMATICS, RURAL_MATHEMATICS)]
    cohort = cohort_with(*lines, of(yiyuan, 9))
    teacher = a_teacher(a_school(zhangdian, is_rural=rural), stage=stage, subject=subject)

    line = cohort.line_for(teacher, teacher.school)

    assert (line and line.group) == group
    hindrances = eligibility(teacher, cohort, []).hindrances
    is_open = db.session.scalars(queries.cohorts_open_for(teacher)).all() == [cohort]
    assert (group is not None) == is_open == (not hindrances)


def test_a_teacher_for_whom_there_are_no_seats_hears_for_whom_they_are(as_person, zhangdian, school):
    cohort = cohort_with(of(zhangdian, 1, RURAL_MATHEMATICS), of(zhangdian, 1, RURAL))
    zhou = a_teacher(school, stage=Stage.PRIMARY, subject=Subject.CHINESE)

    page = as_person(zhou).get(f"/training/cohorts/{cohort.id}")

    assert (
        "The seats of Zhangdian in this cohort are for others: Primary Mathematics · Rural schools and Rural schools"
        in page.select_one("main").get_text()
    )


def test_a_full_line_leaves_a_teacher_the_seat_of_another_that_is_for_them(app, zhangdian, village):
    cohort, qian = cohort_with(of(zhangdian, 1, RURAL), of(zhangdian, 1)), a_county_admin(zhangdian)
    cases = [an_enrolment(cohort, teacher=a_teacher(village), line=line_for(cohort, RURAL)) for _ in range(3)]

    for case in cases[:2]:
        case.approve_for_county(by=qian)
    with pytest.raises(Refused, match=r"All seats of Zhangdian \(Rural schools\) are taken"):
        cases[2].approve_for_county(by=qian)

    assert [case.line.group for case in cases] == [RURAL, EVERYBODY, RURAL]
    assert seats_of(cohort) == {("Zhangdian", RURAL): (1, 1), ("Zhangdian", EVERYBODY): (1, 1)}


def test_soft_lines_of_a_county_lend_each_other_seats_and_hard_ones_do_not(app, zhangdian, yiyuan, village):
    soft = [of(zhangdian, 1, RURAL, soft=True), of(zhangdian, 2, URBAN, soft=True), of(zhangdian, 5, MATHEMATICS)]
    cohort, qian = cohort_with(*soft, of(yiyuan, 5, URBAN, soft=True)), a_county_admin(zhangdian)
    cases = [an_enrolment(cohort, teacher=a_teacher(village)) for _ in range(4)]

    for case in cases[:3]:
        case.approve_for_county(by=qian)
    with pytest.raises(Refused, match="All seats"):
        cases[3].approve_for_county(by=qian)

    found = seats_of(cohort)
    assert (found["Zhangdian", RURAL], found["Zhangdian", MATHEMATICS]) == ((3, 3), (0, 5))
    assert (found["Yiyuan", URBAN], cohort.allocated) == ((0, 5), 13)
    assert {case.line.group for case in cases} == {RURAL}
    lent = db.session.query(SeatMove).filter_by(reason=SeatReason.LENT)
    assert [(move.line.group, move.seats, move.by) for move in lent] == [(URBAN, -1, qian), (RURAL, 1, qian)] * 2


def test_what_a_line_has_is_the_sum_of_its_entries(app, zhangdian, village):
    cohort = cohort_with(of(zhangdian, 1, RURAL, soft=True), of(zhangdian, 2, URBAN, soft=True))
    case = an_enrolment(cohort, teacher=a_teacher(village))
    an_enrolment(cohort, teacher=a_teacher(village), state=S.CITY_REVIEW)
    case.approve_for_county(by=a_county_admin(zhangdian))
    cohort.allot([of(zhangdian, 4, RURAL)], by=a_city_admin())

    sums = Counter()
    for move in db.session.query(SeatMove):
        sums[move.line_id] += move.seats
    assert dict(sums) == {line.id: line.seats for line in cohort.lines}
    assert sorted(sums.values()) == [0, 4]


def test_two_counties_never_lend_each_other(app, zhangdian, yiyuan, village):
    cohort = cohort_with(of(zhangdian, 1, soft=True), of(yiyuan, 5, soft=True))
    an_enrolment(cohort, teacher=a_teacher(village), state=S.CITY_REVIEW)
    with pytest.raises(Refused, match="All seats"):
        an_enrolment(cohort, teacher=a_teacher(village)).approve_for_county(by=a_county_admin(zhangdian))


# A large quota is spread


@pytest.fixture
def spread(zhangdian):
    """From 20 seats at most 5 alike, from 10 at most 3: the rule of the city's own paper."""

    def with_seats(seats):
        cohort = cohort_with(of(zhangdian, seats))
        cohort.spread_out({20: 5, 10: 3})
        db.session.commit()
        return cohort

    return with_seats


@pytest.mark.parametrize(("seats", "most"), [(9, 6), (10, 3), (19, 3), (20, 5), (30, 5)])
def test_of_a_large_quota_so_many_are_alike_and_no_more(spread, zhangdian, school, seats, most):
    cohort, qian = spread(seats), a_county_admin(zhangdian)
    alike = [_asks(cohort, school, Subject.MATHEMATICS) for _ in range(6)]
    other, nothing = _asks(cohort, school, Subject.CHINESE), _asks(cohort, school, None)

    approved = [_is_approved(case, qian) for case in alike]

    assert approved == [True] * most + [False] * (6 - most)
    assert _is_approved(other, qian)
    assert _is_approved(nothing, qian)


def _asks(cohort, school, subject):
    return an_enrolment(cohort, teacher=a_teacher(school, stage=Stage.PRIMARY, subject=subject))


def _is_approved(case, by):
    try:
        case.approve_for_county(by=by)
    except Refused as refused:
        assert "Zhangdian may send at most" in str(refused)  # noqa: PT017 - a refusal is one of two right answers
        return False
    return True


def test_a_preview_says_whom_the_spread_and_the_lines_leave_out(spread, zhangdian, school):
    cohort, qian = spread(12), a_county_admin(zhangdian)
    for _ in range(2):
        _asks(cohort, school, Subject.MATHEMATICS).approve_for_county(by=qian)
    asked = [_asks(cohort, school, Subject.MATHEMATICS) for _ in range(2)]
    db.session.commit()

    assert _told(asked, qian) == ["", "Zhangdian may send at most 3 of Primary Mathematics."]


def test_a_preview_lends_and_borrows_as_the_decision_will(app, zhangdian, village, school):
    cohort = cohort_with(of(zhangdian, 1, RURAL, soft=True), of(zhangdian, 1, URBAN, soft=True))
    qian = a_county_admin(zhangdian)
    asked = [an_enrolment(cohort, teacher=a_teacher(place)) for place in (village, village, school)]

    assert _told(asked, qian) == ["", "", "All seats of Zhangdian (Urban schools) are taken."]
    db.session.expire_all()
    assert [_outcome(case, qian) for case in asked] == [
        "done",
        "done",
        "All seats of Zhangdian (Urban schools) are taken.",
    ]


def _told(cases, by):
    wanted = sa.select(Enrolment).where(Enrolment.id.in_([case.id for case in cases])).order_by(Enrolment.id)
    found = db.session.scalars(wanted.options(*queries.CASE_WITH_SEATS)).all()
    return [effect.hindrance for effect in bulk.preview(bulk.BY_NAME["approve_for_county"], found, by).effects]


def _outcome(case, by):
    try:
        case.approve_for_county(by=db.session.get(Person, by.id))
    except Refused as refused:
        return str(refused)
    return "done"


# The ledger


def test_a_county_sees_the_ledger_of_its_own_seats_and_nothing_is_changed_in_it(as_person, zhangdian, yiyuan):
    cohort = cohort_with(of(zhangdian, 20), of(yiyuan, 10))
    url = f"/training/cohorts/{cohort.id}/seats"

    def counties(person):
        return {row.th.text for row in as_person(person).get(url).select("tbody tr")}

    assert counties(a_county_admin(yiyuan)) == {"Yiyuan"}
    assert counties(somebody(Role.AUDITOR, the_city())) == {"Yiyuan", "Zhangdian"}
    for change in (sa.update(SeatMove).values(seats=1), sa.delete(SeatMove)):
        with pytest.raises(sa.exc.DatabaseError, match="seat_move only grows"):
            db.session.execute(change)
        db.session.rollback()
