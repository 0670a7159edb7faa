from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from teachnet.accounts.models import Organisation, Person, Stage, Subject
from teachnet.db import Model, db
from teachnet.training.words import SchoolType, field_name

if TYPE_CHECKING:
    from teachnet.training.models.cohort import Cohort


@dataclass(frozen=True)
class Group:
    """For whom seats are: a stage, a subject, a type of school; none of one means all of them."""

    stage: Stage | None = None
    subject: Subject | None = None
    school_type: SchoolType | None = None

    @property
    def label(self) -> str:
        """小学数学 · 乡村学校; empty when the seats are for everybody."""
        words = field_name(self.stage, self.subject), str(self.school_type.label) if self.school_type else ""
        return " · ".join(word for word in words if word)

    @property
    def particularity(self) -> int:
        """How much it asks for: 0 to 3."""
        return sum(part is not None for part in (self.stage, self.subject, self.school_type))

    def has(self, teacher: Person, school: Organisation) -> bool:
        return (
            self.stage in (None, teacher.stage)
            and self.subject in (None, teacher.subject)
            and self.school_type in (None, SchoolType.of(school))
        )


# To the database NULL is never like NULL; a key of the whole group is.
GROUP_KEY = "coalesce(stage, '') || '.' || coalesce(subject, '') || '.' || coalesce(school_type, '')"


class QuotaLine(Model):
    """The seats of one county in one cohort for one group of its teachers. `used` counts the cases that hold one: see
    `EnrolmentState.holds_seat`.

    A hard line keeps to its seats. A soft one that is full is lent free seats by the other soft lines of its county.
    The database counts, in the statement that takes: two who reach for the last seat get one between them.
    """

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    county_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    stage: Mapped[Stage | None]
    subject: Mapped[Subject | None]
    school_type: Mapped[SchoolType | None]
    group_key: Mapped[str] = mapped_column(sa.String(100), sa.Computed(GROUP_KEY, persisted=True))
    is_hard: Mapped[bool] = mapped_column(default=True)
    seats: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)

    cohort: Mapped["Cohort"] = relationship(back_populates="lines")
    county: Mapped[Organisation] = relationship()
    group: Mapped[Group] = composite("stage", "subject", "school_type")

    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "county_id", "group_key", name="uq__quota_line__one_for_each_group"),
        sa.CheckConstraint("seats >= 0", name="seats_not_negative"),
        sa.CheckConstraint("used BETWEEN 0 AND seats", name="used_within_seats"),
    )

    @property
    def left(self) -> int:
        return self.seats - self.used

    @property
    def is_full(self) -> bool:
        return self.used >= self.seats

    @property
    def is_offered(self) -> bool:
        """A soft line that has lent its last seat still is: one may come back to it."""
        return self.seats > 0 or not self.is_hard

    @classmethod
    def offered(cls) -> sa.ColumnElement[bool]:
        return (cls.seats > 0) | ~cls.is_hard

    @property
    def owner(self) -> str:
        """Whose seats they are: 张店区, or 张店区（小学数学 · 乡村学校）."""
        county = self.county.shown_name
        return _("%(county)s (%(group)s)", county=county, group=self.group.label) if self.group.label else county

    def lock(self) -> list["QuotaLine"]:
        """Until we commit nobody else decides a case of this county in this cohort: ranks and seats stand still. All
        its lines, for a seat may come from another; in one order for all, so that no two wait for each other."""
        lines = (
            sa.select(QuotaLine)
            .where(QuotaLine.cohort_id == self.cohort_id, QuotaLine.county_id == self.county_id)
            .order_by(QuotaLine.id)
            .with_for_update(of=QuotaLine)
        )
        return list(db.session.scalars(lines.execution_options(populate_existing=True)))

    def take_seat(self) -> bool:
        """Was there one?"""
        return self._count(QuotaLine.used + 1, QuotaLine.used < QuotaLine.seats)

    def release_seat(self) -> None:
        self._count(QuotaLine.used - 1, QuotaLine.used > 0)

    def _count(self, used: sa.ColumnElement[int], only_if: sa.ColumnElement[bool]) -> bool:
        counted = sa.update(QuotaLine).where(QuotaLine.id == self.id, only_if).values(used=used)
        now = db.session.scalar(counted.returning(QuotaLine.used).execution_options(synchronize_session=False))
        if now is not None:
            set_committed_value(self, "used", now)
        return now is not None


@dataclass(frozen=True)
class Seat:
    """Where a seat for a case is: in a line, which another has to lend it first."""

    line: QuotaLine
    lender: QuotaLine | None = None

    @property
    def source(self) -> QuotaLine:
        return self.lender or self.line


def lines_for(lines: Sequence[QuotaLine], teacher: Person, school: Organisation) -> list[QuotaLine]:
    """Those whose seats this teacher may take, the most particular first."""
    county = school.county_id
    fitting = [
        line for line in lines if line.county_id == county and line.is_offered and line.group.has(teacher, school)
    ]
    return sorted(fitting, key=lambda line: (-line.group.particularity, line.id))


def find_seat(
    own: QuotaLine,
    lines: Sequence[QuotaLine],
    teacher: Person,
    school: Organisation,
    left: Callable[[QuotaLine], int] = lambda line: line.left,
) -> Seat | None:
    """In the line a case stands in; else in another that is for this teacher; else lent from one soft line to another.
    `lines` are all of the county."""
    for line in (own, *lines_for(lines, teacher, school)):
        if left(line) > 0:
            return Seat(line)
    if own.is_hard:
        return None
    lenders = [line for line in lines if not line.is_hard and line.county_id == own.county_id and left(line) > 0]
    return Seat(own, max(lenders, key=lambda line: (left(line), -line.id))) if lenders else None
