"""Checking in, the host's list, a day copied, a sheet sealed."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from teachnet.accounts.models import Person
from teachnet.attendance import queries
from teachnet.attendance.models import AttendanceMark, AttendanceSheet, ClassMeeting, Kind, Leave, Source, WrongCode
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.training.models import Cohort, Enrolment

TRIES, A_WHILE = 6, timedelta(minutes=10)  # wrong short codes


def check_in(case: Enrolment, meeting: ClassMeeting, kind: Kind, *, by: Person, device: str, source: Source) -> bool:
    """False when this person has checked in before, which is as good. One device is for one person."""
    meeting.require_check_ins()
    _require_open(meeting.cohort_id)
    mark = {"source": source, "device": device, "by_id": by.id}
    mark |= {"meeting_id": meeting.id, "cohort_id": meeting.cohort_id, "enrolment_id": case.id, "kind": kind}
    try:
        with db.session.begin_nested():
            db.session.add(AttendanceMark(**mark))
    except IntegrityError:
        same = (AttendanceMark.meeting_id == meeting.id) & (AttendanceMark.kind == kind)
        mine = sa.select(AttendanceMark.id).where(
            same, AttendanceMark.enrolment_id == case.id, AttendanceMark.device.is_not(None)
        )
        if db.session.scalar(mine) is not None:
            return False
        raise Refused(
            _("This device has checked in somebody else for this meeting. Ask the host to note you on the list.")
        ) from None
    return True


def note_list(
    meeting: ClassMeeting, cases: Sequence[Enrolment], present: Collection[int], *, by: Person, source: Source
) -> int:
    """The host's list or the paper sheet: only what differs from what is known is written. Tells how many that was."""
    if not meeting.has_begun:
        raise Refused(_("The meeting has not begun."))
    _require_open(meeting.cohort_id)
    if any(case.teacher_id == by.id for case in cases):
        raise Refused(_("Nobody notes themselves."))
    known = _known(meeting)
    marks = [
        AttendanceMark(
            meeting_id=meeting.id, cohort_id=meeting.cohort_id, enrolment_id=case.id, kind=Kind.IN,
            source=source, present=case.id in present, by_id=by.id,
        )
        for case in cases
        if known.get(case.id, False) is not (case.id in present)
    ]  # fmt: skip
    db.session.add_all(marks)
    db.session.flush()
    return len(marks)


def copy_day(cohort: Cohort, from_day: date, to_day: date) -> int:
    """Every meeting of one day, at the same times on another."""
    meetings = [one for one in db.session.scalars(queries.meetings_of(cohort)) if one.day == from_day]
    for meeting in meetings:
        copied = ("title", "minutes", "room", "lecturer", "asks_check_out")
        copy = ClassMeeting()
        copy.place(cohort, **meeting.moved_to(to_day), **{name: getattr(meeting, name) for name in copied})
        db.session.add(copy)
        db.session.flush()
    return len(meetings)


def cancel(meeting: ClassMeeting) -> None:
    if db.session.scalar(sa.select(Leave.id).where(Leave.meeting_id == meeting.id).limit(1)) is not None:
        raise Refused(_("Somebody has asked for leave from this meeting: it stays. It can be moved."))
    db.session.delete(meeting)


def require_unmarked(meeting: ClassMeeting) -> None:
    """Once somebody has checked in, the meeting stays as it was."""
    if db.session.scalar(sa.select(AttendanceMark.id).where(AttendanceMark.meeting_id == meeting.id).limit(1)):
        raise Refused(_("Somebody has checked in already: this meeting stays as it is."))


def seal(cohort: Cohort, *, by: Person) -> AttendanceSheet:
    """For the accounts. Whoever is just writing a mark is waited for."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    if db.session.scalars(queries.sheet_of(cohort)).first() is not None:
        raise Refused(_("The sheet is sealed already."))
    sheet = AttendanceSheet.seal(cohort, by=by)
    db.session.add(sheet)
    db.session.flush()
    return sheet


def note_wrong_code(person: Person) -> None:
    db.session.add(WrongCode(person_id=person.id))


def require_patience(person: Person) -> None:
    """Six digits could be guessed by a machine; by a person with six tries they cannot."""
    if db.session.scalar(queries.wrong_codes_since(person, utcnow() - A_WHILE)) >= TRIES:
        raise Refused(_("Too many wrong codes. Wait ten minutes, or ask the host to note you on the list."))


def _require_open(cohort_id: int) -> None:
    """The cohort's row is held, so that nobody seals its sheet meanwhile."""
    db.session.execute(sa.select(Cohort.id).where(Cohort.id == cohort_id).with_for_update(read=True)).all()
    if db.session.scalar(sa.select(AttendanceSheet.id).where(AttendanceSheet.cohort_id == cohort_id)) is not None:
        raise Refused(_("The attendance sheet is sealed; nothing is added any more."))


def _known(meeting: ClassMeeting) -> dict[int, bool]:
    """What the marks so far come to, by case: the host's last word, else the phone's."""
    found: dict[int, bool] = {}
    by_host: set[int] = set()
    marks = sa.select(AttendanceMark).where(AttendanceMark.meeting_id == meeting.id, AttendanceMark.kind == Kind.IN)
    for mark in db.session.scalars(marks.order_by(AttendanceMark.id)):
        if mark.device is None:
            by_host.add(mark.enrolment_id)
            found[mark.enrolment_id] = mark.present
        elif mark.enrolment_id not in by_host:
            found[mark.enrolment_id] = True
    return found
