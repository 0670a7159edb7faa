from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person, Stage, Subject
from teachnet.audit.models import only_ever_added
from teachnet.db import TODAY, Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.notices.words import NoticePhase
from teachnet.notices.working_days import is_working_day, period_after, unknown_years
from teachnet.training.models import Cohort, Enrolment, field_name
from teachnet.web.filters import day, day_time

if TYPE_CHECKING:
    from teachnet.notices.models.objection import Objection

A_DAY = timedelta(days=1)


class Notice(Model):
    """The public notice (公示) of those to be admitted to a cohort. Its list is frozen when it is published: what
    happens to the cases later shows in them, not here."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    text: Mapped[str] = mapped_column(sa.String(5000), default="")
    telephone: Mapped[str] = mapped_column(sa.String(200))  # of the office, with its hours if it likes
    working_days: Mapped[int] = mapped_column(default=5)
    readable_days: Mapped[int] = mapped_column(default=30)  # for everybody, after the last day; then for members
    people: Mapped[int]  # how many are on the list
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    readable_until: Mapped[date]
    published_at: Mapped[timestamp]
    published_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    withdrawn_for: Mapped[str] = mapped_column(sa.String(500), default="")  # why, if it was closed by taking it back

    cohort: Mapped[Cohort] = relationship()
    published_by: Mapped[Person] = relationship(foreign_keys=published_by_id)
    closed_by: Mapped[Person | None] = relationship(foreign_keys=closed_by_id)
    lines: Mapped[list["NoticeLine"]] = relationship(back_populates="notice", order_by="NoticeLine.position")
    objections: Mapped[list["Objection"]] = relationship(back_populates="notice", order_by="Objection.id")

    __table_args__ = (
        sa.CheckConstraint("working_days >= 5", name="five_working_days_at_least"),
        sa.CheckConstraint("readable_days >= 0", name="readable_after_it_ends"),
        sa.CheckConstraint("people > 0", name="somebody_is_on_it"),
        sa.CheckConstraint("first_day <= last_day", name="begins_before_it_ends"),
        sa.CheckConstraint("last_day <= readable_until", name="readable_while_it_runs"),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
        sa.CheckConstraint("withdrawn_for = '' OR closed_at IS NOT NULL", name="withdrawn_is_closed"),
        sa.Index(
            "uq__notice__one_open_for_a_cohort",
            "cohort_id",
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        ),
    )

    @classmethod
    def publish(cls, cohort: Cohort, cases: Iterable[Enrolment], *, by: Person, **told) -> "Notice":
        """`told`: title, document_number, text, telephone, working_days, readable_days. The day itself does not
        count."""
        lines = [NoticeLine.of(case, position) for position, case in enumerate(cases, 1)]
        if not lines:
            raise Refused(_("Nobody is provisionally admitted to this cohort; there is no list to publish."))
        first_day, last_day = period_after(today(), told["working_days"])
        notice = cls(
            cohort=cohort,
            lines=lines,
            people=len(lines),
            first_day=first_day,
            last_day=last_day,
            readable_until=last_day + timedelta(days=told["readable_days"]),
            published_by=by,
            **told,
        )
        cohort.is_on_notice = True
        db.session.add(notice)
        db.session.flush()
        return notice

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_for)

    @property
    def is_running(self) -> bool:
        """May one object today?"""
        return not self.is_closed and today() <= self.last_day

    @classmethod
    def closable_now(cls) -> sa.ColumnElement[bool]:
        """Its days are over and nobody has closed it; objections may still wait."""
        return cls.closed_at.is_(None) & (cls.last_day < TODAY)

    @property
    def phase(self) -> NoticePhase:
        if self.is_closed:
            return NoticePhase.WITHDRAWN if self.is_withdrawn else NoticePhase.CLOSED
        return NoticePhase.RUNNING if self.is_running else NoticePhase.ENDED

    @property
    def closable_from(self) -> date:
        return self.last_day + A_DAY

    @property
    def working_days_left(self) -> int:
        """Today counts, until it is over."""
        start = max(today(), self.first_day)
        return sum(is_working_day(start + number * A_DAY) for number in range((self.last_day - start).days + 1))

    @property
    def unknown_years(self) -> list[int]:
        return unknown_years(self.first_day, self.last_day)

    def lock(self) -> None:
        """Objections, decisions about them and the closing wait for each other here."""
        db.session.flush()
        db.session.refresh(self, with_for_update={"of": Notice})

    def require_open(self) -> None:
        if self.is_closed:
            raise Refused(
                _(
                    "%(name)s closed this notice on %(time)s.",
                    name=self.closed_by.name,
                    time=day_time(self.closed_at),
                )
            )

    def require_running(self) -> None:
        self.require_open()
        if not self.is_running:
            raise Refused(_("One could object until %(day)s; the period is over.", day=day(self.last_day)))

    def close(self, *, by: Person) -> None:
        """From here on the cohort's cases may be admitted; what becomes of them is said in `actions.close`."""
        self.lock()
        self.require_open()
        if today() <= self.last_day:
            first = day(self.closable_from)
            raise Refused(_("The notice is still running. It can be closed from %(day)s on.", day=first))
        self._end(by)

    def withdraw(self, *, by: Person, reason: str) -> None:
        """The list was wrong: nobody is decided about, and the right one can be published."""
        self.lock()
        self.require_open()
        self.withdrawn_for = reason
        self._end(by)

    def _end(self, by: Person) -> None:
        self.closed_at, self.closed_by = utcnow(), by
        self.cohort.is_on_notice = False
        db.session.flush()


class NoticeLine(Model):
    """Somebody on the list, as they were when it was published. No phone, no ID number."""

    is_audited = False  # the notice's own audit row tells of them

    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id"))
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(100))
    school_name: Mapped[str] = mapped_column(sa.String(200))
    county_name: Mapped[str] = mapped_column(sa.String(200))
    stage: Mapped[Stage | None]
    subject: Mapped[Subject | None]

    notice: Mapped[Notice] = relationship(back_populates="lines")
    enrolment: Mapped[Enrolment] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("notice_id", "position", name="uq__notice_line__one_at_a_position"),
        sa.UniqueConstraint("notice_id", "enrolment_id", name="uq__notice_line__a_case_once"),
    )

    @classmethod
    def of(cls, case: Enrolment, position: int) -> "NoticeLine":
        return cls(
            enrolment=case,
            position=position,
            name=case.teacher.name,
            school_name=case.school.name,
            county_name=case.line.county.shown_name,
            stage=case.teacher.stage,
            subject=case.teacher.subject,
        )

    @property
    def taught(self) -> str:
        """小学数学"""
        return field_name(self.stage, self.subject)


only_ever_added(NoticeLine.__table__)
