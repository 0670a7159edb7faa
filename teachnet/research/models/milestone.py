from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, today
from teachnet.research.words import ResearchStage

LONGEST_TITLE = 120


class ResearchMilestone(Model):
    """Something a project means to have done by a day. Those of a stage are reached when its report has passed; the
    others when its leader says so."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("research_project.id"), index=True)
    stage: Mapped[ResearchStage | None]
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE), default="")
    due_on: Mapped[date] = mapped_column(index=True)
    reached_on: Mapped[date | None]

    __table_args__ = (sa.UniqueConstraint("project_id", "stage"),)

    @property
    def label(self) -> str:
        return str(self.stage.label) if self.stage else self.title

    @property
    def is_late(self) -> bool:
        return self.reached_on is None and self.due_on < today()
