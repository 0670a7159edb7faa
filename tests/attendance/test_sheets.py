"""The host's list, paper that is entered later, leave, the sheet and its seal."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.attendance import actions
from teachnet.attendance.models import (
    AttendanceMark,
    AttendanceSheet,
    Kind,
    Leave,
    LeaveKind,
    LeaveMove,
    LeaveState,
    Presence,
    Source,
)
from teachnet.attendance.presence import presence_of
from teachnet.attendance.sheet import Sheet, attended_minutes
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from tests.attendance.factories import a_class, a_meeting, a_member, end
from tests.factories import a_city_admin

IN, OUT = Kind.IN, Kind.OUT
QR, HOST, SHEET = Source.QR, Source.HOST, Source.SHEET


@pytest.mark.parametrize(
    ("marks", "more", "expected"),
    [
        ([], {}, Presence.ABSENT),
        ([], {"is_over": False}, Presence.AHEAD),
        ([], {"on_leave": True}, Presence.ON_LEAVE),
        ([(IN, QR, True)], {}, Presence.PRESENT),
        ([(IN, QR, True)], {"asks_check_out": True}, Presence.LEFT_OPEN),
        ([(IN, QR, True)], {"asks_check_out": True, "is_over": False}, Presence.PRESENT),
        ([(IN, QR, True), (OUT, QR, True)], {"asks_check_out": True}, Presence.PRESENT),
        ([(IN, QR, True), (IN, HOST, False)], {}, Presence.ABSENT),
        ([(IN, HOST, False), (IN, SHEET, True)], {}, Presence.PRESENT),
        ([(IN, HOST, True)], {"asks_check_out": True}, Presence.PRESENT),
        ([(IN, QR, True)], {"on_leave": True}, Presence.PRESENT),
    ],
)
def test_what_the_sources_say_comes_to_one_answer(marks, more, expected):
    given = {"asks_check_out": False, "on_leave": False, "is_over": True}
    assert presence_of(marks, **given | more) is expected


@pytest.fixture
def cohort(app):
    return a_class(begun=2)


def test_a_host_notes_a_list_and_what_the_phones_said_is_kept_beside_it(as_person, cohort):
    meeting, zhou, liu = a_meeting(cohort), a_member(cohort), a_member(cohort, "Liu")
    actions.check_in(zhou, meeting, IN, by=zhou.teacher, device="phone", source=QR)
    db.session.commit()

    typed = {"source": "sheet", "shown": [zhou.id, liu.id], "present": [liu.id]}
    assert as_person(cohort.host).post(f"/training/meetings/{meeting.id}/list", **typed).status == 303
    assert as_person(cohort.host).post(f"/training/meetings/{meeting.id}/list", **typed).status == 303

    found = sa.select(AttendanceMark).order_by(AttendanceMark.enrolment_id, AttendanceMark.id)
    assert [(mark.enrolment_id, mark.source, mark.present) for mark in db.session.scalars(found)] == [
        (zhou.id, QR, True),
        (zhou.id, SHEET, False),
        (liu.id, SHEET, True),
    ]
    end(meeting)
    squares = {line.case.id: line.squares[0] for line in Sheet(cohort, [zhou, liu]).lines}
    assert (squares[zhou.id].presence, squares[zhou.id].differs) == (Presence.ABSENT, True)
    assert (squares[liu.id].presence, squares[liu.id].differs) == (Presence.PRESENT, False)


def test_a_list_with_somebody_of_another_class_notes_nobody(as_person, cohort):
    meeting, zhou, other = a_meeting(cohort), a_member(cohort), a_member(a_class(host=cohort.host))

    typed = {"source": "host", "shown": [zhou.id], "present": [zhou.id, other.id]}
    answer = as_person(cohort.host).post(f"/training/meetings/{meeting.id}/list", **typed)

    assert (answer.status, db.session.scalar(sa.select(sa.func.count(AttendanceMark.id)))) == (404, 0)


def test_a_host_does_not_note_themselves(cohort):
    meeting, case = a_meeting(cohort), a_member(cohort)

    with pytest.raises(Refused, match="Nobody notes themselves"):
        actions.note_list(meeting, [case], {case.id}, by=case.teacher, source=HOST)


def test_hours_are_the_share_of_the_meetings_attended(cohort):
    zhou, liu = a_member(cohort), a_member(cohort, "Liu")
    for number in range(4):
        meeting = a_meeting(cohort, begins=utcnow() - timedelta(hours=30 + 4 * number), hours=3)
        present = {zhou.id} if number else {zhou.id, liu.id}
        actions.note_list(meeting, [zhou, liu], present, by=cohort.host, source=HOST)
    db.session.commit()

    assert attended_minutes(cohort) == {zhou.id: 2400, liu.id: 600}  # of the 40 hours of the programme


def test_leave_is_asked_for_and_decided_and_does_not_count_as_attended(as_person, cohort):
    meeting, case = a_meeting(cohort, begins=utcnow() + timedelta(hours=3)), a_member(cohort)
    zhou, han = as_person(case.teacher), as_person(cohort.host)

    assert zhou.post(f"/training/meetings/{meeting.id}/leave/new", kind="ill", reason="").status == 422
    assert zhou.post(f"/training/meetings/{meeting.id}/leave/new", kind="ill", reason="Fever").status == 303
    leave = db.session.scalars(sa.select(Leave)).one()
    assert "Fever" in han.get(f"/training/cohorts/{cohort.id}/timetable").text
    han.post(f"/training/leave/{leave.id}/grant")
    db.session.expire_all()
    end(meeting)

    line = Sheet(cohort, [case]).lines[0]
    assert (leave.state, line.squares[0].presence, line.minutes) == (LeaveState.GRANTED, Presence.ON_LEAVE, 0)
    assert han.post(f"/training/leave/{leave.id}/refusal").status == 409


def test_nobody_decides_their_own_leave_and_one_asks_once(cohort):
    meeting, case = a_meeting(cohort, begins=utcnow() + timedelta(hours=3)), a_member(cohort)
    leave = Leave.ask(meeting, case, by=case.teacher, kind=LeaveKind.ILL, reason="Fever")
    db.session.commit()

    with pytest.raises(Refused, match="Nobody decides their own leave"):
        leave.grant(by=case.teacher)
    Leave.ask(meeting, case, by=case.teacher, kind=LeaveKind.ILL, reason="Fever")
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()


def test_a_sealed_sheet_takes_nothing_more(app):
    cohort = a_class(begun=4)
    meeting, case, liu = a_meeting(cohort), a_member(cohort), a_member(cohort, "Liu")
    actions.check_in(case, meeting, IN, by=case.teacher, device="phone", source=QR)
    actions.seal(cohort, by=cohort.host)
    db.session.commit()

    with pytest.raises(Refused, match="The attendance sheet is sealed"):
        actions.check_in(liu, meeting, IN, by=liu.teacher, device="other", source=QR)
    with pytest.raises(Refused, match="The attendance sheet is sealed"):
        actions.note_list(meeting, [liu], {liu.id}, by=cohort.host, source=SHEET)
    with pytest.raises(Refused, match="sealed already"):
        actions.seal(cohort, by=cohort.host)
    db.session.rollback()
    mark = db.session.scalars(sa.select(AttendanceMark)).one()
    again = {"meeting_id": meeting.id, "cohort_id": cohort.id, "enrolment_id": liu.id, "kind": "in", "source": "host"}
    with pytest.raises(sa.exc.DBAPIError, match="this sheet is sealed"):  # nor by a hand-written statement
        db.session.execute(sa.insert(AttendanceMark).values(again | {"by_id": mark.by_id, "present": True}))


@pytest.mark.parametrize("table", [AttendanceMark.__table__, AttendanceSheet.__table__, LeaveMove.__table__], ids=str)
def test_what_was_said_is_never_changed(app, table):
    cohort = a_class(begun=4)
    meeting, case = a_meeting(cohort), a_member(cohort)
    actions.check_in(case, meeting, IN, by=case.teacher, device="phone", source=QR)
    Leave.ask(meeting, case, by=case.teacher, kind=LeaveKind.ILL, reason="Fever")
    actions.seal(cohort, by=a_city_admin())
    db.session.commit()

    for statement in (sa.update(table).values(id=table.c.id), sa.delete(table)):
        with pytest.raises(sa.exc.DBAPIError, match="only grows"):
            db.session.execute(statement)
        db.session.rollback()


def test_the_sheet_of_three_takes_as_many_statements_as_that_of_twenty(as_person, cohort, statements):
    a_meeting(cohort)
    host, counts = as_person(cohort.host), []
    for many in (3, 17):
        for number in range(many):
            a_member(cohort, f"Teacher {number}")
        statements.clear()
        host.get(f"/training/cohorts/{cohort.id}/attendance")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_a_member_sees_their_own_attendance_and_nobody_elses(as_person, cohort):
    meeting, zhou, liu = a_meeting(cohort), a_member(cohort), a_member(cohort, "Liu")
    actions.check_in(zhou, meeting, IN, by=zhou.teacher, device="phone", source=QR)
    db.session.commit()

    badges = {
        name: as_person(case.teacher).get(f"/training/cohorts/{cohort.id}/timetable").select(".meeting .badge")
        for name, case in {"zhou": zhou, "liu": liu}.items()
    }

    assert [badge.text.strip() for badge in badges["zhou"]] == ["Present"]
    assert [badge.text.strip() for badge in badges["liu"]] == ["Still to come"]
    assert as_person(zhou.teacher).get(f"/training/cohorts/{cohort.id}/attendance").status == 403


def test_what_is_printed_names_everybody_of_the_class_once(as_person, cohort):
    meeting = a_meeting(cohort)
    for name in ("Zhou", "Liu"):
        a_member(cohort, name)
    host = as_person(cohort.host)

    of_class = f"cohorts/{cohort.id}"
    for url in (f"meetings/{meeting.id}/sign-in-sheet", f"{of_class}/name-cards", f"{of_class}/attendance/print"):
        text = host.get(f"/training/{url}").text
        assert (text.count("Zhou"), text.count("Liu")) == (1, 1), url


def test_who_is_completed_alone_gets_the_hours_attendance_knows_of(as_person):
    cohort = a_class(begun=4)
    first, second = (a_meeting(cohort, begins=utcnow() - timedelta(hours=hours), hours=3) for hours in (30, 20))
    zhou = a_member(cohort)
    actions.note_list(first, [zhou], {zhou.id}, by=cohort.host, source=HOST)
    actions.note_list(second, [zhou], set(), by=cohort.host, source=HOST)
    db.session.commit()

    as_person(cohort.host).post(f"/training/enrolments/{zhou.id}/completion")

    db.session.expire_all()
    assert (zhou.state, zhou.attended_minutes) == ("completed", 1200)  # half of the 40 hours
