from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.budget.counting import HALF_DAY_MINUTES, fee_allowed, yuan
from teachnet.budget.models.expense import Expense
from teachnet.budget.models.line import BudgetLine
from teachnet.budget.models.standard import FeeCap, fen
from teachnet.budget.words import Category, HalfDay, Rank
from teachnet.db import Model, db, today, utcnow
from teachnet.errors import Refused
from teachnet.training.models import Cohort
from teachnet.web.filters import day, number

STANDS = sa.text("cancelled_at IS NULL")


class LectureFee(Model):
    """What a lecturer got for one half-day, after tax, and the tax withheld; charged to a line as an expense. Cohorts
    taught together pay once: one of them pays, the others are named."""

    expense_id: Mapped[int] = mapped_column(sa.ForeignKey("expense.id"), unique=True)
    cap_id: Mapped[int] = mapped_column(sa.ForeignKey("fee_cap.id"), index=True)
    lecturer: Mapped[str] = mapped_column(sa.String(60))
    taught_on: Mapped[date]
    half_day: Mapped[HalfDay]
    minutes: Mapped[int]  # as taught, not as planned
    amount_fen: Mapped[fen]  # after tax
    tax_fen: Mapped[fen] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None]

    expense: Mapped[Expense] = relationship(back_populates="fee")
    cap: Mapped[FeeCap] = relationship()
    together_with: Mapped[list["LectureCohort"]] = relationship(back_populates="fee")

    __table_args__ = (
        sa.Index(
            "uq__lecture_fee__paid_once",
            "lecturer",
            "taught_on",
            "half_day",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        sa.CheckConstraint(f"minutes BETWEEN 1 AND {HALF_DAY_MINUTES}", name="at_most_four_hours"),
        sa.CheckConstraint("amount_fen > 0", name="fee_is_positive"),
        sa.CheckConstraint("tax_fen >= 0", name="tax_not_negative"),
        sa.CheckConstraint("length(lecturer) > 0", name="has_lecturer"),
    )

    @property
    def allowed_fen(self) -> int:
        return fee_allowed(self.cap.hour_fen, self.minutes)

    @classmethod
    def pay(
        cls,
        line: BudgetLine,
        *,
        lecturer: str,
        rank: Rank,
        taught_on: date,
        half_day: HalfDay,
        minutes: int,
        amount_fen: int,
        tax_fen: int = 0,
        voucher: str = "",
        together_with: Iterable[Cohort] = (),
        by: Person,
    ) -> "LectureFee":
        if line.category is not Category.LECTURES:
            raise Refused(_("Lecture fees are paid from a line for lecture fees."))
        cls._require_taught(line.budget.cohort, taught_on)
        cap = FeeCap.of(rank, taught_on)
        cls._require_allowed(cap, minutes, amount_fen)
        line.budget.lock()
        db.session.refresh(cap, with_for_update=True)  # another cohort may be paying the same lecturer right now
        cls._require_unpaid(lecturer, taught_on, half_day)
        note = _("%(day)s, %(half_day)s", day=day(taught_on), half_day=half_day.label)
        expense = Expense.enter(
            line, amount_fen=amount_fen + tax_fen, spent_on=today(), payee=lecturer, voucher=voucher, note=note, by=by
        )
        facts = {"lecturer": lecturer, "taught_on": taught_on, "half_day": half_day, "minutes": minutes}
        fee = cls(expense=expense, cap=cap, amount_fen=amount_fen, tax_fen=tax_fen, **facts)
        fee.together_with = [LectureCohort(cohort=cohort) for cohort in together_with]
        db.session.add(fee)
        db.session.flush()
        return fee

    @staticmethod
    def _require_taught(cohort: Cohort, taught_on: date) -> None:
        if taught_on > today():
            raise Refused(_("Only hours that have been taught are paid."))
        if not cohort.starts_on <= taught_on <= cohort.ends_on:
            raise Refused(_("The cohort did not meet on this day."))

    @staticmethod
    def _require_allowed(cap: FeeCap, minutes: int, amount_fen: int) -> None:
        document = cap.document_number
        if minutes > HALF_DAY_MINUTES:
            most = HALF_DAY_MINUTES // 60
            raise Refused(
                _("%(document)s: at most %(most)s hours of a half-day are paid.", document=document, most=most)
            )
        allowed = fee_allowed(cap.hour_fen, minutes)
        if amount_fen > allowed:
            raise Refused(
                _(
                    "%(document)s: “%(rank)s” is paid at most %(hour)s yuan an hour after tax; "
                    "%(hours)s hours are %(allowed)s yuan, not %(amount)s.",
                    document=document,
                    rank=cap.rank.label,
                    hour=yuan(cap.hour_fen),
                    hours=number(minutes / 60),
                    allowed=yuan(allowed),
                    amount=yuan(amount_fen),
                )
            )

    @classmethod
    def _require_unpaid(cls, lecturer: str, taught_on: date, half_day: HalfDay) -> None:
        same = (cls.lecturer == lecturer, cls.taught_on == taught_on, cls.half_day == half_day)
        paid = db.session.scalars(sa.select(cls).where(*same, cls.cancelled_at.is_(None))).first()
        if paid:
            raise Refused(
                _(
                    "%(lecturer)s is paid for this half-day already, by “%(cohort)s”: "
                    "cohorts taught together pay once.",
                    lecturer=lecturer,
                    cohort=paid.expense.line.budget.cohort.title,
                )
            )

    def cancel(self) -> None:
        """Its expense is taken back; the half-day can be paid anew."""
        self.cancelled_at = utcnow()


class LectureCohort(Model):
    """A cohort that sat in the same lecture and does not pay for it."""

    fee_id: Mapped[int] = mapped_column(sa.ForeignKey("lecture_fee.id"))
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)

    fee: Mapped[LectureFee] = relationship(back_populates="together_with")
    cohort: Mapped[Cohort] = relationship()

    __table_args__ = (sa.UniqueConstraint("fee_id", "cohort_id", name="uq__lecture_cohort__named_once"),)
