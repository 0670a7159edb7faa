from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.observations.models.mark import LessonMark
from teachnet.observations.models.remark import LessonRemark
from teachnet.observations.models.rubric import LessonLevel, RubricLine

if TYPE_CHECKING:
    from teachnet.observations.models.lesson import ObservedLesson

LONGEST_SUMMARY = 2000


class ObservationSheet(Model):
    """What one observer keeps of one lesson: marks by the clock, remarks, levels, and a few words in the end. Nobody
    else sees it before it is handed in; from then on it stays as it is."""

    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("observed_lesson.id"))
    observer_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    at: Mapped[timestamp]
    began_at: Mapped[datetime | None]
    length_ms: Mapped[int | None]
    summary: Mapped[str] = mapped_column(sa.String(LONGEST_SUMMARY), default="")
    handed_in_at: Mapped[datetime | None]

    lesson: Mapped["ObservedLesson"] = relationship(back_populates="sheets")
    observer: Mapped[Person] = relationship()
    marks: Mapped[list[LessonMark]] = relationship(order_by=(LessonMark.at_ms, LessonMark.id))
    remarks: Mapped[list[LessonRemark]] = relationship(
        order_by=(LessonRemark.starts_ms, LessonRemark.id), back_populates="sheet"
    )
    levels: Mapped[list[LessonLevel]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (
        sa.UniqueConstraint("lesson_id", "observer_id"),
        sa.CheckConstraint("length_ms > 0", name="has_a_length"),
    )

    @property
    def is_handed_in(self) -> bool:
        return self.handed_in_at is not None

    @property
    def standing_marks(self) -> list[LessonMark]:
        return [mark for mark in self.marks if not mark.is_taken_back]

    @property
    def ends_ms(self) -> int:
        """Where the last activity ends: when the clock was stopped; else with the lesson, as planned."""
        planned = self.lesson.minutes * 60_000
        return self.length_ms or max([planned, *(mark.at_ms for mark in self.standing_marks)])

    def level_of(self, line: RubricLine) -> int | None:
        return next((given.level for given in self.levels if given.line_id == line.id), None)

    def rate(self, levels: dict[int, int], *, summary: str) -> None:
        """`levels`: by the id of a line of the rubric. A line that is not among them is not rated."""
        self.require_open()
        given = {level.line_id: level for level in self.levels}
        for line_id, level in levels.items():
            if line_id in given:
                given[line_id].level = level
            else:
                self.levels.append(LessonLevel(line_id=line_id, level=level))
        for line_id in given.keys() - levels.keys():
            self.levels.remove(given[line_id])
        self.summary = summary

    def hand_in(self) -> None:
        self.require_open()
        if not (self.summary or self.levels or self.remarks or self.standing_marks):
            raise Refused(_("There is nothing on this sheet yet."))
        db.session.flush()  # levels that go along come first: the database takes none for a sheet that is handed in
        self.handed_in_at = utcnow()

    def require_open(self) -> None:
        """Takes its place in the queue first: what the phone sends and the button to hand in may come at once."""
        db.session.refresh(self, ["handed_in_at"], with_for_update=True)
        if self.is_handed_in:
            raise Refused(_("This sheet has been handed in."))
        if self.lesson.is_called_off:
            raise Refused(_("This lesson has been called off."))
