from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, timestamp, utcnow

MOST_SAVED = 50


class SavedSearch(Model):
    """A search a person asks again. What somebody looks for is theirs: the trail keeps that, not what.

    `place` counts from 1, so that the database itself refuses the fifty-first."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    place: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(60), info={"secret": True})
    asked: Mapped[dict] = mapped_column(info={"secret": True})  # {"q": "…", "skill": ["…"]}, as the address says it
    made_at: Mapped[timestamp]
    looked_at: Mapped[datetime] = mapped_column(default=utcnow)  # what was published since is a new find

    __table_args__ = (
        sa.UniqueConstraint("person_id", "place"),
        sa.UniqueConstraint("person_id", "name", name="uq__saved_search__one_name_each"),
        sa.CheckConstraint(f"place BETWEEN 1 AND {MOST_SAVED}", name="at_most_fifty"),
        sa.CheckConstraint("length(name) > 0", name="has_name"),
    )

    @property
    def filters(self) -> int:
        return sum(len(chosen) for name, chosen in self.asked.items() if name not in ("q", "sort"))

    def look(self) -> None:
        """From now on only what comes later is new."""
        self.looked_at = utcnow()
