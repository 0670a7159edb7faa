"""What looks odd in somebody's study, for people to judge, and what they decided."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.anomalies.words import AnomalyKind, AnomalyState
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused

S = AnomalyState
MOVES = {
    S.OPEN: {S.CLEARED, S.UPHELD},
    S.UPHELD: {S.APPEALED},
    S.APPEALED: {S.CONFIRMED, S.OVERTURNED},
}
APPEAL_WITHIN = timedelta(days=15)
TOLD = (S.UPHELD, S.APPEALED, S.CONFIRMED, S.OVERTURNED)  # what the person it is about is told of
DEFAULTS = {"people_a_device": 3, "hours_a_day": 14, "too_fast_beats": 60, "missed_percent": 80, "same_percent": 80}


class AnomalyRules(Model):
    """One row for the city: from how much on something is shown to people. Nothing follows from it by itself."""

    people_a_device: Mapped[int] = mapped_column(default=DEFAULTS["people_a_device"])
    hours_a_day: Mapped[int] = mapped_column(default=DEFAULTS["hours_a_day"])  # by the clock, with something counted
    too_fast_beats: Mapped[int] = mapped_column(default=DEFAULTS["too_fast_beats"])
    missed_percent: Mapped[int] = mapped_column(default=DEFAULTS["missed_percent"])  # of the questions of presence
    same_percent: Mapped[int] = mapped_column(default=DEFAULTS["same_percent"])

    __table_args__ = (
        sa.CheckConstraint("id = 1", name="only_one"),
        sa.CheckConstraint("people_a_device BETWEEN 2 AND 50", name="people_are_sensible"),
        sa.CheckConstraint("hours_a_day BETWEEN 8 AND 24", name="hours_are_sensible"),
        sa.CheckConstraint("too_fast_beats BETWEEN 5 AND 10000", name="beats_are_sensible"),
        sa.CheckConstraint("missed_percent BETWEEN 30 AND 100", name="missed_are_sensible"),
        sa.CheckConstraint("same_percent BETWEEN 30 AND 100", name="same_is_sensible"),
    )

    @classmethod
    def unwritten(cls) -> "AnomalyRules":
        """What holds until the city has written its own."""
        return cls(id=1, **DEFAULTS)


class Anomaly(Model):
    """One kind of oddity in one week of one person's study. A machine finds it and keeps what it counted as `evidence`
    (see explaining.py), people judge it, and whoever it is about is heard. `taken_back` are course enrolments (their
    ids) whose hours do not count while it stands."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[AnomalyKind]
    week_on: Mapped[date]  # its Monday
    evidence: Mapped[dict]
    found_at: Mapped[timestamp]
    state: Mapped[AnomalyState] = mapped_column(default=AnomalyState.OPEN, index=True)
    taken_back: Mapped[list] = mapped_column(default=list)
    upheld_at: Mapped[datetime | None]
    upheld_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    upheld_by: Mapped[Person | None] = relationship(foreign_keys=upheld_by_id)
    history: Mapped[list["AnomalyMove"]] = relationship(order_by="AnomalyMove.id")

    __table_args__ = (
        sa.UniqueConstraint("person_id", "kind", "week_on"),
        sa.CheckConstraint("(upheld_at IS NULL) = (state IN ('open', 'cleared'))", name="upheld_at_a_moment"),
        sa.CheckConstraint("(upheld_at IS NULL) = (upheld_by_id IS NULL)", name="upheld_by_somebody"),
    )

    @property
    def is_open(self) -> bool:
        return self.state is S.OPEN

    @property
    def is_appealed(self) -> bool:
        return self.state is S.APPEALED

    @property
    def appeal_by(self) -> datetime | None:
        return self.upheld_at and self.upheld_at + APPEAL_WITHIN

    @property
    def can_be_appealed(self) -> bool:
        return self.state is S.UPHELD and self.appeal_by > utcnow()

    def clear(self, *, by: Person, note: str) -> None:
        self._move(S.CLEARED, by, note)

    def uphold(self, *, by: Person, note: str, taken_back: list[int]) -> None:
        self._move(S.UPHELD, by, note)
        self.upheld_at, self.upheld_by, self.taken_back = utcnow(), by, taken_back

    def appeal(self, *, by: Person, note: str) -> None:
        if self.state is S.UPHELD and not self.can_be_appealed:
            raise Refused(_("An appeal had to be made within fifteen days."))
        self._move(S.APPEALED, by, note)

    def confirm(self, *, by: Person, note: str) -> None:
        self._move(S.CONFIRMED, by, note)

    def overturn(self, *, by: Person, note: str) -> list[int]:
        """The enrolments whose hours count again."""
        self._move(S.OVERTURNED, by, note)
        given_back, self.taken_back = self.taken_back, []
        return given_back

    def _move(self, to: AnomalyState, by: Person, note: str) -> None:
        db.session.refresh(self, ["state"], with_for_update=True)  # two may press at once
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("Somebody was quicker. It is now: %(state)s.", state=self.state.label))
        if to in (S.CONFIRMED, S.OVERTURNED) and by.id == self.upheld_by_id:
            raise Refused(_("Somebody else decides about an appeal."))
        self.history.append(AnomalyMove(was=self.state, became=to, by=by, note=note))
        self.state = to


class AnomalyMove(Model):
    """Who decided or said what about an anomaly. Rows are only ever added."""

    anomaly_id: Mapped[int] = mapped_column(sa.ForeignKey("anomaly.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[AnomalyState]
    became: Mapped[AnomalyState]
    note: Mapped[str] = mapped_column(sa.String(1000))
    at: Mapped[timestamp]

    by: Mapped[Person] = relationship()


only_ever_added(AnomalyMove.__table__)
