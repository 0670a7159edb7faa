"""People decide, the teacher is heard, somebody else decides about the appeal; hours follow the decision."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DatabaseError

from teachnet.accounts.models import Role
from teachnet.anomalies.models import Anomaly, AnomalyKind, AnomalyMove, AnomalyState
from teachnet.credits.models import AttestedRecord
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.study import jobs as study
from tests.anomalies.factories import an_anomaly
from tests.factories import a_county, a_county_admin, a_school, a_school_admin, a_teacher, somebody, the_city
from tests.study.factories import a_course, a_learner

S = AnomalyState


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def bai(county):
    return a_teacher(a_school(county), "Bai")


@pytest.fixture
def office(county):
    return a_county_admin(county)


@pytest.fixture
def anomaly(bai):
    return an_anomaly(bai)


def now(anomaly) -> AnomalyState:
    db.session.expire_all()
    return db.session.get_one(Anomaly, anomaly.id).state


def hours_of(person) -> int:
    """Minutes that stand in the ledger."""
    stands = sa.select(sa.func.coalesce(sa.func.sum(AttestedRecord.minutes), 0)).where(
        AttestedRecord.person_id == person.id, AttestedRecord.voided_at.is_(None)
    )
    return db.session.scalar(stands)


def a_finished_course(person):
    enrolment = a_learner(a_course(), person, started_at=utcnow() - timedelta(days=3), finished_at=utcnow())
    study.credit([{"enrolment": enrolment.id}])
    db.session.commit()
    return enrolment


def test_a_suspicion_is_told_to_offices_and_not_to_whom_it_is_about(as_person, anomaly, office, bai):
    here = f"/study/anomalies/{anomaly.id}"
    assert "16 different hours" in as_person(office).get("/study/anomalies/").text
    assert "16 different hours" in as_person(office).get(here).text
    assert as_person(bai).get(here).status == 404
    assert "No finding" in as_person(bai).get("/study/anomalies/mine").text
    assert "One anomaly in study to judge" in as_person(office).get("/").text
    assert as_person(a_county_admin(a_county(name="Yiyuan"), "Qi")).get(here).status == 404


def test_nothing_in_it(as_person, anomaly, office, bai):
    assert as_person(office).post(f"/study/anomalies/{anomaly.id}/clearance", note="Asked her").status == 303
    assert now(anomaly) is S.CLEARED
    assert as_person(bai).get(f"/study/anomalies/{anomaly.id}").status == 404
    assert as_person(office).post(f"/study/anomalies/{anomaly.id}/clearance", note="").status == 409


def test_what_is_upheld_takes_hours_back_and_is_told(as_person, anomaly, office, bai):
    enrolment, kept = a_finished_course(bai), a_finished_course(bai)
    here = f"/study/anomalies/{anomaly.id}"
    assert hours_of(bai) == 240
    browser = as_person(office)
    assert browser.post(f"{here}/upholding", note="", taken_back=[enrolment.id]).status == 422
    assert browser.post(f"{here}/upholding", note="She was asked", taken_back=[enrolment.id]).status == 303
    assert (hours_of(bai), now(anomaly), anomaly.taken_back) == (120, S.UPHELD, [enrolment.id])
    assert kept.id not in anomaly.taken_back
    teacher = as_person(bai)
    assert "A finding about your study" in teacher.get("/").text
    assert "She was asked" in teacher.get(here).text


def test_courses_of_others_cannot_be_taken_back(as_person, anomaly, office):
    other = a_finished_course(a_teacher(a_school(name="Other school"), "Other"))
    sent = {"note": "Why", "taken_back": [other.id]}
    assert as_person(office).post(f"/study/anomalies/{anomaly.id}/upholding", **sent).status == 422
    assert now(anomaly) is S.OPEN


def test_hours_are_taken_back_once_and_come_back_once(as_person, anomaly, office, bai):
    """Not of a course that is still studied, nor of one that another finding has taken back already."""
    enrolment, studied = a_finished_course(bai), a_learner(a_course(title="Going on"), bai)
    second = an_anomaly(bai, kind=AnomalyKind.TOO_FAST, evidence={"beats": 9, "too_fast": 8})
    browser = as_person(office)
    offered = [box["value"] for box in browser.get(f"/study/anomalies/{second.id}").select("[name=taken_back]")]
    assert offered == [str(enrolment.id)]
    sent = {"note": "So it is", "taken_back": [enrolment.id]}
    assert browser.post(f"/study/anomalies/{anomaly.id}/upholding", **sent).status == 303
    assert browser.post(f"/study/anomalies/{second.id}/upholding", **sent).status == 422
    assert browser.post(f"/study/anomalies/{second.id}/upholding", note="Why", taken_back=[studied.id]).status == 422
    assert hours_of(bai) == 0


def test_an_appeal_is_decided_by_somebody_else_and_gives_back(as_person, anomaly, office, bai):
    enrolment, here = a_finished_course(bai), f"/study/anomalies/{anomaly.id}"
    as_person(office).post(f"{here}/upholding", note="So it is", taken_back=[enrolment.id])
    assert hours_of(bai) == 0
    assert as_person(bai).post(f"{here}/appeal", note="").status == 422
    assert as_person(bai).post(f"{here}/appeal", note="The clock of my phone was wrong").status == 303
    assert as_person(bai).post(f"{here}/appeal", note="Again").status == 409
    assert as_person(office).post(f"{here}/appeal-decision", note="No", decision="confirm").status == 409
    city = as_person(somebody(Role.CITY_ADMIN, the_city(), "Wu"))
    assert "The clock of my phone was wrong" in city.get(here).text
    assert city.post(f"{here}/appeal-decision", note="He is right", decision="overturn").status == 303
    assert (now(anomaly), hours_of(bai), anomaly.taken_back) == (S.OVERTURNED, 120, [])
    moves = [
        (move.became, move.by.name) for move in db.session.scalars(sa.select(AnomalyMove).order_by(AnomalyMove.id))
    ]
    assert moves == [(S.UPHELD, office.name), (S.APPEALED, "Bai"), (S.OVERTURNED, "Wu")]


def test_what_is_confirmed_stands(as_person, anomaly, office, bai, county):
    enrolment, here = a_finished_course(bai), f"/study/anomalies/{anomaly.id}"
    as_person(office).post(f"{here}/upholding", note="So it is", taken_back=[enrolment.id])
    as_person(bai).post(f"{here}/appeal", note="No")
    second = a_county_admin(county, "Second")
    assert as_person(second).post(f"{here}/appeal-decision", note="It is so", decision="confirm").status == 303
    assert (now(anomaly), hours_of(bai)) == (S.CONFIRMED, 0)


def test_after_fifteen_days_it_is_too_late(anomaly, office, bai):
    anomaly.uphold(by=office, note="So it is", taken_back=[])
    db.session.commit()
    with time_machine.travel(utcnow() + timedelta(days=15, minutes=1)), pytest.raises(Refused, match="fifteen days"):
        anomaly.appeal(by=bai, note="Late")


def test_a_school_sees_its_people_and_judges_nobody(as_person, anomaly, bai):
    admin = as_person(a_school_admin(bai.school))
    assert "16 different hours" in admin.get("/study/anomalies/").text
    assert admin.post(f"/study/anomalies/{anomaly.id}/clearance", note="").status == 403
    assert admin.get("/study/anomalies/rules").status == 403


def test_the_city_sets_from_how_much_on(as_person, app):
    city = as_person(somebody(Role.CITY_ADMIN, the_city(), "Wu"))
    sent = {"people_a_device": 4, "hours_a_day": 12, "too_fast_beats": 9, "missed_percent": 90, "same_percent": 70}
    assert city.post("/study/anomalies/rules", **sent | {"hours_a_day": 3}).status == 422
    assert city.post("/study/anomalies/rules", **sent).status == 303
    assert city.get("/study/anomalies/rules").select_one("[name=hours_a_day]")["value"] == "12"


def test_decisions_stay_as_they_were(anomaly, office):
    anomaly.clear(by=office, note="Fine")
    db.session.commit()
    with pytest.raises(DatabaseError):
        db.session.execute(sa.update(AnomalyMove).values(note="Other"))
    db.session.rollback()
