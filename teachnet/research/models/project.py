from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person, Subject
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Overtaken, Refused
from teachnet.jobs import outbox
from teachnet.research.models.evidence import ResearchEvidence
from teachnet.research.models.milestone import LONGEST_TITLE, ResearchMilestone
from teachnet.research.models.report import LONGEST_NOTE, StageReport
from teachnet.research.words import MOVES, ReportState, ResearchKind, ResearchStage, ResearchState

LONGEST_QUESTION = 1000
MOST_PEOPLE = 20
LOCKED = ["state", "stage", "title", "leader_id", "proposed_at", "approved_on"]  # read anew under the lock
IS_STANDING = "left_on IS NULL"


class ResearchProject(Model):
    """A question of teachers, and the year or two in which they look for an answer in their own classes. `school` is
    where the leader taught when they proposed it: the research offices above it review and follow it."""

    kind: Mapped[ResearchKind]
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    question: Mapped[str] = mapped_column(sa.String(LONGEST_QUESTION))
    subject: Mapped[Subject]
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    leader_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    stage: Mapped[ResearchStage]
    state: Mapped[ResearchState] = mapped_column(index=True)
    at: Mapped[timestamp]
    proposed_at: Mapped[datetime | None]  # handed in for the first time
    approved_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    last_sign_at: Mapped[timestamp]  # of work: a report, evidence, a milestone reached, a visit

    school: Mapped[Organisation] = relationship()
    leader: Mapped[Person] = relationship()
    members: Mapped[list["ResearchMember"]] = relationship(back_populates="project", order_by="ResearchMember.id")
    milestones: Mapped[list[ResearchMilestone]] = relationship(order_by=ResearchMilestone.due_on)
    reports: Mapped[list[StageReport]] = relationship(back_populates="project", order_by=StageReport.id)
    evidence: Mapped[list[ResearchEvidence]] = relationship(
        back_populates="project", order_by=(ResearchEvidence.day.desc(), ResearchEvidence.id.desc())
    )
    history: Mapped[list["ResearchMove"]] = relationship(order_by="ResearchMove.id")

    __table_args__ = (
        sa.CheckConstraint("(stage = 'proposal') = (approved_on IS NULL)", name="approved_after_the_proposal"),
        sa.CheckConstraint(
            "(state IN ('at_work', 'handed_in')) = (ended_on IS NULL)", name="ended_when_it_goes_on_no_more"
        ),
        sa.CheckConstraint("state <> 'concluded' OR stage = 'conclusion'", name="concluded_at_the_last_stage"),
    )

    @classmethod
    def begin(cls, *, by: Person, due: Mapping[ResearchStage, date], **told) -> "ResearchProject":
        """`told`: kind, title, question, subject; `due`: until when the stages after the proposal are to be reached."""
        if by.school is None:
            raise Refused(_("You teach at no school at present; somebody who does may lead it."))
        project = cls(leader=by, school=by.school, stage=ResearchStage.PROPOSAL, state=None, **told)
        project.milestones = [ResearchMilestone(stage=stage, due_on=day) for stage, day in due.items()]
        project.members = [ResearchMember(person=by)]
        project._move(ResearchState.AT_WORK, by)
        db.session.add(project)
        return project

    @property
    def number(self) -> str:
        """What letters and certificates call it, once it is approved."""
        return f"{self.approved_on.year}-{self.id:05}" if self.approved_on else ""

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None

    @property
    def goes_on(self) -> bool:
        return self.state.goes_on

    @property
    def is_at_work(self) -> bool:
        return self.state is ResearchState.AT_WORK

    @property
    def people(self) -> list["ResearchMember"]:
        """Those that are in it now, the leader first."""
        here = [member for member in self.members if member.left_on is None]
        return sorted(here, key=lambda member: (member.person_id != self.leader_id, member.id))

    def has(self, person: Person) -> bool:
        return any(member.person_id == person.id for member in self.people)

    def has_ever_had(self, person: Person) -> bool:
        return any(member.person_id == person.id for member in self.members)

    def milestone_of(self, stage: ResearchStage) -> ResearchMilestone | None:
        return next((one for one in self.milestones if one.stage is stage), None)

    def rounds_of(self, stage: ResearchStage) -> list[StageReport]:
        return [report for report in self.reports if report.stage is stage]

    @property
    def sent_back(self) -> StageReport | None:
        """The last one of this stage that the review wanted otherwise."""
        returned = [one for one in self.rounds_of(self.stage) if one.state is ReportState.RETURNED]
        return returned[-1] if returned else None

    @property
    def report(self) -> StageReport | None:
        """The last one of the stage it has come to."""
        rounds = self.rounds_of(self.stage)
        return rounds[-1] if rounds else None

    @property
    def draft(self) -> StageReport | None:
        return self.report if self.report and self.report.is_draft else None

    def write(self, text: str, *, seen: int, by: Person) -> StageReport:
        """Keep the draft of the report that is owed now; `seen` is the version the writer began from, 0 of none."""
        self.require_at_work()
        draft = self.draft
        if draft is None:
            again = len(self.rounds_of(self.stage)) + 1
            draft = StageReport(stage=self.stage, round=again, version=0, last_by=by, state=ReportState.DRAFT)
            self.reports.append(draft)
        if seen != draft.version:
            raise Overtaken(_("%(name)s has saved this report meanwhile.", name=draft.last_by.name))
        draft.keep(text, by=by)
        return draft

    def hand_in(self, *, by: Person) -> None:
        self.require_at_work()
        if self.draft is None:
            raise Refused(_("There is nothing to hand in yet."))
        if self.stage.asks_evidence and not self.evidence:
            raise Refused(_("Add some evidence first: the review looks at what was done in class."))
        self.draft.hand_in(by=by)
        self.proposed_at = self.proposed_at or utcnow()
        self._move(ResearchState.HANDED_IN, by)
        self.stir()

    def pass_report(self, *, by: Person, note: str) -> None:
        """On to the next stage; after the last one the project is concluded."""
        passed = self._decide(ReportState.PASSED, by, note)
        milestone = self.milestone_of(passed.stage)
        if milestone:
            milestone.reached_on = today()
        self.approved_on = self.approved_on or today()
        if passed.stage.after:
            self.stage = passed.stage.after
            self._move(ResearchState.AT_WORK, by, note)
        else:
            self._move(ResearchState.CONCLUDED, by, note)
        self.stir()

    def return_report(self, *, by: Person, note: str) -> None:
        """What they wrote is the beginning of the next round."""
        returned = self._decide(ReportState.RETURNED, by, note)
        again = StageReport(stage=self.stage, round=returned.round + 1, version=1, state=ReportState.DRAFT)
        again.text, again.last_by = returned.text, returned.last_by
        self.reports.append(again)
        self._move(ResearchState.AT_WORK, by, note)

    def decline(self, *, by: Person, note: str) -> None:
        self._decide(ReportState.DECLINED, by, note)
        self._move(ResearchState.DECLINED, by, note)

    def withdraw(self, *, by: Person) -> None:
        self.require_at_work()
        if self.stage is not ResearchStage.PROPOSAL:
            raise Refused(_("An approved project is ended by a change that the office grants."))
        self._move(ResearchState.WITHDRAWN, by)

    def end_early(self, *, by: Person, note: str) -> None:
        self.require_going_on()
        self._move(ResearchState.STOPPED, by, note)

    def take_in(self, person: Person) -> "ResearchMember":
        self.require_going_on()
        if self.has(person):
            raise Refused(_("%(name)s is in it already.", name=person.name))
        if len(self.people) >= MOST_PEOPLE:
            raise Refused(_("A project has at most %(most)s people.", most=MOST_PEOPLE))
        member = ResearchMember(person=person)
        self.members.append(member)
        self.tell_search()
        return member

    def plan(self, title: str, due_on: date) -> ResearchMilestone:
        self.require_going_on()
        milestone = ResearchMilestone(title=title, due_on=due_on)
        self.milestones.append(milestone)
        return milestone

    def reach(self, milestone: ResearchMilestone) -> None:
        self.require_going_on()
        db.session.refresh(milestone)
        if milestone.stage or milestone.reached_on:
            raise Refused(
                _("“%(title)s” is reached when its report has passed, or is so already.", title=milestone.label)
            )
        milestone.reached_on = today()
        self.stir()

    def stir(self) -> None:
        """A sign of work: a project without one for long is at risk."""
        self.last_sign_at = utcnow()

    def tell_search(self) -> None:
        """Once what can be found of it is another."""
        outbox.send("search.changed", kind="research", id=self.id)

    def require_going_on(self) -> None:
        """Whoever writes waits here for the one before."""
        db.session.refresh(self, LOCKED, with_for_update=True)
        db.session.expire(self, ["members", "milestones", "reports", "leader"])
        if not self.goes_on:
            raise Refused(_("“%(title)s”: already “%(state)s”.", title=self.title, state=self.state.label))

    def require_at_work(self) -> None:
        self.require_going_on()
        if not self.is_at_work:
            raise Refused(_("The report is under review; until that is decided it stays as it is."))

    def _decide(self, verdict: ReportState, by: Person, note: str) -> StageReport:
        self.require_going_on()
        report = self.report
        if report is None or not report.is_waiting:
            raise Refused(_("No report waits for a review."))
        report.decide(verdict, by=by, note=note)
        return report

    def _move(self, to: ResearchState, by: Person, note: str = "") -> None:
        if to not in MOVES[self.state]:
            raise Refused(_("“%(title)s”: already “%(state)s”.", title=self.title, state=self.state.label))
        self.history.append(ResearchMove(stage=self.stage, became=to, by=by, note=note))
        self.state = to
        if not to.goes_on:
            self.ended_on = today()
        if self.id:
            self.tell_search()


class ResearchMember(Model):
    """Somebody in a project, from a day to a day."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    joined_on: Mapped[date] = mapped_column(default=today)
    left_on: Mapped[date | None]

    project: Mapped[ResearchProject] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()

    __table_args__ = (
        sa.Index(
            "uq__research_member__standing",
            "project_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text(IS_STANDING),
            postgresql_where=sa.text(IS_STANDING),
        ),
    )

    def leave(self) -> None:
        """What they added stays."""
        self.project.require_going_on()
        db.session.refresh(self)
        if self.left_on is not None:
            raise Refused(_("%(name)s has left it already.", name=self.person.name))
        if self.person_id == self.project.leader_id:
            raise Refused(_("Who leads it stays in it; another leader is a change to be granted."))
        self.left_on = today()
        self.project.tell_search()


class ResearchMove(Model):
    """Who moved a project on, and when. Rows are only ever added."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    stage: Mapped[ResearchStage]
    became: Mapped[ResearchState]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE), default="")
    at: Mapped[timestamp]

    by: Mapped[Person] = relationship()


only_ever_added(ResearchMove.__table__)
