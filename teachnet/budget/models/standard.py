from datetime import date
from typing import Annotated, Self

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.budget.counting import Ceiling
from teachnet.budget.words import Rank, TrainingClass
from teachnet.db import Model, db
from teachnet.errors import Refused

# Whole fen. A city's year does not fit into 32 bits of them.
fen = Annotated[int, mapped_column(sa.BigInteger)]


class InForce:
    """A rule of a document, in force from a day on, up to a day or until further notice. What it says never changes:
    budgets refer to it. A new document is a new row."""

    document_number: Mapped[str] = mapped_column(sa.String(60))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    @property
    def scope(self) -> sa.ColumnElement[bool]:
        """The rows of which only one may be in force on a day."""
        raise NotImplementedError

    @property
    def scope_label(self) -> str:
        raise NotImplementedError

    @classmethod
    def holds_on(cls, day: date) -> sa.ColumnElement[bool]:
        return (cls.starts_on <= day) & (cls.ends_on.is_(None) | (cls.ends_on >= day))

    def is_in_force(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def enact(self) -> Self:
        kind = type(self)
        db.session.execute(sa.select(kind.id).with_for_update())  # whoever else adds one right now waits
        same_days = (kind.starts_on <= (self.ends_on or date.max)) & (
            kind.ends_on.is_(None) | (kind.ends_on >= self.starts_on)
        )
        clash = db.session.scalars(sa.select(kind).where(self.scope, same_days)).first()
        if clash:
            raise Refused(
                _(
                    "%(scope)s: %(document)s is in force on some of these days. Say first until when.",
                    scope=self.scope_label,
                    document=clash.document_number,
                )
            )
        db.session.add(self)
        db.session.flush()
        return self

    def end(self, on: date) -> None:
        if on < self.starts_on:
            raise Refused(_("It cannot end before it begins."))
        if self.ends_on and on > self.ends_on:
            raise Refused(_("It ends earlier already; a longer time is a new entry."))
        self.ends_on = on


class CostStandard(InForce, Model):
    """综合定额标准: what a person-day of one class of training may cost."""

    training_class: Mapped[TrainingClass]
    rate_fen: Mapped[fen]
    beyond_after: Mapped[int] = mapped_column(default=30)
    beyond_percent: Mapped[int] = mapped_column(default=70)
    travel_days: Mapped[int] = mapped_column(default=2)  # arrival and departure together

    __table_args__ = (
        sa.UniqueConstraint("training_class", "starts_on", name="uq__cost_standard__one_for_a_class"),
        sa.CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
        sa.CheckConstraint("rate_fen > 0", name="rate_is_positive"),
        sa.CheckConstraint("beyond_after > 0", name="some_days_in_full"),
        sa.CheckConstraint("beyond_percent BETWEEN 0 AND 100", name="percent_is_one"),
        sa.CheckConstraint("travel_days BETWEEN 0 AND 2", name="at_most_two_travel_days"),
    )

    @property
    def scope(self) -> sa.ColumnElement[bool]:
        return CostStandard.training_class == self.training_class

    @property
    def scope_label(self) -> str:
        return str(self.training_class.label)

    @classmethod
    def of(cls, training_class: TrainingClass, day: date) -> "CostStandard":
        found = sa.select(cls).where(cls.training_class == training_class, cls.holds_on(day))
        if standard := db.session.scalars(found).first():
            return standard
        raise Refused(
            _(
                "No standard for %(training_class)s is in force on %(day)s, the first day of the cohort.",
                training_class=training_class.label,
                day=day.isoformat(),
            )
        )

    def ceiling(self, people: int, days: int) -> Ceiling:
        return Ceiling(people, days, self.rate_fen, self.beyond_after, self.beyond_percent)


class FeeCap(InForce, Model):
    """The most a lecturer of a rank is paid for an hour, after tax."""

    rank: Mapped[Rank]
    hour_fen: Mapped[fen]

    __table_args__ = (
        sa.UniqueConstraint("rank", "starts_on", name="uq__fee_cap__one_for_a_rank"),
        sa.CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
        sa.CheckConstraint("hour_fen > 0", name="fee_is_positive"),
    )

    @property
    def scope(self) -> sa.ColumnElement[bool]:
        return FeeCap.rank == self.rank

    @property
    def scope_label(self) -> str:
        return str(self.rank.label)

    @classmethod
    def of(cls, rank: Rank, day: date) -> "FeeCap":
        if cap := db.session.scalars(sa.select(cls).where(cls.rank == rank, cls.holds_on(day))).first():
            return cap
        raise Refused(_("No cap for “%(rank)s” is in force on %(day)s.", rank=rank.label, day=day.isoformat()))
