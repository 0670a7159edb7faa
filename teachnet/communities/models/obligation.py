from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.communities.models.community import Community, SchoolPart
from teachnet.db import Model


class ActivityKind(StrEnum):
    SESSION = "session"
    LESSON = "lesson"
    EXCHANGE = "exchange"

    @property
    def label(self):
        return KINDS[self]

    @property
    def counts_for_both(self) -> bool:
        """A day of exchange is one of either school; a lesson that is sent is the sender's."""
        return self is ActivityKind.EXCHANGE


KINDS = {
    ActivityKind.SESSION: _l("Joint session"),
    ActivityKind.LESSON: _l("Lesson sent"),
    ActivityKind.EXCHANGE: _l("Exchange day"),
}


class Owing(StrEnum):
    """Which schools owe it."""

    CORE = "core"
    PARTNER = "partner"
    EACH = "each"

    @property
    def label(self):
        return OWINGS[self]

    def includes(self, part: SchoolPart) -> bool:
        return self is Owing.EACH or self.value == part.value


OWINGS = {
    Owing.CORE: _l("Each core school"),
    Owing.PARTNER: _l("Each partner school"),
    Owing.EACH: _l("Each school"),
}


class Obligation(Model):
    """How many of a kind each of these schools owes in a term."""

    community_id: Mapped[int] = mapped_column(sa.ForeignKey("community.id"))
    term: Mapped[str] = mapped_column(sa.String(7))  # the code of a `Term`
    kind: Mapped[ActivityKind]
    owed_by: Mapped[Owing]
    times: Mapped[int]

    community: Mapped[Community] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("community_id", "term", "kind", "owed_by"),
        sa.CheckConstraint("times BETWEEN 1 AND 40", name="is_a_number_of_times"),
    )
