"""Another round: what no county used comes back, and is offered again by rule."""

from datetime import timedelta

import pytest

from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training import rounds
from teachnet.training.models import Allotment, EarlierRound, EnrolmentState, OfferRule, SeatMove, SeatReason, Window
from teachnet.training.rounds import shared_out
from tests.factories import a_city_admin, a_county, a_school, a_teacher
from tests.training.factories import a_cohort, an_enrolment, line_of, reviewed_days

S = EnrolmentState
BY_NEED, EVENLY, KEEP = OfferRule


@pytest.mark.parametrize(
    ("seats", "wishes", "shares"),
    [
        (5, {"a": 2, "b": 3}, {"a": 2, "b": 3}),
        (9, {"a": 2, "b": 3}, {"a": 2, "b": 3}),
        (3, {"a": 2, "b": 4}, {"a": 1, "b": 2}),
        (4, {"a": 1, "b": 1, "c": 8}, {"a": 1, "b": 0, "c": 3}),
        (5, {"a": 3, "b": 3, "c": 1}, {"a": 2, "b": 2, "c": 1}),
        (1, {"a": 1, "b": 1}, {"a": 1, "b": 0}),
        (0, {"a": 1}, {"a": 0}),
        (3, {}, {}),
    ],
)
def test_seats_are_shared_out_by_wishes_never_more_and_none_is_lost(seats, wishes, shares):
    assert shared_out(seats, wishes) == shares
    assert sum(shares.values()) == min(seats, sum(wishes.values()))


class Season:
    """A cohort of 40 seats after its first round: `county(name, seats, used, on reserve, of those rural)`."""

    def __init__(self):
        self.counties, self.cells, self.people = {}, [], []

    def county(self, name, seats, used, waiting=0, rural=0):
        county = self.counties[name] = a_county(name=name)
        town, village = a_school(county), a_school(county, is_rural=True)
        self.cells.append(Allotment(county.id, seats))
        self.people += [(county, town, S.CONFIRMED)] * used
        self.people += [(county, village, S.RESERVE)] * rural + [(county, town, S.RESERVE)] * (waiting - rural)
        return self

    def cohort(self, **fields):
        cohort = a_cohort(seats=40, **reviewed_days() | fields)
        cohort.allot(self.cells, by=a_city_admin())
        db.session.commit()
        for _county, school, state in self.people:
            an_enrolment(cohort, teacher=a_teacher(school), state=state)
        return cohort


@pytest.fixture
def season(app):
    """Zhangdian left 6 of its 10 seats; Zichuan has 3 waiting for none, Boshan 1 and Linzi 2 of villages."""
    made = Season().county("Zhangdian", 10, 4).county("Zichuan", 5, 5, waiting=3)
    return made.county("Boshan", 4, 4, waiting=1, rural=1).county("Linzi", 6, 6, waiting=2, rural=2)


def shifts_of(cohort, rule, rural_first=False):
    shifts = rounds.preview(cohort, rule, rural_first=rural_first)
    return {shift.line.county.name: (shift.back, shift.gets) for shift in shifts}


def test_by_need_they_go_to_those_who_wait_and_what_nobody_needs_stays_with_the_city(season):
    cohort = season.cohort()
    back = {"Zhangdian": (6, 0)}
    assert shifts_of(cohort, BY_NEED) == back | {"Zichuan": (0, 3), "Boshan": (0, 1), "Linzi": (0, 2)}
    assert shifts_of(cohort, EVENLY) == back | {"Zichuan": (0, 2), "Boshan": (0, 2), "Linzi": (0, 2)}
    assert shifts_of(cohort, KEEP) == back | dict.fromkeys(("Zichuan", "Boshan", "Linzi"), (0, 0))


def test_where_too_few_come_back_people_of_rural_schools_come_first(app):
    made = Season().county("Zhangdian", 6, 4).county("Zichuan", 5, 5, waiting=4).county("Boshan", 4, 4, 2, rural=2)
    cohort = made.cohort()
    assert shifts_of(cohort, BY_NEED) == {"Zhangdian": (2, 0), "Zichuan": (0, 1), "Boshan": (0, 1)}
    assert shifts_of(cohort, BY_NEED, rural_first=True) == {"Zhangdian": (2, 0), "Zichuan": (0, 0), "Boshan": (0, 2)}


