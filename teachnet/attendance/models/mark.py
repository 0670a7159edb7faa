from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.attendance.models.meeting import ClassMeeting
from teachnet.attendance.words import Kind, Source
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for
from teachnet.training.models import Cohort, Enrolment

HAS_DEVICE = "device IS NOT NULL"


class AttendanceMark(Model):
    """Somebody was at a meeting, or was not, as one source says. It only grows: what the host corrects stands beside
    what the phone said. `device` is a keyed hash: one device checks in one person at a meeting, each person once."""

    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("class_meeting.id"))
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    kind: Mapped[Kind]
    source: Mapped[Source]
    present: Mapped[bool] = mapped_column(default=True)
    device: Mapped[str | None] = mapped_column(sa.String(64), info={"secret": True})
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    meeting: Mapped[ClassMeeting] = relationship()
    enrolment: Mapped[Enrolment] = relationship()
    by: Mapped[Person] = relationship()

    __table_args__ = (
        sa.Index("ix__attendance_mark__meeting", "meeting_id", "enrolment_id"),
        sa.Index(
            "uq__attendance_mark__one_person_a_device",
            "meeting_id",
            "kind",
            "device",
            unique=True,
            sqlite_where=sa.text(HAS_DEVICE),
            postgresql_where=sa.text(HAS_DEVICE),
        ),
        sa.Index(
            "uq__attendance_mark__each_person_once",
            "meeting_id",
            "kind",
            "enrolment_id",
            unique=True,
            sqlite_where=sa.text(HAS_DEVICE),
            postgresql_where=sa.text(HAS_DEVICE),
        ),
        sa.CheckConstraint("(source IN ('qr', 'code')) = (device IS NOT NULL)", name="a_phone_has_its_device"),
        sa.CheckConstraint("present OR source IN ('host', 'sheet')", name="only_the_host_says_absent"),
    )


class AttendanceSheet(Model):
    """The sheet of a class, sealed by its host: it belongs to the accounts, and takes no mark any more."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), unique=True)
    sealed_at: Mapped[timestamp]
    sealed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    cohort: Mapped[Cohort] = relationship()
    sealed_by: Mapped[Person] = relationship()

    @classmethod
    def seal(cls, cohort: Cohort, *, by: Person) -> "AttendanceSheet":
        if not cohort.has_ended:
            raise Refused(_("The cohort is not over yet."))
        return cls(cohort_id=cohort.id, sealed_by=by, sealed_at=utcnow())


class WrongCode(Model):
    """A wrong short code somebody typed: after a few one waits."""

    is_audited = False

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)


keep_for(WrongCode.at, timedelta(days=1))

# A sealed sheet takes no mark: both engines refuse. The migration says the same.
SEALED = {
    "sqlite": [
        "CREATE TRIGGER attendance_mark_of_an_open_sheet BEFORE INSERT ON attendance_mark"
        " WHEN EXISTS (SELECT 1 FROM attendance_sheet WHERE cohort_id = NEW.cohort_id)"
        " BEGIN SELECT RAISE(ABORT, 'this sheet is sealed'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION attendance_mark_of_an_open_sheet() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN IF EXISTS (SELECT 1 FROM attendance_sheet WHERE cohort_id = NEW.cohort_id)"
        " THEN RAISE EXCEPTION 'this sheet is sealed'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER attendance_mark_of_an_open_sheet BEFORE INSERT ON attendance_mark"
        " FOR EACH ROW EXECUTE FUNCTION attendance_mark_of_an_open_sheet()",
    ],
}
for _engine, _statements in SEALED.items():
    for _statement in _statements:
        sa.event.listen(AttendanceMark.__table__, "after_create", sa.DDL(_statement).execute_if(dialect=_engine))

only_ever_added(AttendanceMark.__table__)
only_ever_added(AttendanceSheet.__table__)
