"""One comes instead of another: asked for by school or county, decided by the city, and both halves stay."""

import time
from datetime import timedelta

import pytest

from teachnet.accounts.models import Stage, Subject, Title
from teachnet.db import db, today, utcnow
from teachnet.errors import Refused
from teachnet.training import actions
from teachnet.training.models import (
    Allotment,
    EnrolmentState,
    EntryRule,
    EntryRuleKind,
    Group,
    QuotaLine,
    Replacement,
    ReplacementState,
    SchoolType,
)
from tests.factories import a_city_admin, a_county_admin, a_school, a_school_admin, a_teacher
from tests.training.factories import a_cohort, an_enrolment, line_of

S = EnrolmentState
MATHS = {"stage": Stage.PRIMARY, "subject": Subject.MATHEMATICS}


@pytest.fixture
def case(zhangdian, school):
    """Zhou has confirmed in a cohort whose one seat they hold."""
    return an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school, "Zhou", **MATHS), state=S.CONFIRMED)


def url(case):
    return f"/training/enrolments/{case.id}/replacement"


def offered(page):
    return [choice.text.partition("（")[0] for choice in page.select("#teacher_id option, #teacher_id label")]


def test_a_school_asks_the_city_approves_and_the_other_has_the_place(as_person, case, school, zhangdian):
    liu, sun, wu = a_teacher(school, "Liu", **MATHS), as_person(a_school_admin(school)), as_person(a_city_admin())
    sun.post(url(case), teacher_id=liu.id, note="Zhou is ill")
    asked = db.session.query(Replacement).one()

    assert wu.post(f"/training/replacements/{asked.id}/approval").status == 303

    db.session.expire_all()
    instead = asked.instead
    assert (case.state, instead.state, instead.teacher, instead.line) == (S.DECLINED, S.ADMITTED, liu, case.line)
    assert (asked.state, line_of(case.cohort, zhangdian).used) == (ReplacementState.APPROVED, 1)
    assert case.moved_note == "Replaced by Liu: Zhou is ill"
    assert instead.history[0].note == "Instead of Zhou: Zhou is ill"
    row = sun.get("/training/replacements").select("tbody tr")[0].get_text(" ", strip=True)
    assert "Zhou" in row
    assert "Liu" in row
    assert "Replaced" in row
    assert as_person(liu).post(f"/training/enrolments/{instead.id}/confirmation").status == 303


def test_the_longest_reason_fits_into_both_histories(case, school):
    liu, reason = a_teacher(school, "Liu", **MATHS), "长" * 500
    asked = actions.ask_replacement(case, liu, by=a_school_admin(school), reason=reason)
    actions.approve_replacement(asked, by=a_city_admin())
    db.session.commit()
    assert len(case.moved_note) == len(asked.instead.history[0].note) == 500


def test_offered_are_those_who_teach_the_same_in_the_county_and_are_free(as_person, case, school, zhangdian):
    a_teacher(school, "Near", **MATHS)
    a_teacher(a_school(zhangdian), "Far", **MATHS)
    a_teacher(a_school(), "Elsewhere", **MATHS)
    a_teacher(school, "Chinese", stage=Stage.PRIMARY, subject=Subject.CHINESE)
    busy = a_teacher(school, "Busy", **MATHS)
    an_enrolment(a_cohort({zhangdian: 3}), teacher=busy, state=S.CONFIRMED)

    assert offered(as_person(a_school_admin(school)).get(url(case))) == ["Near"]
    assert sorted(offered(as_person(a_county_admin(zhangdian)).get(url(case)))) == ["Far", "Near"]


def test_the_conditions_of_the_cohort_hold_for_whoever_comes_instead(case, school):
    case.cohort.entry_rules = [EntryRule(kind=EntryRuleKind.LEAST_TITLE, title=Title.FIRST)]
    liu = a_teacher(school, "Liu", title=Title.THIRD, **MATHS)
    with pytest.raises(Refused, match="Not met"):
        actions.ask_replacement(case, liu, by=a_school_admin(school), reason="Ill")
    assert actions.replacements_for(case, [liu]) == []


def test_somebody_of_another_county_does_not_come_instead(case, school):
    liu = a_teacher(a_school(), "Liu", **MATHS)
    with pytest.raises(Refused, match="teaches in the same county"):
        actions.ask_replacement(case, liu, by=a_school_admin(school), reason="Ill")


def test_a_seat_for_rural_schools_stays_one(zhangdian, school):
    village = a_school(zhangdian, is_rural=True)
    cohort = a_cohort(seats=5)
    cohort.allot([Allotment(zhangdian.id, 1, Group(school_type=SchoolType.RURAL))], by=a_city_admin())
    place = an_enrolment(cohort, teacher=a_teacher(village, **MATHS), state=S.CONFIRMED)
    town, near = a_teacher(school, "Town", **MATHS), a_teacher(village, "Near", **MATHS)

    assert actions.replacements_for(place, [town, near]) == [near]
    with pytest.raises(Refused, match="The seat is for others: Rural schools"):
        actions.ask_replacement(place, town, by=a_county_admin(zhangdian), reason="Ill")