def test_a_county_keeps_free_seats_for_its_own_reserve(app):
    made = Season().county("Zhangdian", 10, 4, waiting=4).county("Zichuan", 5, 5, waiting=1)
    assert shifts_of(made.cohort(), BY_NEED) == {"Zhangdian": (2, 0), "Zichuan": (0, 1)}


def typed(**fields):
    days = {"opens_on": 0, "closes_on": 3, "county_review_by": 5}
    return {name: (today() + timedelta(days=later)).isoformat() for name, later in days.items()} | fields


def test_a_round_is_previewed_then_held_and_all_of_it_is_in_the_ledger(as_person, season):
    cohort, wu = season.cohort(), as_person(a_city_admin())
    first, url = Window(cohort.opens_on, cohort.closes_on, cohort.county_review_by), f"/training/cohorts/{cohort.id}"
    assert f"{url}/rounds/next" in {link.get("href") for link in wu.get(url).select("a")}

    page = wu.post(f"{url}/rounds/preview", **typed(rule="evenly", note="As agreed"))
    assert [cell.text for cell in page.select("tbody tr")[1].select("td")] == ["5", "5", "3", "—", "+2", "7"]
    assert (page.select_one("#note")["value"], db.session.query(EarlierRound).count()) == ("As agreed", 0)
    assert wu.post(f"{url}/rounds", **typed(rule="by_need", document_number="No. 40")).status == 303

    db.session.expire_all()
    assert {line.county.name: line.seats for line in cohort.lines} == {
        "Zhangdian": 4, "Zichuan": 8, "Boshan": 5, "Linzi": 8,
    }  # fmt: skip
    assert (cohort.round, cohort.allocated, cohort.is_open, cohort.closes_on) == (
        2, 25, True, today() + timedelta(days=3),
    )  # fmt: skip
    (before,) = cohort.earlier_rounds
    assert (before.number, Window(before.opens_on, before.closes_on, before.county_review_by)) == (1, first)
    moved = db.session.query(SeatMove).filter(SeatMove.document_number == "No. 40")
    assert sorted((move.reason, move.seats) for move in moved) == [
        (SeatReason.RECLAIMED, -6), (SeatReason.REOFFERED, 1), (SeatReason.REOFFERED, 2), (SeatReason.REOFFERED, 3),
    ]  # fmt: skip
    assert "round 2" in wu.get(url).select_one("aside").text


def test_after_the_round_whoever_waited_is_offered_the_new_seat(season):
    cohort = season.cohort()
    window = Window(today(), today(), today())
    rounds.hold(cohort, window, BY_NEED, rural_first=True, by=a_city_admin())
    db.session.commit()
    first = next(case for case in cohort.enrolments if case.reserve_rank == 1 and case.school.county.name == "Boshan")
    first.offer_place(by=a_city_admin())
    assert line_of(cohort, season.counties["Boshan"]).is_full


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"opens_on": -1}, "opens_on"),
        ({"closes_on": -1}, "closes_on"),
        ({"county_review_by": 2}, "county_review_by"),
        ({"county_review_by": 20}, "county_review_by"),
    ],
)
def test_days_that_do_not_follow_are_marked_and_nothing_moves(as_person, season, fields, field):
    cohort = season.cohort()
    days = {name: (today() + timedelta(days=later)).isoformat() for name, later in fields.items()}

    page = as_person(a_city_admin()).post(f"/training/cohorts/{cohort.id}/rounds", **typed(**days, rule="keep"))

    assert (page.status, cohort.round) == (422, 1)
    assert page.select_one(f"#{field}-error") is not None


def test_a_round_begins_once_the_review_is_over_and_before_the_cohort_begins(as_person, app):
    wu = as_person(a_city_admin())
    under_review = a_cohort({a_county(): 3})
    on_notice = a_cohort({a_county(): 3}, is_on_notice=True, **reviewed_days())
    for cohort in (under_review, on_notice):
        assert wu.post(f"/training/cohorts/{cohort.id}/rounds", **typed(rule="keep")).status == 409
        with pytest.raises(Refused, match="Another round begins once"):
            rounds.hold(cohort, Window(today(), today(), today()), KEEP, rural_first=True, by=a_city_admin())
        db.session.rollback()
