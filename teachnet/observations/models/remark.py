from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, timestamp
from teachnet.observations.models.mark import KEY, LONGEST_LESSON

if TYPE_CHECKING:
    from teachnet.observations.models.sheet import ObservationSheet

LONGEST_REMARK = 1000


class Reach(StrEnum):
    PRIVATE = "private"
    TEACHER = "teacher"
    OBSERVERS = "observers"
    ALL = "all"

    @property
    def label(self):
        return REACHES[self]


REACHES = {
    Reach.PRIVATE: _l("Only me"),
    Reach.TEACHER: _l("The teacher and me"),
    Reach.OBSERVERS: _l("The teacher and those who observed"),
    Reach.ALL: _l("Whoever the teacher shares the lesson with"),
}


class LessonRemark(Model):
    """Words about a moment of the lesson, or about a stretch of it. Once its sheet is handed in, `reach` says who reads
    it: one's own drafts stay one's own."""

    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("observation_sheet.id"))
    key: Mapped[str] = mapped_column(sa.String(KEY))
    starts_ms: Mapped[int]
    ends_ms: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.String(LONGEST_REMARK))
    reach: Mapped[Reach] = mapped_column(default=Reach.TEACHER)
    received_at: Mapped[timestamp]

    sheet: Mapped["ObservationSheet"] = relationship(back_populates="remarks")

    __table_args__ = (
        sa.UniqueConstraint("sheet_id", "key"),
        sa.CheckConstraint(f"starts_ms BETWEEN 0 AND {LONGEST_LESSON}", name="is_within_a_lesson"),
        sa.CheckConstraint("ends_ms > starts_ms", name="ends_after_it_starts"),
        sa.CheckConstraint("length(text) > 0", name="has_text"),
    )

    def change(self, *, text: str, reach: Reach, starts_ms: int, ends_ms: int | None) -> None:
        self.sheet.require_open()
        self.text, self.reach, self.starts_ms, self.ends_ms = text, reach, starts_ms, ends_ms
