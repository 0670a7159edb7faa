from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.research.models.milestone import LONGEST_TITLE, ResearchMilestone
from teachnet.research.models.project import ResearchProject
from teachnet.research.words import ChangeKind, RequestState

LONGEST_REASON, LONGEST_WAS = 500, 120
IS_OPEN = "state = 'asked'"


class ChangeRequest(Model):
    """A change of an approved project that its leader asks for and the office grants: what it was before is kept."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"))
    kind: Mapped[ChangeKind]
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_REASON))
    milestone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("research_milestone.id"), index=True)
    until: Mapped[date | None]
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE), default="")
    new_leader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[str] = mapped_column(sa.String(LONGEST_WAS), default="")
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]
    state: Mapped[RequestState] = mapped_column(default=RequestState.ASKED)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_note: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")

    project: Mapped[ResearchProject] = relationship()
    milestone: Mapped[ResearchMilestone | None] = relationship()
    new_leader: Mapped[Person | None] = relationship(foreign_keys=new_leader_id)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        sa.CheckConstraint(
            "(kind = 'extension') = (milestone_id IS NOT NULL AND until IS NOT NULL)",
            name="an_extension_says_until_when",
        ),
        sa.CheckConstraint("(kind = 'leader') = (new_leader_id IS NOT NULL)", name="a_leader_is_named"),
        sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_when_no_longer_asked"),
        sa.CheckConstraint("state <> 'granted' OR decided_by_id <> asked_by_id", name="granted_by_another"),
        sa.Index(
            "uq__change_request__open",
            "project_id",
            "kind",
            unique=True,
            sqlite_where=sa.text(IS_OPEN),
            postgresql_where=sa.text(IS_OPEN),
        ),
    )

    @classmethod
    def ask(cls, project: ResearchProject, kind: ChangeKind, *, by: Person, **asked) -> "ChangeRequest":
        """`asked`: reason; of an extension milestone and until, of a title title, of a leader new_leader."""
        project.require_going_on()
        if not project.is_approved:
            raise Refused(_("A proposal is changed by writing it otherwise."))
        again = sa.select(cls.id).filter_by(project_id=project.id, kind=kind, state=RequestState.ASKED)
        if db.session.scalar(again):
            raise Refused(_("This is asked for already, and not decided yet."))
        request = cls(project=project, kind=kind, asked_by=by, **asked)
        request._require_sense()
        db.session.add(request)
        return request

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.ASKED

    @property
    def before(self) -> str:
        """What it changes."""
        match self.kind:
            case ChangeKind.EXTENSION:
                return self.milestone.due_on.isoformat()
            case ChangeKind.TITLE:
                return self.project.title
            case ChangeKind.LEADER:
                return self.project.leader.name
            case ChangeKind.END:
                return ""

    def grant(self, *, by: Person, note: str) -> None:
        self._decide(RequestState.GRANTED, by, note)
        self._require_sense()
        self.was = self.before
        match self.kind:
            case ChangeKind.EXTENSION:
                self.milestone.due_on = self.until
            case ChangeKind.TITLE:
                self.project.title = self.title
                self.project.tell_search()
            case ChangeKind.LEADER:
                self.project.leader = self.new_leader
            case ChangeKind.END:
                self.project.end_early(by=by, note=self.reason)

    def refuse(self, *, by: Person, note: str) -> None:
        self._decide(RequestState.REFUSED, by, note)

    def take_back(self, *, by: Person) -> None:
        self._decide(RequestState.TAKEN_BACK, by, "")

    def _require_sense(self) -> None:
        """What one asks for may have become impossible by the time it is granted."""
        if self.kind is ChangeKind.EXTENSION:
            if self.milestone.reached_on:
                raise Refused(_("“%(title)s” is reached already.", title=self.milestone.label))
            if self.until <= self.milestone.due_on:
                raise Refused(_("An extension ends later than %(day)s.", day=self.milestone.due_on.isoformat()))
            self._require_order()
        if self.kind is ChangeKind.LEADER:
            if not self.project.has(self.new_leader):
                raise Refused(_("%(name)s is not in the project.", name=self.new_leader.name))
            if self.new_leader_id == self.project.leader_id:
                raise Refused(_("%(name)s leads it already.", name=self.new_leader.name))

    def _require_order(self) -> None:
        """A stage ends before the next one does."""
        after = self.milestone.stage and self.milestone.stage.after
        following = after and self.project.milestone_of(after)
        if following and self.until >= following.due_on:
            raise Refused(
                _("“%(title)s” is due on %(day)s: ask for more time there first.",
                  title=following.label, day=following.due_on.isoformat())
            )  # fmt: skip

    def _decide(self, to: RequestState, by: Person, note: str) -> None:
        self.project.require_going_on()
        db.session.refresh(self, ["state"], with_for_update=True)
        if not self.is_open:
            raise Refused(_("Already “%(state)s”.", state=self.state.label))
        self.state, self.decided_by, self.decided_at, self.decided_note = to, by, utcnow(), note
