"""Timetables of the classes that run or are over, who was there, and two who ask for leave."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from teachnet.attendance.models import (
    AttendanceMark,
    ClassMeeting,
    Kind,
    Leave,
    LeaveKind,
    LeaveMove,
    LeaveState,
    Source,
)
from teachnet.db import CITY_TIME, db, utcnow
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City
from teachnet.training.models import ON_ROSTER, Cohort, CohortState, Enrolment

DAY = (
    # begins, ends, minutes that count, title
    (time(8, 30), time(11, 30), 180, "名师示范课与评课"),
    (time(14, 0), time(17, 0), 180, "分组研磨：把问题问到学生心里"),
)
LECTURERS = ("王秀兰", "赵卫东", "刘建国", "孟凡丽")
LATEST = 40  # classes that have a timetable, the latest first: one is enough to look at, a city needs no more
SHARES = {Source.QR: 88, Source.CODE: 5, Source.HOST: 4, None: 3}
LEAVE = ((LeaveKind.ILL, "感冒发热，上午去医院。"), (LeaveKind.OFFICIAL, "学校接受督导检查，须在校。"))


def fill(city: City) -> None:
    planned, marks = [], []
    for cohort in db.session.execute(_cohorts(city)):
        meetings = list(_meetings(city, cohort))
        planned += meetings
        marks += _marks(city, cohort, meetings)
    insert(ClassMeeting, planned)
    insert(AttendanceMark, marks)
    asked = list(_leave(city, planned, marks))
    insert(Leave, asked)
    insert(LeaveMove, [_first_move(city, leave, by) for leave, by in zip(asked, _teachers_of(asked), strict=True)])


def _cohorts(city: City) -> sa.Select:
    """(id, host organisation, host, first day, last day) of classes whose people are told nothing more, or that run."""
    begun = (Cohort.state == CohortState.ANNOUNCED) & (Cohort.starts_on <= city.today + timedelta(days=1))
    columns = (Cohort.id, Cohort.host_organisation_id, Cohort.host_id, Cohort.starts_on, Cohort.ends_on)
    return sa.select(*columns).where(begun).order_by(Cohort.starts_on.desc(), Cohort.id).limit(LATEST)


def _meetings(city: City, cohort: sa.Row) -> Iterator[Row]:
    """Two a day, on working days; in rooms of the class's own, so that no two meet in one."""
    days = [cohort.starts_on + timedelta(days=n) for n in range((cohort.ends_on - cohort.starts_on).days + 1)]
    for number, day in enumerate(day for day in days if day.weekday() < 5 or len(days) < 3):
        for place, (begins, ends, minutes, title) in enumerate(DAY):
            yield {
                "id": city.ids.next(ClassMeeting),
                "cohort_id": cohort.id,
                "host_organisation_id": cohort.host_organisation_id,
                "title": title,
                "begins_at": _at(day, begins),
                "ends_at": _at(day, ends),
                "minutes": minutes,
                "room": f"{cohort.id}号报告厅",
                "lecturer": LECTURERS[number % len(LECTURERS)] if place == 0 else "",
                "asks_check_out": False,
                "version": 1,
            }


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, CITY_TIME)


def _marks(city: City, cohort: sa.Row, meetings: list[Row]) -> Iterator[Row]:
    there = sa.select(Enrolment.id, Enrolment.teacher_id).where(
        Enrolment.cohort_id == cohort.id, Enrolment.state.in_(ON_ROSTER)
    )
    people, now = db.session.execute(there).all(), utcnow()
    for meeting in meetings:
        if meeting["begins_at"] > now:
            continue
        for case, teacher in people:
            source = city.chosen(SHARES)
            if source is not None:
                by_phone = source in (Source.QR, Source.CODE)
                yield {
                    "id": city.ids.next(AttendanceMark),
                    "meeting_id": meeting["id"],
                    "cohort_id": cohort.id,
                    "enrolment_id": case,
                    "kind": Kind.IN,
                    "source": source,
                    "present": True,
                    "device": f"demo-{case}" if by_phone else None,
                    "by_id": teacher if by_phone else cohort.host_id,
                    "at": meeting["begins_at"] - timedelta(minutes=city.draw.randint(1, 20)),
                }


def _leave(city: City, meetings: list[Row], marks: list[Row]) -> Iterator[Row]:
    """For the next meeting of the class that runs: two of its people ask."""
    ahead = next((one for one in meetings if one["begins_at"] > utcnow()), None)
    if ahead is None:
        return
    people = list(dict.fromkeys(mark["enrolment_id"] for mark in marks if mark["cohort_id"] == ahead["cohort_id"]))
    for case, (kind, reason) in zip(people, LEAVE, strict=False):
        yield {
            "id": city.ids.next(Leave),
            "meeting_id": ahead["id"],
            "enrolment_id": case,
            "kind": kind,
            "reason": reason,
            "state": LeaveState.ASKED,
            "made_at": city.moment(0),
            "version": 1,
        }


def _teachers_of(leaves: list[Row]) -> list[int]:
    wanted = [leave["enrolment_id"] for leave in leaves]
    found = dict(
        db.session.execute(sa.select(Enrolment.id, Enrolment.teacher_id).where(Enrolment.id.in_(wanted))).all()
    )
    return [found[case] for case in wanted]


def _first_move(city: City, leave: Row, by: int) -> Row:
    return {
        "id": city.ids.next(LeaveMove),
        "leave_id": leave["id"],
        "by_id": by,
        "was": None,
        "became": LeaveState.ASKED,
        "at": leave["made_at"],
    }
