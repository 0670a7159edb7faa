from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.training.chain import EXPECTED
from teachnet.training.models.enrolment import Enrolment
from teachnet.training.words import ReplacementState

ASKED = "state = 'asked'"


class Replacement(Model):
    """One comes instead of another (换人): asked for by the school or the county, decided by the city. `instead_id` is
    the case that came of it."""

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)  # whose place it is
    teacher_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)  # who is to come
    reason: Mapped[str] = mapped_column(sa.String(500))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[timestamp]
    state: Mapped[ReplacementState] = mapped_column(default=ReplacementState.ASKED, index=True)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_note: Mapped[str] = mapped_column(sa.String(500), default="")
    instead_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enrolment.id"), unique=True)

    case: Mapped[Enrolment] = relationship(foreign_keys=case_id)
    teacher: Mapped[Person] = relationship(foreign_keys=teacher_id)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)
    instead: Mapped[Enrolment | None] = relationship(foreign_keys=instead_id)

    __table_args__ = (
        sa.Index(
            "uq__replacement__one_asked",
            "case_id",
            unique=True,
            sqlite_where=sa.text(ASKED),
            postgresql_where=sa.text(ASKED),
        ),
        sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_once"),
        sa.CheckConstraint("(state = 'approved') = (instead_id IS NOT NULL)", name="approved_with_a_case"),
        sa.CheckConstraint("reason <> ''", name="for_a_reason"),
    )

    @property
    def is_asked(self) -> bool:
        return self.state is ReplacementState.ASKED

    @classmethod
    def ask(cls, case: Enrolment, teacher: Person, *, by: Person, reason: str) -> "Replacement":
        """Until people stop moving up from the reserve; after arrival it is a drop-out instead."""
        case.line.lock()
        db.session.refresh(case, with_for_update={"of": Enrolment})
        require_possible(case)
        if db.session.scalar(sa.select(cls.id).where(cls.case_id == case.id, cls.state == ReplacementState.ASKED)):
            raise Refused(_("A replacement is asked for already; the city decides it."))
        asked = cls(case=case, teacher=teacher, asked_by=by, reason=reason)
        db.session.add(asked)
        return asked

    def refuse(self, *, by: Person, reason: str) -> None:
        self.require_asked()
        self._decide(ReplacementState.REFUSED, by, reason)

    def approve(self, instead: Enrolment, *, by: Person, note: str) -> None:
        """`instead` has the place; before it had, `require_asked` locked this row."""
        self.instead = instead
        self._decide(ReplacementState.APPROVED, by, note)

    def _decide(self, state: ReplacementState, by: Person, note: str) -> None:
        self.state, self.decided_by, self.decided_at, self.decided_note = state, by, utcnow(), note

    def require_asked(self) -> None:
        """Nobody decides it at the same time; it is still to be decided."""
        db.session.refresh(self, with_for_update={"of": Replacement})
        if self.state is not ReplacementState.ASKED:
            raise Refused(_("It is decided already: %(state)s.", state=self.state.label))


def require_possible(case: Enrolment) -> None:
    if case.state not in EXPECTED:
        raise Refused(_("Somebody is replaced who has a place and has not arrived."))
    if not case.cohort.promotes:
        raise Refused(_("It is too late to replace somebody in this cohort."))
