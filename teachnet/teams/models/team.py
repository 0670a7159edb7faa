from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person, Stage, Subject
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, today, utcnow
from teachnet.errors import Refused


class TeamKind(StrEnum):
    SUBJECT = "subject"
    STUDIO = "studio"

    @property
    def label(self):
        return KINDS[self]


KINDS = {TeamKind.SUBJECT: _l("Subject research team"), TeamKind.STUDIO: _l("Studio of a distinguished teacher")}


class MembershipState(StrEnum):
    APPLIED = "applied"
    INVITED = "invited"
    MEMBER = "member"
    DECLINED = "declined"
    LEFT = "left"

    @property
    def label(self):
        return LABELS[self]

    @property
    def look(self) -> str:
        return LOOKS[self]


LABELS = {
    MembershipState.APPLIED: _l("Asked to join"),
    MembershipState.INVITED: _l("Invited"),
    MembershipState.MEMBER: _l("Member"),
    MembershipState.DECLINED: _l("Not accepted"),
    MembershipState.LEFT: _l("Has left"),
}
LOOKS = {
    MembershipState.APPLIED: "wait",
    MembershipState.INVITED: "wait",
    MembershipState.MEMBER: "good",
    MembershipState.DECLINED: "bad",
    MembershipState.LEFT: "quiet",
}

MOVES = {
    None: {MembershipState.APPLIED, MembershipState.INVITED, MembershipState.MEMBER},
    MembershipState.APPLIED: {MembershipState.MEMBER, MembershipState.DECLINED, MembershipState.LEFT},
    MembershipState.INVITED: {MembershipState.MEMBER, MembershipState.DECLINED},
    MembershipState.MEMBER: {MembershipState.LEFT},
    MembershipState.DECLINED: {MembershipState.APPLIED, MembershipState.INVITED, MembershipState.MEMBER},
    MembershipState.LEFT: {MembershipState.APPLIED, MembershipState.INVITED, MembershipState.MEMBER},
}


class Team(Model):
    """Subject × stage × region, with a lead. The region is the city or a county: whoever works there may see it."""

    name: Mapped[str] = mapped_column(sa.String(100))
    kind: Mapped[TeamKind] = mapped_column(default=TeamKind.SUBJECT)
    subject: Mapped[Subject]
    stage: Mapped[Stage]
    region_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    lead_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(1000), default="")
    founded_on: Mapped[date] = mapped_column(default=today)
    closed_on: Mapped[date | None]

    region: Mapped[Organisation] = relationship()
    lead: Mapped[Person] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="team", order_by="Membership.id")

    __table_args__ = (sa.UniqueConstraint("region_id", "name"),)

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def membership_of(self, person: Person | None) -> "Membership | None":
        return next((one for one in self.memberships if person and one.person_id == person.id), None)

    def has_member(self, person: Person | None) -> bool:
        membership = self.membership_of(person)
        return membership is not None and membership.state is MembershipState.MEMBER

    def receive_application(self, *, by: Person) -> "Membership":
        return self._membership_for(by)._move(MembershipState.APPLIED, by)

    def invite(self, person: Person, *, by: Person) -> "Membership":
        return self._membership_for(person)._move(MembershipState.INVITED, by)

    def take_in(self, person: Person, *, by: Person) -> "Membership":
        return self._membership_for(person)._move(MembershipState.MEMBER, by)

    def _membership_for(self, person: Person) -> "Membership":
        if self.is_closed:
            raise Refused(_("This team has been closed."))
        if person.id == self.lead_id:
            raise Refused(_("%(name)s leads this team already.", name=person.name))
        self._lock()
        membership = self.membership_of(person)
        if membership is None:
            membership = Membership(person=person, state=None)
            self.memberships.append(membership)
        return membership

    def _lock(self) -> None:
        """Whoever comes into this team waits here for the one before: two windows make one row for a person."""
        db.session.execute(sa.select(Team.id).where(Team.id == self.id).with_for_update())
        db.session.expire(self, ["memberships"])


class Membership(Model):
    """One row for a person and a team, however often they come and go; each move leaves a row of its history."""

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    state: Mapped[MembershipState]

    team: Mapped[Team] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship()
    history: Mapped[list["MembershipMove"]] = relationship(order_by="MembershipMove.id", cascade="all")

    __table_args__ = (sa.UniqueConstraint("team_id", "person_id"),)

    def accept(self, *, by: Person) -> None:
        self._move(MembershipState.MEMBER, by)

    def decline(self, *, by: Person) -> None:
        self._move(MembershipState.DECLINED, by)

    def leave(self, *, by: Person) -> None:
        self._move(MembershipState.LEFT, by)

    def _move(self, to: MembershipState, by: Person) -> "Membership":
        if sa.inspect(self).persistent:
            db.session.refresh(self, ["state"], with_for_update=True)  # two windows may press at once
        if to not in MOVES[self.state]:
            raise Refused(_("%(name)s: already “%(state)s”.", name=self.person.name, state=self.state.label))
        self.history.append(MembershipMove(was=self.state, became=to, by_id=by.id))
        self.state = to
        return self


class MembershipMove(Model):
    """Who moved a membership, and when. Rows are only ever added."""

    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("membership.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[MembershipState | None]
    became: Mapped[MembershipState]
    at: Mapped[datetime] = mapped_column(default=utcnow)


only_ever_added(MembershipMove.__table__)
