"""What is known of a stored file. Which name it is shown under, and who may fetch it, is its feature's business."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, timestamp
from teachnet.files.kinds import Kind


class StoredFile(Model):
    """One content, kept once, under the sha256 of its bytes. The row is added after the bytes are safely on disk."""

    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    size: Mapped[int] = mapped_column(sa.BigInteger)
    kind: Mapped[Kind]
    media_type: Mapped[str] = mapped_column(sa.String(100))
    seconds: Mapped[float | None]  # how long it plays
    pages: Mapped[int | None]  # pages of a PDF, slides of a presentation
    # For search and preview: loaded only when asked for, and not repeated in the trail.
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True, info={"secret": True})
    made_at: Mapped[timestamp]

    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_is_whole"),
        sa.CheckConstraint("size > 0", name="not_empty"),
    )
