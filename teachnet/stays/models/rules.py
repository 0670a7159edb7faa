import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, db

DEFAULTS = {"least_share": 85, "silence": 3}


class SessionRules(Model):
    """One row for the city. How much of a session, in per cent, somebody has to have stayed for its hours to count, and
    after how many minutes without a sign of life a stay has ended: phones sleep, and networks go for a moment."""

    least_share: Mapped[int] = mapped_column(default=DEFAULTS["least_share"])
    silence: Mapped[int] = mapped_column(default=DEFAULTS["silence"])

    __table_args__ = (
        sa.CheckConstraint("id = 1", name="only_one"),
        sa.CheckConstraint("least_share BETWEEN 1 AND 100", name="is_a_share"),
        sa.CheckConstraint("silence BETWEEN 1 AND 30", name="silence_is_short"),
    )

    @classmethod
    def in_force(cls) -> "SessionRules":
        """Until the city has written its own, the usual ones."""
        return db.session.get(cls, 1) or cls(id=1, **DEFAULTS)
