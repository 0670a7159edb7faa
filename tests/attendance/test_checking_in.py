"""A phone in the hall: the code changes every ten seconds, one device is for one person, nobody is counted twice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine as travelling

from teachnet.accounts.models import Person
from teachnet.attendance import actions, codes
from teachnet.attendance.models import AttendanceMark, Kind, Source, WrongCode
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.keys import keys
from teachnet.training.models import Enrolment, EnrolmentState
from tests.attendance.factories import a_class, a_meeting, a_member
from tests.browsing import sign_in_as
from tests.factories import a_teacher

MANY = 12


@pytest.fixture
def cohort(app):
    return a_class()


@pytest.fixture
def meeting(cohort):
    return a_meeting(cohort)


def marks(meeting) -> list[tuple]:
    found = sa.select(AttendanceMark).where(AttendanceMark.meeting_id == meeting.id).order_by(AttendanceMark.id)
    return [(mark.enrolment_id, mark.kind, mark.source, mark.present) for mark in db.session.scalars(found)]


def later(seconds: float):
    return travelling.travel(utcnow() + timedelta(seconds=seconds), tick=False)


def test_a_code_is_good_while_it_is_shown_and_ten_seconds_longer(app, meeting):
    with travelling.travel(utcnow().replace(second=0, microsecond=0), tick=False):
        token, short = codes.token(meeting.id, Kind.IN), codes.short_code(meeting.id, Kind.IN)
        good = {}
        for seconds in (0, 9, 10, 19, 20, 21, 60):
            with later(seconds):
                good[seconds] = (codes.read_token(token), codes.is_short_code(short, meeting.id, Kind.IN))

    shown = ((meeting.id, Kind.IN), True)
    assert good == {0: shown, 9: shown, 10: shown, 19: shown, 20: (None, False), 21: (None, False), 60: (None, False)}


def test_without_the_clock_in_it_a_picture_of_the_code_would_stay_good(app, meeting, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(codes, "_now", lambda: 1)
    token = codes.token(meeting.id, Kind.IN)

    with later(3600):
        assert codes.read_token(token) == (meeting.id, Kind.IN)


@pytest.mark.parametrize(
    "forged", ["", ".", "1", "1.in", "1.in.", "1.in.0000000000000000", "x.in.y", "9" * 400, "1.out.é"]
)
def test_a_made_up_code_is_nothing(app, forged):
    assert codes.read_token(forged) is None


def test_a_code_of_one_meeting_or_kind_is_none_of_another(app, cohort, meeting):
    token = codes.token(meeting.id, Kind.IN)

    assert codes.read_token(token.replace(".in.", ".out.")) is None
    assert codes.read_token(token.replace(f"{meeting.id}.", f"{meeting.id + 1}.", 1)) is None


def test_a_scan_leads_to_a_button_and_only_the_button_checks_in(app, cohort, meeting):
    case = a_member(cohort)
    phone = sign_in_as(app, case.teacher)

    confirm = phone.get(f"/training/check-in/scan/{codes.token(meeting.id, Kind.IN)}").location
    assert marks(meeting) == []
    page = phone.get(confirm)
    assert "I am here" in page.text
    answer = phone.post(confirm)

    assert (answer.status_code, marks(meeting)) == (303, [(case.id, Kind.IN, Source.QR, True)])


def test_who_has_to_sign_in_first_keeps_the_scan(app, cohort, meeting):
    case, phone = a_member(cohort), app.test_client()
    with app.app_context():
        confirm = phone.get(f"/training/check-in/scan/{codes.token(meeting.id, Kind.IN)}").location
        assert "/sign-in" in phone.get(confirm).location

    signed_in = sign_in_as(app, case.teacher)
    signed_in.set_cookie("device", phone.get_cookie("device").value)
    with app.app_context(), later(60):
        assert signed_in.post(confirm).status_code == 303
    assert len(marks(meeting)) == 1


def test_a_ticket_is_good_for_two_minutes_and_only_on_the_device_that_scanned(app, cohort, meeting):
    case, friend = a_member(cohort), a_member(cohort, "Liu")
    phone = sign_in_as(app, case.teacher)
    confirm = phone.get(f"/training/check-in/scan/{codes.token(meeting.id, Kind.IN)}").location

    relayed = sign_in_as(app, friend.teacher).post(confirm)
    with later(121):
        late = phone.post(confirm)

    assert (relayed.status_code, late.status_code, marks(meeting)) == (409, 409, [])


def test_a_picture_of_the_screen_passed_on_is_too_late(app, cohort, meeting):
    friend = sign_in_as(app, a_member(cohort, "Liu").teacher)
    token = codes.token(meeting.id, Kind.IN)

    with later(20):
        answer = friend.get(f"/training/check-in/scan/{token}")

    assert (answer.status_code, "This code is over" in answer.text) == (410, True)


def test_one_device_checks_in_one_person(app, cohort, meeting):
    zhou, liu = a_member(cohort), a_member(cohort, "Liu")
    actions.check_in(zhou, meeting, Kind.IN, by=zhou.teacher, device="phone", source=Source.QR)

    with pytest.raises(Refused, match="This device has checked in somebody else"):
        actions.check_in(liu, meeting, Kind.IN, by=liu.teacher, device="phone", source=Source.QR)
    assert actions.check_in(zhou, meeting, Kind.IN, by=zhou.teacher, device="phone", source=Source.QR) is False
    assert actions.check_in(zhou, meeting, Kind.IN, by=zhou.teacher, device="another", source=Source.CODE) is False


def test_six_digits_do_for_a_camera_that_fails(as_person, cohort, meeting):
    case = a_member(cohort)

    answer = as_person(case.teacher).post("/training/check-in", code=codes.short_code(meeting.id, Kind.IN))

    assert (answer.status, marks(meeting)) == (303, [(case.id, Kind.IN, Source.CODE, True)])


def test_who_guesses_waits(as_person, cohort, meeting):
    browser, code = as_person(a_member(cohort).teacher), codes.short_code(meeting.id, Kind.IN)
    wrong = f"{(int(code) + 7) % 1_000_000:06}"

    statuses = [browser.post("/training/check-in", code=wrong).status for _ in range(actions.TRIES)]
    waits = browser.post("/training/check-in", code=codes.short_code(meeting.id, Kind.IN))

    assert (statuses, waits.status, marks(meeting)) == ([422] * actions.TRIES, 409, [])
    db.session.execute(sa.update(WrongCode).values(at=utcnow() - actions.A_WHILE))
    db.session.commit()
    assert browser.post("/training/check-in", code=codes.short_code(meeting.id, Kind.IN)).status == 303


def test_who_is_not_of_the_class_is_told_so(app, cohort, meeting):
    stranger = sign_in_as(app, a_teacher())
    confirm = stranger.get(f"/training/check-in/scan/{codes.token(meeting.id, Kind.IN)}").location

    answer = stranger.post(confirm)

    assert (answer.status_code, "You are not on the list of this class" in answer.text) == (409, True)


@pytest.mark.parametrize("state", [EnrolmentState.RESERVE, EnrolmentState.DECLINED, EnrolmentState.REMOVED])
def test_only_who_has_a_place_belongs_to_the_class(as_person, cohort, meeting, state):
    case = a_member(cohort, state=state)

    page = as_person(case.teacher).post("/training/check-in", code=codes.short_code(meeting.id, Kind.IN))

    assert (page.status, marks(meeting)) == (422, [])


def test_one_checks_in_around_the_time_of_the_meeting_only(cohort):
    case = a_member(cohort)
    early, late = (a_meeting(cohort, begins=utcnow() + timedelta(hours=hours), hours=1) for hours in (1, -3))

    for meeting in (early, late):
        with pytest.raises(Refused, match="from half an hour before"):
            actions.check_in(case, meeting, Kind.IN, by=case.teacher, device="phone", source=Source.QR)


def test_the_screen_shows_a_code_that_a_phone_can_read_and_counts_who_is_here(app, as_person, cohort, meeting):
    case = a_member(cohort)
    host = as_person(cohort.host)
    actions.check_in(case, meeting, Kind.IN, by=case.teacher, device=keys.fingerprint("phone"), source=Source.QR)
    db.session.commit()

    page = host.get(f"/training/meetings/{meeting.id}/screen")

    piece = page.select_one("#check-in-code")
    assert piece.select_one("svg.qr") is not None
    assert piece["hx-get"] == f"/training/meetings/{meeting.id}/screen/code?kind=in"
    digits = piece.select_one(".short").text.replace(" ", "")
    assert codes.is_short_code(digits, meeting.id, Kind.IN)
    assert "One is here" in piece.text


def checking_in(case, meeting, device):
    def act(_seen):
        found = db.session.get(Enrolment, case_id)
        person = db.session.get(Person, person_id)
        actions.check_in(
            found, db.session.get(type(meeting), meeting_id), Kind.IN, by=person, device=device, source=Source.QR
        )

    case_id, meeting_id, person_id = case.id, meeting.id, case.teacher_id
    return (lambda: None), act


def test_many_presses_of_one_button_at_once_leave_one_mark(at_once, cohort, meeting):
    case = a_member(cohort)

    ends = at_once(*(checking_in(case, meeting, "phone") for _ in range(MANY)))

    assert (ends["done"], len(marks(meeting))) == (MANY, 1)


def test_of_many_people_on_one_device_at_once_exactly_one_is_checked_in(at_once, cohort, meeting):
    cases = [a_member(cohort, f"Teacher {number}") for number in range(MANY)]

    ends = at_once(*(checking_in(case, meeting, "phone") for case in cases))

    assert (ends["done"], len(marks(meeting))) == (1, 1)