def test_after_arrival_or_the_freeze_nobody_is_replaced(case, school, zhangdian, time_machine):
    sun, liu = a_school_admin(school), a_teacher(school, "Liu", **MATHS)
    arrived = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school, **MATHS), state=S.ARRIVED)
    with pytest.raises(Refused, match="has not arrived"):
        actions.ask_replacement(arrived, liu, by=sun, reason="Ill")
    db.session.rollback()
    case.cohort.promotes_until = today() + timedelta(days=4)
    asked = actions.ask_replacement(case, liu, by=sun, reason="Ill")
    db.session.commit()
    time_machine.move_to(utcnow() + timedelta(days=5))
    with pytest.raises(Refused, match="too late to replace"):
        actions.approve_replacement(asked, by=a_city_admin())
    db.session.rollback()
    assert (case.state, asked.state) == (S.CONFIRMED, ReplacementState.ASKED)


def test_it_is_asked_once_at_a_time_and_decided_once(case, school):
    sun, wu = a_school_admin(school), a_city_admin()
    liu, han = a_teacher(school, "Liu", **MATHS), a_teacher(school, "Han", **MATHS)
    asked = actions.ask_replacement(case, liu, by=sun, reason="Ill")
    db.session.commit()
    with pytest.raises(Refused, match="asked for already"):
        actions.ask_replacement(case, han, by=sun, reason="Ill")
    db.session.rollback()
    asked.refuse(by=wu, reason="She may come after all")
    db.session.commit()
    with pytest.raises(Refused, match="decided already: Not approved"):
        actions.approve_replacement(asked, by=wu)
    db.session.rollback()
    actions.ask_replacement(case, han, by=sun, reason="Still ill")
    db.session.commit()
    assert case.state is S.CONFIRMED


def test_one_who_got_busy_meanwhile_is_not_put_in_and_nothing_moves(case, school, zhangdian):
    liu = a_teacher(school, "Liu", **MATHS)
    asked = actions.ask_replacement(case, liu, by=a_school_admin(school), reason="Ill")
    an_enrolment(a_cohort({zhangdian: 3}), teacher=liu, state=S.CONFIRMED)
    with pytest.raises(Refused, match="overlap"):
        actions.approve_replacement(asked, by=a_city_admin())
    db.session.rollback()
    assert (case.state, line_of(case.cohort, zhangdian).used) == (S.CONFIRMED, 1)


def test_of_two_who_approve_at_once_one_does(at_once, case, school, zhangdian):
    asked = actions.ask_replacement(case, a_teacher(school, "Liu", **MATHS), by=a_school_admin(school), reason="Ill")
    wu = a_city_admin()
    db.session.commit()
    who, asked_id, wu_id = type(wu), asked.id, wu.id

    def act(_seen):
        actions.approve_replacement(db.session.get(Replacement, asked_id), by=db.session.get(who, wu_id))

    ends = at_once(*[(lambda: None, act)] * 4)
    assert ends["done"] == 1
    db.session.expire_all()
    assert line_of(case.cohort, zhangdian).used == 1


def test_who_approves_and_who_gives_seats_at_once_do_not_wait_for_each_other(
    at_once, zhangdian, school, case, monkeypatch
):
    """Both lock the cohort, then its lines: the other way round PostgreSQL would end one of them. Each holds what it
    has for a moment, so that the other is there."""
    asked = actions.ask_replacement(case, a_teacher(school, **MATHS), by=a_school_admin(school), reason="Ill")
    case.cohort.seats, wu = 9, a_city_admin()
    db.session.commit()
    who, kind = type(wu), type(case.cohort)
    asked_id, cohort_id, wu_id, county_id = asked.id, case.cohort_id, wu.id, zhangdian.id
    for holder in (kind, QuotaLine):
        monkeypatch.setattr(holder, "lock", _slowly(holder.lock))

    def approve(_seen):
        actions.approve_replacement(db.session.get(Replacement, asked_id), by=db.session.get(who, wu_id))

    def allot(_seen):
        db.session.get(kind, cohort_id).allot([Allotment(county_id, 3)], by=db.session.get(who, wu_id))

    assert at_once((lambda: None, approve), (lambda: None, allot)) == {"done": 2}


def _slowly(lock):
    def locked(held):
        found = lock(held)
        time.sleep(0.2)
        return found

    return locked


def test_nobody_decides_what_they_asked_for_and_words_are_needed_to_refuse(as_person, case, school, zhangdian):
    sun, liu, wu = a_school_admin(school), a_teacher(school, "Liu", **MATHS), as_person(a_city_admin())
    asked = actions.ask_replacement(case, liu, by=sun, reason="Ill")
    db.session.commit()
    at = f"/training/replacements/{asked.id}"
    assert as_person(sun).post(f"{at}/approval").status == 403
    other = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school, **MATHS), state=S.CONFIRMED)
    db.session.add(Replacement(case=other, teacher=liu, asked_by=sun, reason="Ill"))
    page = wu.post(f"{at}/refusal", note="x" * 501)
    assert (page.status, [row.th.a.text for row in page.select("tr") if row.select(".error")]) == (422, ["Zhou"])
    assert page.select_one(f"#note-{asked.id}").text == "x" * 501
    assert wu.post(f"{at}/refusal", note=" ").status == 422
    assert wu.post(f"{at}/refusal", note="Not now").status == 303
    assert (asked.state, asked.decided_note) == (ReplacementState.REFUSED, "Not now")


def test_the_list_costs_the_same_for_few_and_for_many(as_person, zhangdian, school, statements):
    wu, sun, costs = as_person(a_city_admin()), a_school_admin(school), []
    for _ in range(2):
        for _ in range(3):
            place = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school, **MATHS), state=S.CONFIRMED)
            db.session.add(Replacement(case=place, teacher=a_teacher(school), asked_by=sun, reason="Ill"))
        db.session.commit()
        statements.clear()
        wu.get("/training/replacements")
        costs.append(len(statements))
    assert costs[0] == costs[1]
