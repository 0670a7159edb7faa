"""What a team means to do in a school year: in words, and as numbers that the year is measured by."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, today, utcnow
from teachnet.errors import Overtaken, Refused
from teachnet.teams.models import Team
from teachnet.terms import SchoolYear

LONGEST_PLAN, MOST_OF_A_KIND = 4000, 500


class TargetKind(StrEnum):
    """What somebody else vouches for, or everybody can look at: intentions count for nothing."""

    SESSIONS = "sessions"
    PREPARATIONS = "preparations"
    LESSONS = "lessons"
    OUTCOMES = "outcomes"

    @property
    def label(self):
        return KINDS[self]


KINDS = {
    TargetKind.SESSIONS: _l("Sessions held and confirmed"),
    TargetKind.PREPARATIONS: _l("Shared plans agreed"),
    TargetKind.LESSONS: _l("Lessons observed"),
    TargetKind.OUTCOMES: _l("Resources that came out of sessions"),
}


class TeamPlan(Model):
    """One for a team and a school year. It may be written anew until the year is over; the audit trail keeps what it
    was."""

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"))
    year: Mapped[int]  # in which the school year begins
    text: Mapped[str] = mapped_column(sa.String(LONGEST_PLAN), default="")
    version: Mapped[int] = mapped_column(default=0)
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(default=utcnow)

    team: Mapped[Team] = relationship()
    written_by: Mapped[Person] = relationship()
    targets: Mapped[list["PlanTarget"]] = relationship(cascade="all, delete-orphan", order_by="PlanTarget.id")

    __table_args__ = (sa.UniqueConstraint("team_id", "year"),)

    @classmethod
    def write(
        cls, team: Team, year: SchoolYear, text: str, targets: Mapping[TargetKind, int], *, seen: int, by: Person
    ) -> "TeamPlan":
        """`seen`: the version the writer began from, 0 of none. A target of nought is none."""
        db.session.execute(sa.select(Team.id).where(Team.id == team.id).with_for_update())
        if team.is_closed or year.last < today():
            raise Refused(_("The year is over, or the team is closed: the plan stays as it is."))
        stored = sa.select(cls).filter_by(team_id=team.id, year=year.begins)
        plan = db.session.scalars(stored.execution_options(populate_existing=True)).first()
        if plan is None:
            plan = cls(team_id=team.id, year=year.begins, version=0)
        if plan.version != seen:
            raise Overtaken(_("The plan was saved in another window meanwhile. Read it again before you save."))
        plan.text, plan.written_by, plan.written_at, plan.version = text, by, utcnow(), seen + 1
        plan._aim_at(targets)
        db.session.add(plan)
        return plan

    def target(self, kind: TargetKind) -> int:
        return next((one.number for one in self.targets if one.kind is kind), 0)

    def _aim_at(self, targets: Mapping[TargetKind, int]) -> None:
        known = {one.kind: one for one in self.targets}
        for kind, number in targets.items():
            if number and kind in known:
                known[kind].number = number
            elif number:
                self.targets.append(PlanTarget(kind=kind, number=number))
            elif kind in known:
                self.targets.remove(known[kind])


class PlanTarget(Model):
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("team_plan.id"))
    kind: Mapped[TargetKind]
    number: Mapped[int]

    __table_args__ = (
        sa.UniqueConstraint("plan_id", "kind"),
        sa.CheckConstraint(f"number BETWEEN 1 AND {MOST_OF_A_KIND}", name="is_a_number_of_things"),
    )
