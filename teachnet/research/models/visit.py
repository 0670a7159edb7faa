from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.research.models.project import ResearchProject

LONGEST_RECORD = 3000


class FollowUpVisit(Model):
    """Somebody of the research office comes to see how a project goes on: planned, held with a record and advice,
    answered by the project. What was recorded stays as it was."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    visitor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    planned_on: Mapped[date]
    at: Mapped[timestamp]
    called_off_at: Mapped[datetime | None]
    held_on: Mapped[date | None]
    seen: Mapped[str] = mapped_column(sa.String(LONGEST_RECORD), default="")
    advice: Mapped[str] = mapped_column(sa.String(LONGEST_RECORD), default="")
    answer: Mapped[str] = mapped_column(sa.String(LONGEST_RECORD), default="")
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]

    project: Mapped[ResearchProject] = relationship()
    visitor: Mapped[Person] = relationship(foreign_keys=visitor_id)
    answered_by: Mapped[Person | None] = relationship(foreign_keys=answered_by_id)

    __table_args__ = (
        sa.CheckConstraint("held_on IS NULL OR called_off_at IS NULL", name="held_or_called_off"),
        sa.CheckConstraint("answered_at IS NULL OR held_on IS NOT NULL", name="answered_after_it"),
    )

    @classmethod
    def plan(cls, project: ResearchProject, planned_on: date, *, by: Person) -> "FollowUpVisit":
        project.require_going_on()
        if not project.is_approved:
            raise Refused(_("A proposal is reviewed, not visited."))
        visit = cls(project=project, visitor=by, planned_on=planned_on)
        db.session.add(visit)
        return visit

    @property
    def is_held(self) -> bool:
        return self.held_on is not None

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_to_record(self) -> bool:
        return not self.is_held and not self.is_called_off

    def record(self, held_on: date, seen: str, advice: str) -> None:
        self._take_up()
        if held_on > today():
            raise Refused(_("That day is still to come."))
        self.held_on, self.seen, self.advice = held_on, seen, advice
        self.project.stir()

    def call_off(self) -> None:
        self._take_up()
        self.called_off_at = utcnow()

    def reply(self, text: str, *, by: Person) -> None:
        """What the project makes of the advice; said once."""
        db.session.refresh(self, ["held_on", "answered_at"], with_for_update=True)
        if not self.is_held or self.is_answered:
            raise Refused(_("There is nothing to answer, or it is answered already."))
        self.answer, self.answered_by, self.answered_at = text, by, utcnow()

    def _take_up(self) -> None:
        db.session.refresh(self, ["held_on", "called_off_at"], with_for_update=True)
        if not self.is_to_record:
            raise Refused(_("This visit is recorded or called off already."))
