"""Answers of which nobody can tell whose they are, not even with the whole database before them.

Marks are never kept one by one: they are added to tallies. Words are kept, but every time some are handed in all of
that questionnaire are written anew, mixed, under new ids and in one transaction, so that neither the order of the rows
nor when they were written says which came last. Who has answered stands apart, without a day.
"""

import secrets

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.accounts.models import Person
from teachnet.db import Model, db
from teachnet.errors import Refused
from teachnet.evaluation.words import Round
from teachnet.training.models import Cohort

OF_COHORT, OF_LECTURER = "lecturer_id IS NULL", "lecturer_id IS NOT NULL"
_mix = secrets.SystemRandom()


class EvaluationAnswered(Model):
    """This person has answered. Nothing leads from here to what they said."""

    is_audited = False  # the trail keeps moments, and moments would lead to the person

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    round: Mapped[Round]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "round", "person_id", name="uq__evaluation_answered__once_each"),
    )

    @classmethod
    def note(cls, cohort: Cohort, round: Round, person: Person) -> None:
        try:
            with db.session.begin_nested():
                db.session.add(cls(cohort_id=cohort.id, round=round, person_id=person.id))
        except IntegrityError:
            raise Refused(_("You have answered this questionnaire already.")) from None


class EvaluationTally(Model):
    """How often each mark was given to an item, of the cohort or of one of its lecturers."""

    is_audited = False  # anonymous

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    round: Mapped[Round]
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("evaluation_item.id"), index=True)
    lecturer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cohort_lecturer.id"), index=True)
    ones: Mapped[int] = mapped_column(default=0)
    twos: Mapped[int] = mapped_column(default=0)
    threes: Mapped[int] = mapped_column(default=0)
    fours: Mapped[int] = mapped_column(default=0)
    fives: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.Index(
            "uq__evaluation_tally__one_for_an_item",
            "cohort_id",
            "round",
            "item_id",
            unique=True,
            sqlite_where=sa.text(OF_COHORT),
            postgresql_where=sa.text(OF_COHORT),
        ),
        sa.Index(
            "uq__evaluation_tally__one_for_a_lecturer",
            "lecturer_id",
            "round",
            "item_id",
            unique=True,
            sqlite_where=sa.text(OF_LECTURER),
            postgresql_where=sa.text(OF_LECTURER),
        ),
        sa.CheckConstraint(
            "ones >= 0 AND twos >= 0 AND threes >= 0 AND fours >= 0 AND fives >= 0", name="counts_not_negative"
        ),
    )

    @property
    def counts(self) -> dict[int, int]:
        return {5: self.fives, 4: self.fours, 3: self.threes, 2: self.twos, 1: self.ones}

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def points(self) -> int:
        return sum(mark * count for mark, count in self.counts.items())

    @property
    def mean(self) -> float:
        return self.points / self.total

    def add(self, mark: int) -> None:
        name = {1: "ones", 2: "twos", 3: "threes", 4: "fours", 5: "fives"}[mark]
        setattr(self, name, (getattr(self, name) or 0) + 1)

    @classmethod
    def count(cls, cohort: Cohort, round: Round, marks: dict[tuple[int, int | None], int]) -> None:
        """`marks` by (item, lecturer or none). The caller holds the cohort's lock, so that no mark is lost."""
        kept = sa.select(cls).where(cls.cohort_id == cohort.id, cls.round == round)
        tallies = {
            (one.item_id, one.lecturer_id): one
            for one in db.session.scalars(kept.execution_options(populate_existing=True))
        }
        for (item_id, lecturer_id), mark in marks.items():
            tally = tallies.get((item_id, lecturer_id))
            if tally is None:
                tally = cls(cohort_id=cohort.id, round=round, item_id=item_id, lecturer_id=lecturer_id)
                db.session.add(tally)
            tally.add(mark)


class EvaluationWords(Model):
    """What somebody wrote, without who or when; see above how it is mixed."""

    is_audited = False  # anonymous

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    round: Mapped[Round]
    text: Mapped[str] = mapped_column(sa.String(1000))

    @classmethod
    def mix_in(cls, cohort: Cohort, round: Round, text: str) -> None:
        """Also without words of one's own: else a new row would say that the last to answer wrote it."""
        here = (cls.cohort_id == cohort.id, cls.round == round)
        texts = [*db.session.scalars(sa.select(cls.text).where(*here)), *([text] if text else [])]
        _mix.shuffle(texts)
        db.session.execute(sa.delete(cls).where(*here).execution_options(synchronize_session=False))
        rows = [{"id": _mix.getrandbits(62), "cohort_id": cohort.id, "round": round, "text": one} for one in texts]
        if rows:
            db.session.execute(sa.insert(cls), sorted(rows, key=lambda row: row["id"]))
