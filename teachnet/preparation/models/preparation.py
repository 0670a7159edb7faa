from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, today
from teachnet.errors import Refused
from teachnet.preparation.models.plan import LessonPlan, PlanSection
from teachnet.teams.models import Team

LONGEST_REASON = 500


class Phase(StrEnum):
    """How far a team has come with a lesson."""

    DRAFTING = "drafting"
    DISCUSSING = "discussing"
    AGREED = "agreed"
    CLOSED = "closed"

    @property
    def label(self):
        return PHASES[self][0]

    @property
    def look(self) -> str:
        return PHASES[self][1]


PHASES = {
    Phase.DRAFTING: (_l("First draft"), "wait"),
    Phase.DISCUSSING: (_l("Under discussion"), "act"),
    Phase.AGREED: (_l("Shared plan agreed"), "good"),
    Phase.CLOSED: (_l("Concluded"), "quiet"),
}

MOVES = {
    None: {Phase.DRAFTING},
    Phase.DRAFTING: {Phase.DISCUSSING},
    Phase.DISCUSSING: {Phase.AGREED},
    Phase.AGREED: {Phase.DISCUSSING, Phase.CLOSED},
    Phase.CLOSED: set(),
}

USUAL_SECTIONS = (
    _l("Aims of the lesson"),
    _l("What matters, and what is hard"),
    _l("Course of the lesson"),
    _l("On the board"),
    _l("Homework"),
)


class JointPreparation(Model):
    """One lesson that a team prepares together: somebody drafts, colleagues discuss, the lead has it agreed, and each
    school makes a plan of its own of it by a day."""

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    unit: Mapped[str] = mapped_column(sa.String(120), default="")
    drafter_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    phase: Mapped[Phase]
    own_due_on: Mapped[date]
    at: Mapped[timestamp]

    team: Mapped[Team] = relationship()
    drafter: Mapped[Person] = relationship()
    plans: Mapped[list[LessonPlan]] = relationship(back_populates="preparation", order_by=LessonPlan.id)
    history: Mapped[list["PhaseMove"]] = relationship(order_by="PhaseMove.id")

    @classmethod
    def begin(cls, team: Team, *, drafter: Person, by: Person, **planned) -> "JointPreparation":
        """`planned`: title, unit, own_due_on. With the sections that most plans have, still empty."""
        preparation = cls(team=team, drafter=drafter, phase=None, **planned)
        preparation._move(Phase.DRAFTING, by)
        shared = LessonPlan()
        for heading in USUAL_SECTIONS:
            PlanSection.add(shared, str(heading), "", by=drafter)
        preparation.plans.append(shared)
        db.session.add(preparation)
        return preparation

    @property
    def shared_plan(self) -> LessonPlan:
        return next(plan for plan in self.plans if plan.owner_id is None)

    @property
    def own_plans(self) -> list[LessonPlan]:
        return [plan for plan in self.plans if plan.owner_id is not None]

    def plan_of(self, person: Person) -> LessonPlan | None:
        return next((plan for plan in self.plans if plan.owner_id == person.id), None)

    @property
    def is_agreed(self) -> bool:
        return self.phase in (Phase.AGREED, Phase.CLOSED)

    @property
    def is_late(self) -> bool:
        """Plans of one's own were to be there."""
        return self.phase is Phase.AGREED and self.own_due_on < today()

    def lay_before_colleagues(self, *, by: Person) -> None:
        self._lock()
        if self.phase is not Phase.DRAFTING:  # an agreed one is opened again with a reason
            raise Refused(_("“%(title)s”: already “%(state)s”.", title=self.title, state=self.phase.label))
        if not any(section.text for section in self.shared_plan.standing):
            raise Refused(_("There is nothing in the draft yet."))
        self._move(Phase.DISCUSSING, by)

    def agree(self, *, by: Person) -> None:
        """From here on it stays as it is; each school begins a plan of its own from it."""
        self._lock()
        self._move(Phase.AGREED, by)

    def discuss_again(self, *, by: Person, reason: str) -> None:
        """Plans of one's own that were begun stay as they are."""
        self._lock()
        if self.phase is not Phase.AGREED:
            raise Refused(_("Only an agreed plan is opened again."))
        self._move(Phase.DISCUSSING, by, reason)

    def conclude(self, *, by: Person) -> None:
        self._lock()
        self._move(Phase.CLOSED, by)

    def begin_own(self, owner: Person) -> LessonPlan:
        """A copy of what was agreed, whose words are still whose they were."""
        self._lock()
        if self.phase is not Phase.AGREED:
            raise Refused(_("A plan of one’s own begins from the shared plan, once that is agreed."))
        if self.plan_of(owner):
            raise Refused(_("You have begun a plan of your own already."))
        own = LessonPlan(owner=owner)
        for section in self.shared_plan.standing:
            PlanSection.copied(section, into=own, by=owner)
        self.plans.append(own)
        return own

    def require_open_to_discussion(self) -> None:
        self._lock()
        if self.phase not in (Phase.DRAFTING, Phase.DISCUSSING):
            raise Refused(_("The shared plan is agreed. It changes no more."))

    def _move(self, to: Phase, by: Person, reason: str = "") -> None:
        if to not in MOVES[self.phase]:
            raise Refused(_("“%(title)s”: already “%(state)s”.", title=self.title, state=self.phase.label))
        self.history.append(PhaseMove(was=self.phase, became=to, by=by, reason=reason))
        self.phase = to

    def _lock(self) -> None:
        """Writing, agreeing and beginning a plan of one's own wait for one another."""
        db.session.refresh(self, ["phase"], with_for_update=True)
        db.session.expire(self, ["plans"])


class PhaseMove(Model):
    """Who moved a preparation on, and when. Rows are only ever added."""

    preparation_id: Mapped[int] = mapped_column(sa.ForeignKey("joint_preparation.id"), index=True)
    was: Mapped[Phase | None]
    became: Mapped[Phase]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")
    at: Mapped[timestamp]

    by: Mapped[Person] = relationship()


only_ever_added(PhaseMove.__table__)
