import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, db
from teachnet.errors import Refused
from teachnet.projects.models.project import StudyProject
from teachnet.projects.words import Measure

MOST_PARTS, MOST_ROWS = 6, 12


class ScoringPart(Model):
    """One part of a scoring sheet (考核项): its rows bring points, so many points are one mark, and it brings no more
    than `most` marks. Of a day, no more than `most_points_a_day` are looked at, if that is set."""

    project_id: Mapped[int] = mapped_column(sa.ForeignKey("study_project.id"))
    position: Mapped[int]  # from 1
    title: Mapped[str] = mapped_column(sa.String(60))
    most: Mapped[int]
    points_a_mark: Mapped[int] = mapped_column(default=1)
    most_points_a_day: Mapped[int | None]

    project: Mapped[StudyProject] = relationship(back_populates="parts")
    rows: Mapped[list["ScoringRow"]] = relationship(
        back_populates="part", order_by="ScoringRow.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.UniqueConstraint("project_id", "position"),
        sa.CheckConstraint("most BETWEEN 1 AND 1000", name="marks_are_humane"),
        sa.CheckConstraint("points_a_mark BETWEEN 1 AND 1000", name="points_a_mark_are_humane"),
        sa.CheckConstraint("most_points_a_day >= 1", name="a_day_brings_something"),
    )

    @classmethod
    def last_of(cls, project: StudyProject, **fields) -> "ScoringPart":
        project.require_draft()
        if len(project.parts) >= MOST_PARTS:
            raise Refused(_("A scoring sheet has at most %(count)s parts.", count=MOST_PARTS))
        position = max((part.position for part in project.parts), default=0) + 1
        part = cls(position=position, **fields)
        project.parts.append(part)
        return part

    def remove(self) -> None:
        self.project.require_draft()
        self.project.parts.remove(self)
        db.session.delete(self)  # said aloud: the trail does not see an orphan go

    def add_row(self, **fields) -> "ScoringRow":
        self.project.require_draft()
        if len(self.rows) >= MOST_ROWS:
            raise Refused(_("A part has at most %(count)s rows.", count=MOST_ROWS))
        row = ScoringRow(**fields)
        self.rows.append(row)
        return row

    def remove_row(self, row: "ScoringRow") -> None:
        self.project.require_draft()
        self.rows.remove(row)
        db.session.delete(row)


class ScoringRow(Model):
    """What brings points: for each `each` of what is measured, `points`, and no more than `most` altogether. Of a share
    the whole, 100 per cent, brings `points`; by hand at most `most` are given."""

    part_id: Mapped[int] = mapped_column(sa.ForeignKey("scoring_part.id"), index=True)
    measure: Mapped[Measure]
    title: Mapped[str] = mapped_column(sa.String(60), default="")  # what is looked at by hand
    each: Mapped[int] = mapped_column(default=1)
    points: Mapped[int] = mapped_column(default=1)
    most: Mapped[int | None]

    part: Mapped[ScoringPart] = relationship(back_populates="rows")

    __table_args__ = (
        sa.CheckConstraint("each BETWEEN 1 AND 10000", name="each_is_humane"),
        sa.CheckConstraint("points BETWEEN 1 AND 1000", name="points_are_humane"),
        sa.CheckConstraint("most BETWEEN 1 AND 100000", name="most_is_humane"),
        sa.CheckConstraint(
            "measure <> 'by_hand' OR (most IS NOT NULL AND title <> '')", name="by_hand_says_what_and_how_much"
        ),
        sa.CheckConstraint("measure <> 'mark' OR each = 100", name="a_share_is_of_a_hundred"),
    )

    @property
    def name(self):
        return self.title or self.measure.label

    @property
    def worth(self) -> int:
        """Points a step, as the filled in sheet calls it."""
        return self.points
