from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.observations.models.sheet import ObservationSheet
from teachnet.teams.models import Team

LONGEST_REPLY = 2000


class Sharing(StrEnum):
    """Who else may see what was observed. The teacher whose lesson it was decides, and may think again."""

    OBSERVERS = "observers"
    TEAM = "team"
    REGION = "region"

    @property
    def label(self):
        return SHARINGS[self]


SHARINGS = {
    Sharing.OBSERVERS: _l("Only me and those who observed it"),
    Sharing.TEAM: _l("The whole team"),
    Sharing.REGION: _l("All teachers of the team’s region"),
}


class ObservedLesson(Model):
    """A lesson that colleagues of a research team come to watch."""

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"), index=True)
    teacher_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    planned_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(sa.String(120))
    pupils: Mapped[str] = mapped_column(sa.String(60))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int] = mapped_column(default=40)
    at: Mapped[timestamp]
    called_off_at: Mapped[datetime | None]
    sharing: Mapped[Sharing] = mapped_column(default=Sharing.OBSERVERS)
    reply: Mapped[str] = mapped_column(sa.String(LONGEST_REPLY), default="")
    replied_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship()
    teacher: Mapped[Person] = relationship(foreign_keys=teacher_id)
    planned_by: Mapped[Person] = relationship(foreign_keys=planned_by_id)
    sheets: Mapped[list[ObservationSheet]] = relationship(back_populates="lesson", order_by=ObservationSheet.id)

    __table_args__ = (sa.CheckConstraint("minutes BETWEEN 5 AND 240", name="is_as_long_as_lessons_are"),)

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def handed_in(self) -> list[ObservationSheet]:
        return [sheet for sheet in self.sheets if sheet.is_handed_in]

    def sheet_of(self, person: Person) -> ObservationSheet | None:
        return next((sheet for sheet in self.sheets if sheet.observer_id == person.id), None)

    def expect(self, observer: Person) -> ObservationSheet:
        """Somebody comes to watch: they get a sheet of their own, once."""
        self._lock()
        if self.is_called_off:
            raise Refused(_("This lesson has been called off."))
        if observer.id == self.teacher_id:
            raise Refused(_("Nobody observes their own lesson."))
        if self.sheet_of(observer):
            raise Refused(_("%(name)s observes this lesson already.", name=observer.name))
        sheet = ObservationSheet(observer=observer)
        self.sheets.append(sheet)
        return sheet

    def call_off(self) -> None:
        self._lock()
        if self.is_called_off:
            raise Refused(_("This lesson has been called off."))
        if self.handed_in:
            raise Refused(_("It was observed: what was handed in stays."))
        self.called_off_at = utcnow()

    def answer(self, reply: str, *, sharing: Sharing) -> None:
        """By the teacher, as often as they like: what colleagues read is the last word."""
        self._lock()
        if not self.handed_in:
            raise Refused(_("Nobody has handed in what they observed yet."))
        self.reply, self.sharing = reply, sharing
        self.replied_at = utcnow() if reply else None

    def _lock(self) -> None:
        """Calling off, coming along and handing in wait for one another."""
        db.session.execute(sa.select(ObservedLesson.id).where(ObservedLesson.id == self.id).with_for_update())
        db.session.expire(self, ["called_off_at", "sheets"])
