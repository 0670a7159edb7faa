from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.training.words import ProgrammeKind, ProgrammeState

if TYPE_CHECKING:
    from teachnet.training.models.cohort import Cohort

MOVES = {
    ProgrammeState.DRAFT: {ProgrammeState.APPROVED},
    ProgrammeState.APPROVED: {ProgrammeState.CLOSED},
}


class Programme(Model):
    """A training project under one document number. Approval fixes its hours: certificates will quote them."""

    title: Mapped[str] = mapped_column(sa.String(100))
    kind: Mapped[ProgrammeKind]
    year: Mapped[int]
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    hours: Mapped[int]  # 学时
    about: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[ProgrammeState] = mapped_column(default=ProgrammeState.DRAFT, index=True)
    made_at: Mapped[timestamp]
    version: Mapped[int] = mapped_column()

    cohorts: Mapped[list["Cohort"]] = relationship(back_populates="programme", order_by="Cohort.number, Cohort.id")
    history: Mapped[list["ProgrammeMove"]] = relationship(order_by="ProgrammeMove.id")

    __table_args__ = (
        sa.CheckConstraint("hours BETWEEN 1 AND 2000", name="hours_are_sensible"),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name="year_is_sensible"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def minutes(self) -> int:
        """Its hours as they are counted, 60 minutes to each."""
        return self.hours * 60

    @property
    def is_draft(self) -> bool:
        return self.state in (None, ProgrammeState.DRAFT)

    @property
    def is_approved(self) -> bool:
        return self.state is ProgrammeState.APPROVED

    @validates("hours")
    def _hours_are_fixed_at_approval(self, _key, hours: int) -> int:
        if not self.is_draft and hours != self.hours:
            raise Refused(_("The hours of an approved programme cannot be changed."))
        return hours

    def require_draft(self) -> None:
        if not self.is_draft:
            raise Refused(_("This programme is no longer a draft; it cannot be changed."))

    def require_open(self) -> None:
        if self.state is ProgrammeState.CLOSED:
            raise Refused(_("This programme is closed; it gets no more cohorts."))

    def approve(self, *, by: Person) -> None:
        if not self.cohorts:
            raise Refused(_("Plan at least one cohort before you approve the programme."))
        self._move(ProgrammeState.APPROVED, by)

    def copy_for(self, year: int, *, by: Person) -> "Programme":
        """A draft for a later year: the same cohorts and seats, on the same days of the week. Its document is new,
        and who hosts the cohorts is asked anew."""
        if year <= self.year:
            raise Refused(_("Choose a year after %(year)s.", year=self.year))
        title = self.title.replace(str(self.year), str(year))
        later = Programme(title=title, kind=self.kind, year=year, hours=self.hours, about=self.about)
        db.session.add(later)
        for cohort in self.cohorts:
            if not cohort.is_cancelled:
                cohort.copy_to(later, by=by)
        return later

    def close(self, *, by: Person) -> None:
        if not all(cohort.is_finished for cohort in self.cohorts):
            raise Refused(_("Close all its cohorts first."))
        self._move(ProgrammeState.CLOSED, by)

    def _move(self, to: ProgrammeState, by: Person, note: str = "") -> None:
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("The programme is already “%(state)s”.", state=self.state.label))
        self.history.append(ProgrammeMove(was=self.state, became=to, by=by, note=note))
        self.state = to


class ProgrammeMove(Model):
    """Who moved a programme, when and why."""

    is_audited = False  # the programme's own audit row tells the same

    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[ProgrammeState]
    became: Mapped[ProgrammeState]
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[timestamp]
    by: Mapped[Person] = relationship()


only_ever_added(ProgrammeMove.__table__)
