"""The timetable: no room, lecturer or class in two places at once."""

from datetime import datetime, time, timedelta

import pytest
import sqlalchemy as sa

from teachnet.attendance import actions
from teachnet.attendance.models import ClassMeeting, Kind, Source
from teachnet.db import CITY_TIME, db, today
from teachnet.errors import Refused
from teachnet.training.models import Cohort
from tests.attendance.factories import a_class, a_meeting, a_member, typed

MANY = 6


@pytest.fixture
def cohort(app):
    return a_class(begun=1)


def at(hour: int, day=None) -> datetime:
    return datetime.combine(day or today(), time(hour), CITY_TIME)


def placed(cohort, hour, **fields) -> ClassMeeting:
    given = {"title": "Clinic", "begins_at": at(hour), "ends_at": at(hour + 2), "minutes": 90}
    meeting = ClassMeeting()
    meeting.place(cohort, **given | {"room": "", "lecturer": "", "asks_check_out": False} | fields)
    db.session.add(meeting)
    db.session.commit()
    return meeting


def test_a_host_plans_a_meeting_and_everybody_reads_when_it_is(as_person, cohort):
    answer = as_person(cohort.host).post(f"/training/cohorts/{cohort.id}/meetings/new", **typed())

    assert answer.status == 303
    page = as_person(a_member(cohort).teacher).get(f"/training/cohorts/{cohort.id}/timetable")
    assert "08:30–11:30 Lesson clinic" in page.select_one(".meeting strong").text


@pytest.mark.parametrize(
    ("same", "why"),
    [
        ({"room": "201"}, r"Room 201 is taken by “Clinic”"),
        ({"lecturer": "Wang"}, r"Wang teaches “Clinic” then"),
    ],
)
def test_a_room_or_a_lecturer_is_not_in_two_places_at_once(cohort, same, why):
    other = a_class(begun=1)
    placed(cohort, 8, **same)

    with pytest.raises(Refused, match=why):
        placed(other, 9, **same)
    db.session.rollback()
    placed(other, 10, **same)  # when the first is over


def test_a_class_is_not_in_two_places_at_once(cohort):
    placed(cohort, 8)

    with pytest.raises(Refused, match="The class is at “Clinic” then"):
        placed(cohort, 9)


def test_a_meeting_lies_within_the_days_of_its_cohort(cohort):
    with pytest.raises(Refused, match="outside the days of the cohort"):
        placed(cohort, 8, begins_at=at(8, today() - timedelta(days=9)), ends_at=at(10, today() - timedelta(days=9)))


def test_of_many_who_want_one_room_at_once_one_gets_it(at_once, cohort):
    classes = [a_class(begun=1) for _ in range(MANY)]

    def placing(one):
        return (lambda: None), lambda _seen: _place(one.id)

    ends = at_once(*(placing(one) for one in classes))

    assert ends["done"] == 1
    assert db.session.scalar(sa.select(sa.func.count(ClassMeeting.id))) == 1


def _place(cohort_id):
    meeting = ClassMeeting()
    fields = {"title": "Clinic", "begins_at": at(8), "ends_at": at(10), "minutes": 90, "room": "201"}
    meeting.place(db.session.get_one(Cohort, cohort_id), **fields, lecturer="", asks_check_out=False)
    db.session.add(meeting)


def test_a_day_is_copied_with_all_its_meetings(as_person, cohort):
    placed(cohort, 8, room="201")
    placed(cohort, 14, lecturer="Wang")
    tomorrow = today() + timedelta(days=1)

    days = {"from_day": today().isoformat(), "to_day": tomorrow.isoformat()}
    assert as_person(cohort.host).post(f"/training/cohorts/{cohort.id}/meetings/copies", **days).status == 303

    found = db.session.scalars(sa.select(ClassMeeting).order_by(ClassMeeting.begins_at)).all()
    assert [(one.day, one.room, one.lecturer) for one in found] == [
        (today(), "201", ""),
        (today(), "", "Wang"),
        (tomorrow, "201", ""),
        (tomorrow, "", "Wang"),
    ]
    assert as_person(cohort.host).post(f"/training/cohorts/{cohort.id}/meetings/copies", **days).status == 409


def test_a_meeting_somebody_has_checked_in_to_stays_as_it_is(as_person, cohort):
    meeting, case = a_meeting(cohort), a_member(cohort)
    actions.check_in(case, meeting, Kind.IN, by=case.teacher, device="phone", source=Source.QR)
    db.session.commit()
    host = as_person(cohort.host)

    assert host.post(f"/training/meetings/{meeting.id}/edit", **typed()).status == 409
    assert host.post(f"/training/meetings/{meeting.id}/cancellation").status == 409


@pytest.mark.parametrize(
    "wrong", [{"ends": "08:00"}, {"minutes": "0"}, {"minutes": "721"}, {"day": "soon"}, {"title": ""}]
)
def test_what_makes_no_meeting_is_said_beside_the_field(as_person, cohort, wrong):
    answer = as_person(cohort.host).post(f"/training/cohorts/{cohort.id}/meetings/new", **typed(**wrong))

    assert (answer.status, answer.select_one(".error") is not None) == (422, True)
