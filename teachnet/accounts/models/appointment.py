from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models.organisation import Organisation
from teachnet.accounts.words import Role, Stage, Subject
from teachnet.db import TODAY, Model, today
from teachnet.errors import Refused

if TYPE_CHECKING:
    from teachnet.accounts.models.person import Person

OPEN_TEACHER = "ends_on IS NULL AND role = 'teacher'"


class Appointment(Model):
    """A person's post at an organisation, from `starts_on` up to, and not on, `ends_on`: closed today is gone today.

    Every right hangs on an appointment; close it and the right is gone at the next request. Subject and stage narrow
    a research lead or reviewer to their field; empty means all.
    """

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    role: Mapped[Role]
    subject: Mapped[Subject | None]
    stage: Mapped[Stage | None]
    starts_on: Mapped[date] = mapped_column(default=today)
    ends_on: Mapped[date | None]

    person: Mapped["Person"] = relationship(back_populates="appointments")
    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        # One school at a time: a second open post as a teacher is refused by the database itself.
        sa.Index(
            "uq__appointment__one_open_school",
            "person_id",
            unique=True,
            sqlite_where=sa.text(OPEN_TEACHER),
            postgresql_where=sa.text(OPEN_TEACHER),
        ),
        sa.Index(
            "uq__appointment__one_open_of_a_kind",
            "person_id",
            "organisation_id",
            "role",
            unique=True,
            sqlite_where=sa.text("ends_on IS NULL"),
            postgresql_where=sa.text("ends_on IS NULL"),
        ),
    )

    @property
    def is_current(self) -> bool:
        return self.held_on(today())

    def held_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @classmethod
    def holds(cls) -> sa.ColumnElement[bool]:
        """`is_current`, for the database."""
        return (cls.starts_on <= TODAY) & (cls.ends_on.is_(None) | (cls.ends_on > TODAY))

    def close(self, *, on: date) -> None:
        """From this day on it no longer holds."""
        if self.ends_on is not None and self.ends_on <= on:
            raise Refused(_("This appointment has already ended."))
        self.ends_on = max(on, self.starts_on)
