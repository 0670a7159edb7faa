from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person, Stage, Subject
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.study.words import CourseKind, CourseState

if TYPE_CHECKING:
    from teachnet.study.models.unit import Unit

MOVES = {
    CourseState.DRAFT: {CourseState.PUBLISHED},
    CourseState.PUBLISHED: {CourseState.CLOSED},
    CourseState.CLOSED: {CourseState.PUBLISHED},
}


class Course(Model):
    """A row of units to study at one's own pace. Its hours are fixed once it is published.

    What counts as done and how fast may be played are data: they stand here, not in the code.
    """

    title: Mapped[str] = mapped_column(sa.String(100))
    summary: Mapped[str] = mapped_column(sa.String(2000), default="")
    subject: Mapped[Subject | None]  # empty: for every subject
    stage: Mapped[Stage | None]  # empty: for every stage
    kind: Mapped[CourseKind] = mapped_column(default=CourseKind.ELECTIVE)
    minutes: Mapped[int]  # recognised when it is finished; hours (学时) are kept in minutes
    needed_percent: Mapped[int] = mapped_column(default=90)  # of a unit, for the unit to be done
    fastest_percent: Mapped[int] = mapped_column(default=200)  # the speed up to which playing is counted
    in_order: Mapped[bool] = mapped_column(default=False)  # each unit opens when those before it are done
    state: Mapped[CourseState] = mapped_column(default=CourseState.DRAFT, index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    made_at: Mapped[timestamp]
    published_at: Mapped[datetime | None]

    if TYPE_CHECKING:  # sums over the units, see unit.py; and what edition.py knows
        unit_count: Mapped[int]
        seconds: Mapped[int]
        is_replaced: Mapped[bool]
        version: Mapped[int]

    author: Mapped[Person] = relationship()
    units: Mapped[list["Unit"]] = relationship(back_populates="course", order_by="Unit.position")
    history: Mapped[list["CourseMove"]] = relationship(order_by="CourseMove.id")

    __table_args__ = (
        sa.CheckConstraint("minutes > 0", name="minutes_are_positive"),
        sa.CheckConstraint("needed_percent BETWEEN 1 AND 100", name="needed_is_a_share"),
        sa.CheckConstraint("fastest_percent BETWEEN 100 AND 400", name="fastest_is_humane"),
    )

    @property
    def is_draft(self) -> bool:
        return self.state is CourseState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state is CourseState.PUBLISHED

    @property
    def audience(self) -> list:
        """Labels of the stage and subject it is for; empty when it is for everyone."""
        return [word.label for word in (self.stage, self.subject) if word]

    def publish(self, *, by: Person) -> None:
        if not self.units:
            raise Refused(_("A course needs at least one unit."))
        unready = [unit.title for unit in self.units if not unit.is_ready]
        if unready:
            raise Refused(_("“%(title)s” is still empty.", title=unready[0]))
        self._move(CourseState.PUBLISHED, by)
        self.published_at = self.published_at or utcnow()

    def close(self, *, by: Person) -> None:
        self._move(CourseState.CLOSED, by)

    def reopen(self, *, by: Person) -> None:
        self._move(CourseState.PUBLISHED, by)

    def _move(self, to: CourseState, by: Person) -> None:
        db.session.refresh(self, ["state"], with_for_update=True)  # two may press at once
        if to not in MOVES[self.state]:
            raise Refused(_("This course is already: %(state)s.", state=self.state.label))
        self.history.append(CourseMove(was=self.state, became=to, by_id=by.id))
        self.state = to


class CourseMove(Model):
    """Who published or closed a course, and when. Rows are only ever added."""

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[CourseState]
    became: Mapped[CourseState]
    at: Mapped[timestamp]


only_ever_added(CourseMove.__table__)
