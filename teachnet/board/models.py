from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.board.words import PostKind
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.files.kinds import Kind
from teachnet.files.models import StoredFile
from teachnet.training.models import Cohort, Enrolment
from teachnet.web.filters import day as in_words

__all__ = ["BoardPost", "PostKind", "Reflection"]


class BoardPost(Model):
    """What the host puts up for the class. Taken down it stays, unseen by the class."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    text: Mapped[str] = mapped_column(sa.String(2000), default="")
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200), default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]
    taken_down_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    by: Mapped[Person] = relationship()

    __table_args__ = (
        sa.CheckConstraint("file_id IS NOT NULL OR text <> ''", name="says_something"),
        sa.CheckConstraint("file_id IS NULL OR file_name <> ''", name="a_file_has_a_name"),
    )

    @property
    def kind(self) -> PostKind:
        if self.file is None:
            return PostKind.ANNOUNCEMENT
        return PostKind.PHOTO if self.file.kind is Kind.IMAGE else PostKind.MATERIAL

    def take_down(self) -> None:
        if self.taken_down_at is not None:
            raise Refused(_("It is taken down already."))
        self.taken_down_at = utcnow()


class Reflection(Model):
    """What a learner thinks of a day of the class (每日反思): for themselves and their host."""

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"))
    day: Mapped[date]
    text: Mapped[str] = mapped_column(sa.String(2000), info={"secret": True})  # the trail need not know
    written_at: Mapped[timestamp]

    enrolment: Mapped[Enrolment] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("enrolment_id", "day", name="uq__reflection__one_a_day"),
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.Index("ix__reflection__day", "day"),
    )

    @classmethod
    def days_open(cls, cohort: Cohort) -> list[date]:
        """Those one may write about now: today and yesterday, as far as they are days of the class."""
        return [day for day in (today(), today() - timedelta(days=1)) if cohort.starts_on <= day <= cohort.ends_on]

    @classmethod
    def write(cls, case: Enrolment, day: date, text: str) -> "Reflection":
        """The first time, or better: what stood there of this day goes."""
        if day not in cls.days_open(case.cohort):
            late = _("One writes of a day of the class on that day or the next, not of %(day)s.", day=in_words(day))
            raise Refused(late)
        db.session.refresh(case, with_for_update={"of": Enrolment})  # of two at once the second finds the first
        found = db.session.scalars(sa.select(cls).filter_by(enrolment_id=case.id, day=day)).first()
        reflection = found or cls(enrolment=case, day=day)
        reflection.text, reflection.written_at = text, utcnow()
        db.session.add(reflection)
        return reflection
