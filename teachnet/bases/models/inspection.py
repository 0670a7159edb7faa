from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.bases.words import Grade, Rectification
from teachnet.db import TODAY, Model, db, timestamp, today, utcnow
from teachnet.errors import Refused


class Inspection(Model):
    """The yearly look at a base (年度检查), by its county or the city."""

    base_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    year: Mapped[int]
    inspected_on: Mapped[date]
    inspectors: Mapped[str] = mapped_column(sa.String(200))
    summary: Mapped[str] = mapped_column(sa.String(2000), default="")
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[timestamp]

    base: Mapped[Organisation] = relationship()
    written_by: Mapped[Person] = relationship()
    findings: Mapped[list["Finding"]] = relationship(back_populates="inspection", order_by="Finding.id")

    __table_args__ = (
        sa.UniqueConstraint("base_id", "year", name="uq__inspection__one_a_year"),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name="year_known"),
        sa.CheckConstraint("length(inspectors) > 0", name="has_inspectors"),
    )

    def add_finding(self, *, text: str, grade: Grade, due_on: date | None) -> "Finding":
        if (grade is Grade.INSUFFICIENT) != (due_on is not None):
            raise Refused(_("What has to be put right has a day for it, and nothing else has."))
        if due_on and due_on < self.inspected_on:
            raise Refused(_("It cannot be due before the inspection."))
        finding = Finding(inspection=self, text=text, grade=grade, due_on=due_on)
        db.session.add(finding)
        return finding


class Finding(Model):
    """One thing an inspection found. What is insufficient has a day for putting it right, and is ticked off once."""

    inspection_id: Mapped[int] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    text: Mapped[str] = mapped_column(sa.String(1000))
    grade: Mapped[Grade]
    due_on: Mapped[date | None]
    rectified_at: Mapped[datetime | None]
    rectified_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    rectified_note: Mapped[str] = mapped_column(sa.String(500), default="")
    version: Mapped[int] = mapped_column()

    inspection: Mapped[Inspection] = relationship(back_populates="findings")
    rectified_by: Mapped[Person | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("length(text) > 0", name="has_text"),
        sa.CheckConstraint("(grade = 'insufficient') = (due_on IS NOT NULL)", name="due_when_insufficient"),
        sa.CheckConstraint("rectified_at IS NULL OR due_on IS NOT NULL", name="only_what_is_due_is_done"),
        sa.CheckConstraint("(rectified_at IS NULL) = (rectified_by_id IS NULL)", name="rectified_by_somebody"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def rectification(self) -> Rectification | None:
        """None where nothing has to be put right."""
        if self.due_on is None:
            return None
        if self.rectified_at:
            return Rectification.DONE
        return Rectification.LATE if self.due_on < today() else Rectification.OPEN

    @classmethod
    def open_now(cls) -> sa.ColumnElement[bool]:
        return cls.due_on.is_not(None) & cls.rectified_at.is_(None)

    @classmethod
    def late_now(cls) -> sa.ColumnElement[bool]:
        return cls.open_now() & (cls.due_on < TODAY)

    def rectify(self, *, by: Person, note: str) -> None:
        """Somebody of the county or the city has looked at it again."""
        db.session.refresh(self, with_for_update={"of": Finding})
        if self.due_on is None:
            raise Refused(_("There is nothing to put right here."))
        if self.rectified_at:
            raise Refused(_("%(name)s has ticked it off already.", name=self.rectified_by.name))
        self.rectified_at, self.rectified_by, self.rectified_note = utcnow(), by, note
