from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, timestamp


class OutboxRow(Model):
    """Work that follows a commit, written in that commit. A crash between the two can therefore lose neither."""

    is_audited = False

    topic: Mapped[str] = mapped_column(sa.String(60))
    payload: Mapped[dict]
    made_at: Mapped[timestamp]
    due_at: Mapped[timestamp]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(sa.Text, default="")
    taken_until: Mapped[datetime | None]  # a worker that dies gives its rows back at this moment
    done_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]

    __table_args__ = (
        sa.Index(
            "ix__outbox_row__waiting",
            "due_at",
            sqlite_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
        ),
    )

    @classmethod
    def is_waiting(cls, at: datetime) -> sa.ColumnElement[bool]:
        free = cls.taken_until.is_(None) | (cls.taken_until < at)
        return cls.done_at.is_(None) & cls.given_up_at.is_(None) & (cls.due_at <= at) & free
