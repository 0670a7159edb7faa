from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.communities.models.community import Community
from teachnet.communities.models.obligation import ActivityKind
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused

LEAST_OUTCOME, LONGEST_OUTCOME, LONGEST_NOTE = 15, 1000, 500  # characters


class ActivityState(StrEnum):
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    ActivityState.REPORTED: (_l("To be confirmed"), "wait"),
    ActivityState.CONFIRMED: (_l("Confirmed by the other school"), "good"),
    ActivityState.DECLINED: (_l("Not confirmed"), "bad"),
    ActivityState.WITHDRAWN: (_l("Withdrawn"), "quiet"),
}


class CommunityActivity(Model):
    """What one school gave to another, or to all of them. It counts once somebody of another school has confirmed it
    and said what it brought: nobody's own word counts for them."""

    community_id: Mapped[int] = mapped_column(sa.ForeignKey("community.id"), index=True)
    kind: Mapped[ActivityKind]
    day: Mapped[date]
    title: Mapped[str] = mapped_column(sa.String(120))
    outcome: Mapped[str] = mapped_column(sa.String(LONGEST_OUTCOME))
    giver_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    receiver_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    reported_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]
    state: Mapped[ActivityState] = mapped_column(default=ActivityState.REPORTED)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE), default="")

    community: Mapped[Community] = relationship()
    giver: Mapped[Organisation] = relationship(foreign_keys=giver_id)
    receiver: Mapped[Organisation | None] = relationship(foreign_keys=receiver_id)
    reported_by: Mapped[Person] = relationship(foreign_keys=reported_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        sa.CheckConstraint("giver_id <> receiver_id", name="is_given_to_another"),
        sa.CheckConstraint("(state = 'reported') = (decided_at IS NULL)", name="decided_when_no_longer_reported"),
        sa.CheckConstraint("state <> 'confirmed' OR decided_by_id <> reported_by_id", name="confirmed_by_another"),
    )

    @classmethod
    def report(cls, community: Community, *, by: Person, **told) -> "CommunityActivity":
        """`told`: kind, day, title, outcome, giver, receiver."""
        community.require_open()
        activity = cls(community=community, reported_by=by, **told)
        db.session.add(activity)
        return activity

    @property
    def is_open(self) -> bool:
        return self.state is ActivityState.REPORTED

    def confirm(self, *, by: Person, note: str) -> None:
        self._decide(ActivityState.CONFIRMED, by, note)

    def decline(self, *, by: Person, note: str) -> None:
        self._decide(ActivityState.DECLINED, by, note)

    def withdraw(self, *, by: Person) -> None:
        self._decide(ActivityState.WITHDRAWN, by, "")

    def _decide(self, to: ActivityState, by: Person, note: str) -> None:
        db.session.refresh(self, ["state"], with_for_update=True)
        if not self.is_open:
            raise Refused(_("Already “%(state)s”.", state=self.state.label))
        self.state, self.decided_by, self.decided_at, self.decided_note = to, by, utcnow(), note
