from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, utcnow
from teachnet.errors import Refused
from teachnet.research.words import ReportState, ResearchStage

if TYPE_CHECKING:
    from teachnet.research.models.project import ResearchProject

LONGEST_REPORT, LEAST_REPORT, LONGEST_NOTE = 20_000, 40, 1000  # characters


class StageReport(Model):
    """What a project hands in at a stage. A report that comes back stays as it was; the next round begins from its
    text. Once handed in, both engines refuse to change what it says."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"))
    stage: Mapped[ResearchStage]
    round: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(LONGEST_REPORT), default="")
    version: Mapped[int] = mapped_column(default=0)
    last_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    state: Mapped[ReportState] = mapped_column(default=ReportState.DRAFT)
    handed_in_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    handed_in_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE), default="")

    project: Mapped["ResearchProject"] = relationship(back_populates="reports")
    last_by: Mapped[Person] = relationship(foreign_keys=last_by_id)
    handed_in_by: Mapped[Person | None] = relationship(foreign_keys=handed_in_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        sa.UniqueConstraint("project_id", "stage", "round"),
        sa.CheckConstraint("(state = 'draft') = (handed_in_at IS NULL)", name="handed_in_when_no_draft"),
        sa.CheckConstraint(
            "(state IN ('passed', 'returned', 'declined')) = (decided_at IS NOT NULL)", name="decided_when_it_says_so"
        ),
        sa.CheckConstraint("decided_by_id <> handed_in_by_id", name="nobody_reviews_their_own"),
        sa.CheckConstraint("state <> 'declined' OR stage = 'proposal'", name="only_a_proposal_is_declined"),
    )

    @property
    def is_draft(self) -> bool:
        return self.state is ReportState.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.state is ReportState.HANDED_IN

    @property
    def has_passed(self) -> bool:
        return self.state is ReportState.PASSED

    def keep(self, text: str, *, by: Person) -> None:
        self.text, self.last_by, self.version = text, by, self.version + 1

    def hand_in(self, *, by: Person) -> None:
        headings = set(str(self.stage.parts).splitlines())
        said = "".join(line for line in self.text.splitlines() if line.strip() not in headings)
        if len("".join(said.split())) < LEAST_REPORT:
            raise Refused(_("There is too little in it yet to be reviewed."))
        self.state, self.handed_in_by, self.handed_in_at = ReportState.HANDED_IN, by, utcnow()

    def decide(self, state: ReportState, *, by: Person, note: str) -> None:
        self.state, self.decided_by, self.decided_at, self.decided_note = state, by, utcnow(), note
