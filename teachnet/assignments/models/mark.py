import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.assignments.models.submission import Submission
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, timestamp


class Mark(Model):
    """What somebody found: points for each row of the rubric as it was then, and words. Rows are only ever added."""

    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    rows: Mapped[list]  # [[title, points, most], …]
    total: Mapped[int]
    comment: Mapped[str] = mapped_column(sa.String(2000), default="")
    is_sampled: Mapped[bool] = mapped_column(default=False)  # the county is asked to look at it, too
    at: Mapped[timestamp]

    submission: Mapped[Submission] = relationship(back_populates="marks")
    by: Mapped[Person] = relationship()

    __table_args__ = (sa.CheckConstraint("total >= 0", name="total_is_not_negative"),)


only_ever_added(Mark.__table__)


class QuickComment(Model):
    """A sentence that somebody writes often, to be ticked."""

    is_audited = False  # their own words at hand, nobody else sees them

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(sa.String(200))

    __table_args__ = (sa.UniqueConstraint("person_id", "text"),)
