from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, timestamp

LONGEST_LESSON = 4 * 3600 * 1000  # milliseconds
KEY = 40  # characters of the name that a phone gives to what it keeps


class MarkKind(StrEnum):
    TEACHER = "teacher"
    PUPILS = "pupils"
    GROUPS = "groups"
    ALONE = "alone"
    OTHER = "other"
    RECALL = "recall"
    UNDERSTANDING = "understanding"
    OPEN = "open"
    PROBE = "probe"
    WAIT = "wait"
    RESPONSE = "response"

    @property
    def label(self):
        return KINDS[self]

    @property
    def lasts(self) -> bool:
        """An activity goes on until the next one; all else is a moment."""
        return self in ACTIVITIES


KINDS = {
    MarkKind.TEACHER: _l("Teacher talks"),
    MarkKind.PUPILS: _l("Pupils talk"),
    MarkKind.GROUPS: _l("Work in groups"),
    MarkKind.ALONE: _l("Work alone"),
    MarkKind.OTHER: _l("Something else"),
    MarkKind.RECALL: _l("Question: recall"),
    MarkKind.UNDERSTANDING: _l("Question: understanding"),
    MarkKind.OPEN: _l("Question: open"),
    MarkKind.PROBE: _l("Probing further"),
    MarkKind.WAIT: _l("Waits for an answer"),
    MarkKind.RESPONSE: _l("Takes up an answer"),
}
ACTIVITIES = (MarkKind.TEACHER, MarkKind.PUPILS, MarkKind.GROUPS, MarkKind.ALONE, MarkKind.OTHER)
MOMENTS = tuple(kind for kind in MarkKind if kind not in ACTIVITIES)


class LessonMark(Model):
    """One tap: at this moment of the lesson this began, or happened. `key` is the name its phone gave it, so that what
    is sent twice is there once; taken back, it stays as such, or a late copy would bring it again."""

    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("observation_sheet.id"))
    key: Mapped[str] = mapped_column(sa.String(KEY))
    kind: Mapped[MarkKind]
    at_ms: Mapped[int]
    is_taken_back: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[timestamp]

    __table_args__ = (
        sa.UniqueConstraint("sheet_id", "key"),
        sa.CheckConstraint(f"at_ms BETWEEN 0 AND {LONGEST_LESSON}", name="is_within_a_lesson"),
    )
