from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.projects.models.project import StudyProject
from teachnet.projects.models.sheet import ScoringRow
from teachnet.projects.scoring import Score
from teachnet.projects.standing import Standing


class Participation(Model):
    """Somebody takes part in a project. The sums beside the name are those of the last reckoning, for lists; a person's
    own page reckons anew."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("study_project.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    joined_at: Mapped[timestamp]
    marks: Mapped[int] = mapped_column(default=0)  # hundredths
    minutes: Mapped[int] = mapped_column(default=0)  # recognised
    required_done: Mapped[int] = mapped_column(default=0)
    electives_done: Mapped[int] = mapped_column(default=0)
    fulfils: Mapped[bool] = mapped_column(default=False)
    reckoned_at: Mapped[datetime | None]

    project: Mapped[StudyProject] = relationship()
    person: Mapped[Person] = relationship()
    result: Mapped["ProjectResult | None"] = relationship(back_populates="participation")

    __table_args__ = (
        sa.UniqueConstraint("project_id", "person_id"),
        sa.CheckConstraint("marks >= 0 AND minutes >= 0", name="sums_are_not_negative"),
    )

    @staticmethod
    def sums(standing: Standing) -> dict[str, Any]:
        return {
            "marks": standing.score.marks,
            "minutes": standing.minutes,
            "required_done": standing.required_done,
            "electives_done": standing.electives_done,
            "fulfils": standing.fulfils,
            "reckoned_at": utcnow(),
        }


class GivenPoints(Model):
    """What the office gave somebody for a row of the sheet that is scored by hand."""

    participation_id: Mapped[int] = mapped_column(sa.ForeignKey("participation.id"))
    row_id: Mapped[int] = mapped_column(sa.ForeignKey("scoring_row.id"), index=True)
    points: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    participation: Mapped[Participation] = relationship()
    row: Mapped[ScoringRow] = relationship()
    by: Mapped[Person] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("participation_id", "row_id"),
        sa.CheckConstraint("points >= 0", name="points_are_not_negative"),
    )

    def give(self, points: int, *, by: Person) -> None:
        if by.id == self.participation.person_id:
            raise Refused(_("Nobody scores their own work."))
        if not 0 <= points <= (self.row.most or 0):
            raise Refused(_("“%(row)s” brings at most %(most)s points.", row=self.row.name, most=self.row.most))
        self.points, self.by, self.at = points, by, utcnow()


class ProjectResult(Model):
    """What a project came to for one person, with the sheet as it added up. Rows are only ever added."""

    is_audited = False  # the row itself stays, and who concluded the project is recorded

    participation_id: Mapped[int] = mapped_column(sa.ForeignKey("participation.id"), unique=True)
    sheet: Mapped[list]  # see scoring.py
    marks: Mapped[int]  # hundredths
    minutes: Mapped[int]
    required_done: Mapped[int]
    electives_done: Mapped[int]
    passed: Mapped[bool]
    at: Mapped[timestamp]

    participation: Mapped[Participation] = relationship(back_populates="result")

    @classmethod
    def of(cls, participation: Participation, standing: Standing) -> "ProjectResult":
        """As it is now, for good."""
        return cls(
            participation=participation,
            sheet=standing.score.frozen(),
            marks=standing.score.marks,
            minutes=standing.minutes,
            required_done=standing.required_done,
            electives_done=standing.electives_done,
            passed=standing.fulfils,
        )

    @property
    def score(self) -> Score:
        return Score.thawed(self.sheet)


only_ever_added(ProjectResult.__table__)
