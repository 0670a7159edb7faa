import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model
from teachnet.study.models import Unit

RULES = ("pass_percent", "most_versions", "mark_within_days", "peers")  # what an author sets, and a copy has as well


class Assignment(Model):
    """The work of a unit; what is asked for stands in the unit's text, how it is judged in the rubric."""

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), unique=True)
    pass_percent: Mapped[int] = mapped_column(default=60)
    most_versions: Mapped[int] = mapped_column(default=3)  # how often one may hand in, the first time included
    mark_within_days: Mapped[int] = mapped_column(default=7)
    peers: Mapped[int] = mapped_column(default=0)  # works of others each one reviews; none: 0

    unit: Mapped[Unit] = relationship()
    rubric: Mapped[list["RubricRow"]] = relationship(
        back_populates="assignment", order_by="RubricRow.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.CheckConstraint("pass_percent BETWEEN 1 AND 100", name="pass_is_a_share"),
        sa.CheckConstraint("most_versions BETWEEN 1 AND 10", name="versions_are_humane"),
        sa.CheckConstraint("mark_within_days BETWEEN 1 AND 60", name="days_are_humane"),
        sa.CheckConstraint("peers BETWEEN 0 AND 5", name="peers_are_humane"),
    )

    @property
    def most_points(self) -> int:
        return sum(row.most for row in self.rubric)


class RubricRow(Model):
    """One thing that is looked at (评分项), and how many points it can bring."""

    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    position: Mapped[int]  # from 0
    title: Mapped[str] = mapped_column(sa.String(100))
    about: Mapped[str] = mapped_column(sa.String(300), default="")  # what the full points are for
    most: Mapped[int]

    assignment: Mapped[Assignment] = relationship(back_populates="rubric")

    __table_args__ = (
        sa.UniqueConstraint("assignment_id", "position"),
        sa.CheckConstraint("most BETWEEN 1 AND 100", name="points_are_humane"),
    )
