from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from teachnet.accounts.models import Organisation, Person, Stage, Subject
from teachnet.db import TODAY, Model, db, today
from teachnet.errors import Refused
from teachnet.training.chain import EnrolmentState
from teachnet.training.models.cohort_move import CohortMove
from teachnet.training.models.earlier_round import EarlierRound
from teachnet.training.models.entry_rule import EntryRule
from teachnet.training.models.programme import Programme
from teachnet.training.models.quota import Group, QuotaLine, lines_for
from teachnet.training.models.seat_move import move_seats
from teachnet.training.models.spread_rule import SpreadRule
from teachnet.training.words import CohortState, Phase, SeatReason, field_name
from teachnet.web.filters import day

if TYPE_CHECKING:
    from teachnet.training.models.enrolment import Enrolment

MOVES = {
    CohortState.PLANNED: {CohortState.ANNOUNCED},
    CohortState.ANNOUNCED: {CohortState.PLANNED, CohortState.CLOSED, CohortState.CANCELLED},
}

DAYS = ("opens_on", "closes_on", "county_review_by", "confirm_by", "starts_on", "ends_on")
COPIED = ("title", "number", "stage", "subject", "seats", "offer_days", "host_organisation")


@dataclass(frozen=True)
class Allotment:
    """One cell of the quota grid."""

    county_id: int
    seats: int
    group: Group = Group()
    is_hard: bool = True


class Window(NamedTuple):
    """The days of a round: applications from and until, and until when the counties review."""

    opens_on: date
    closes_on: date
    county_review_by: date


class Cohort(Model):
    """One cohort of a programme: for whom, where, when, and how many seats. Days are whole days in the city."""

    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    number: Mapped[int] = mapped_column(default=1)  # 第几期
    stage: Mapped[Stage | None]  # empty: teachers of every stage
    subject: Mapped[Subject | None]
    seats: Mapped[int]
    allocated: Mapped[int] = mapped_column(default=0)  # the sum of its quota lines; see `allot`
    opens_on: Mapped[date] = mapped_column(index=True)
    closes_on: Mapped[date]
    county_review_by: Mapped[date]
    confirm_by: Mapped[date]
    round: Mapped[int] = mapped_column(default=1)  # of applications; the days above are those of this one
    # After it nobody moves up from the reserve; empty: until the cohort begins.
    promotes_until: Mapped[date | None] = mapped_column(
        sa.CheckConstraint("promotes_until BETWEEN closes_on AND starts_on", name="frozen_before_it_starts")
    )
    offer_days: Mapped[int] = mapped_column(  # so long an offer of a free place stands
        sa.CheckConstraint("offer_days BETWEEN 1 AND 30", name="offers_stand_some_days"), default=3
    )
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    host_organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    host_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    state: Mapped[CohortState] = mapped_column(default=CohortState.PLANNED, index=True)
    # While a public notice (公示) of its list is open, nobody on it is admitted singly; the notice sets and clears it.
    is_on_notice: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    programme: Mapped[Programme] = relationship(back_populates="cohorts")
    host_organisation: Mapped[Organisation] = relationship()
    host: Mapped[Person | None] = relationship()
    lines: Mapped[list[QuotaLine]] = relationship(
        back_populates="cohort", order_by=QuotaLine.id, cascade="all, delete-orphan"
    )
    spread: Mapped[list[SpreadRule]] = relationship(order_by=SpreadRule.from_seats.desc(), cascade="all, delete-orphan")
    entry_rules: Mapped[list[EntryRule]] = relationship(order_by=EntryRule.id, cascade="all, delete-orphan")
    enrolments: Mapped[list["Enrolment"]] = relationship(back_populates="cohort")
    earlier_rounds: Mapped[list[EarlierRound]] = relationship(order_by=EarlierRound.number)
    history: Mapped[list[CohortMove]] = relationship(order_by=CohortMove.id)

    __table_args__ = (
        sa.CheckConstraint("seats > 0", name="seats_are_positive"),
        sa.CheckConstraint("allocated BETWEEN 0 AND seats", name="allocated_within_seats"),
        sa.CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),
        sa.CheckConstraint("closes_on <= county_review_by", name="closes_before_the_review_ends"),
        sa.CheckConstraint("county_review_by <= confirm_by", name="reviewed_before_confirmed"),
        sa.CheckConstraint("confirm_by <= starts_on", name="confirmed_before_it_starts"),
        sa.CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def field(self) -> str:
        """小学数学; empty when teachers of every stage and subject may come."""
        return field_name(self.stage, self.subject)

    @property
    def is_announced(self) -> bool:
        return self.state is CohortState.ANNOUNCED

    @property
    def is_cancelled(self) -> bool:
        return self.state is CohortState.CANCELLED

    @property
    def is_finished(self) -> bool:
        """Nothing of it changes any more."""
        return self.state is CohortState.CLOSED or self.is_cancelled

    @property
    def is_open(self) -> bool:
        """May one apply today?"""
        return self.is_announced and self.opens_on <= today() <= self.closes_on

    @classmethod
    def open_now(cls) -> sa.ColumnElement[bool]:
        """`is_open`, for the database."""
        return (cls.state == CohortState.ANNOUNCED) & (cls.opens_on <= TODAY) & (cls.closes_on >= TODAY)

    @property
    def days(self) -> list[date]:
        return [self.starts_on + timedelta(days=number) for number in range((self.ends_on - self.starts_on).days + 1)]

    @property
    def has_begun(self) -> bool:
        return self.starts_on <= today()

    @property
    def receives(self) -> bool:
        """Do people arrive today? Many come the evening before."""
        return self.starts_on - timedelta(days=1) <= today() <= self.ends_on

    @property
    def has_ended(self) -> bool:
        """From the afternoon of the last day people are told whether they have completed it."""
        return self.ends_on <= today()

    @property
    def is_over(self) -> bool:
        return self.ends_on < today()

    @classmethod
    def over_now(cls) -> sa.ColumnElement[bool]:
        return cls.ends_on < TODAY

    @property
    def last_promotion_on(self) -> date:
        return self.promotes_until or self.starts_on - timedelta(days=1)

    @property
    def promotes(self) -> bool:
        """Does somebody still move up from the reserve?"""
        return today() <= self.last_promotion_on

    def offer_ends_on(self) -> date:
        """The last day of an offer that is made today."""
        if not self.promotes:
            frozen = day(self.last_promotion_on)
            raise Refused(_("After %(day)s nobody moves up from the reserve.", day=frozen))
        return min(today() + timedelta(days=self.offer_days), self.last_promotion_on)

    @property
    def taken(self) -> int:
        return sum(line.used for line in self.lines)

    @property
    def is_full(self) -> bool:
        return self.taken >= self.seats

    @property
    def phase(self) -> Phase:
        now = today()
        if not self.is_announced:
            return Phase(self.state)
        if now < self.opens_on:
            return Phase.SOON
        if now <= self.closes_on:
            return Phase.OPEN
        if now < self.starts_on:
            return Phase.REVIEW
        return Phase.OVER if self.is_over else Phase.RUNNING

    def overlaps(self, other: "Cohort") -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def line_for(self, teacher: Person, school: Organisation) -> QuotaLine | None:
        """The line a new case of this teacher stands in; none when there are no seats for them."""
        lines = lines_for(self.lines, teacher, school)
        return next((line for line in lines if not line.is_full), lines[0] if lines else None)

    def most_alike(self, lines: Sequence[QuotaLine]) -> int | None:
        """At most so many of the same stage and subject on these lines, which are all of one county."""
        quota = sum(line.seats for line in lines)
        return next((rule.most for rule in self.spread if quota >= rule.from_seats), None)

    def spread_out(self, rules: Mapping[int, int]) -> None:
        """{from so many seats: at most so many alike}, in place of those there were."""
        self._require_not_begun()
        for rule in [rule for rule in self.spread if rule.from_seats not in rules]:
            self.spread.remove(rule)
        known = {rule.from_seats: rule for rule in self.spread}
        for from_seats, most in rules.items():
            if from_seats in known:
                known[from_seats].most = most
            else:
                self.spread.append(SpreadRule(from_seats=from_seats, most=most))

    def allot(
        self,
        cells: Collection[Allotment],
        *,
        by: Person,
        seats: int | None = None,
        document_number: str = "",
        note: str = "",
    ) -> None:
        """Give each county its seats, all at once: what is not in `cells` gets none. `seats` are those of the cohort,
        if they change, too. Others editing at the same time, and whoever takes a seat, wait here."""
        self._require_not_begun()
        self._allot(cells, by, self.seats if seats is None else seats, document_number, note)

    def _allot(
        self, cells: Collection[Allotment], by: Person, seats: int, document_number: str = "", note: str = ""
    ) -> None:
        lines, given = self.locked_lines(), sum(cell.seats for cell in cells)
        if given > seats:
            raise Refused(_("The counties together get more seats than the cohort has."))
        named = {(line.county_id, line.group): line for line in lines}
        wanted = {(cell.county_id, cell.group): cell for cell in cells}
        for key in [key for key, line in named.items() if line.is_offered and key not in wanted]:
            named[key].is_hard = True  # nobody lends it one again
            self._give(named[key], 0, by, document_number, note)
        for (county_id, group), cell in wanted.items():
            line = named.get((county_id, group)) or self._new_line(county_id, group)
            line.is_hard = cell.is_hard
            self._give(line, cell.seats, by, document_number, note)
        self.seats, self.allocated = seats, given
        flag_modified(self, "seats")

    def lock(self) -> None:
        """Before any line of it: until we commit its seats stand still."""
        db.session.flush()
        db.session.refresh(self, with_for_update={"of": Cohort})

    def give_one(self) -> bool:
        """One more seat to a county. Was there one?"""
        more = sa.update(Cohort).where(Cohort.id == self.id, Cohort.allocated < Cohort.seats)
        counted = more.values(allocated=Cohort.allocated + 1).returning(Cohort.allocated)
        now = db.session.scalar(counted.execution_options(synchronize_session=False))
        if now is not None:
            set_committed_value(self, "allocated", now)
        return now is not None

    def locked_lines(self) -> list[QuotaLine]:
        self.lock()
        lines = sa.select(QuotaLine).where(QuotaLine.cohort_id == self.id).order_by(QuotaLine.county_id, QuotaLine.id)
        locked = lines.with_for_update(of=QuotaLine).execution_options(populate_existing=True)
        return list(db.session.scalars(locked))

    def _new_line(self, county_id: int, group: Group) -> QuotaLine:
        line = QuotaLine(county_id=county_id, group=group, seats=0, used=0)
        self.lines.append(line)
        return line

    def _give(self, line: QuotaLine, seats: int, by: Person, document_number: str, note: str) -> None:
        if seats < line.used:
            raise Refused(
                _("%(used)s seats of %(owner)s are taken; it cannot have fewer.", used=line.used, owner=line.owner)
            )
        if seats != line.seats:
            reason, paper = SeatReason.ALLOTTED, document_number
            move_seats(line, seats - line.seats, reason, by=by, document_number=paper, note=note)

    def _require_not_begun(self) -> None:
        if self.is_finished or self.has_begun:
            raise Refused(_("The cohort has begun; its seats are what they are."))

    @property
    def may_reopen(self) -> bool:
        is_reviewed = self.county_review_by < today()
        return self.is_announced and is_reviewed and not self.has_begun and not self.is_on_notice

    def require_reviewed(self) -> None:
        if not self.may_reopen:
            raise Refused(_("Another round begins once the counties’ review is over, and before the cohort begins."))

    def begin_round(self, window: "Window", *, by: Person) -> None:
        """Applications open once more; the days of the round before are kept."""
        self.require_reviewed()
        before = {name: getattr(self, name) for name in Window._fields}
        self.earlier_rounds.append(EarlierRound(number=self.round, ended_by=by, **before))
        self.round += 1
        self.opens_on, self.closes_on, self.county_review_by = window

    def copy_to(self, programme: Programme, *, by: Person) -> None:
        """The same cohort in a programme of a later year, whole weeks later, planned."""
        later = timedelta(weeks=round((programme.year - self.programme.year) * 365.25 / 7))
        days = {name: getattr(self, name) + later for name in DAYS}
        if self.promotes_until:
            days["promotes_until"] = self.promotes_until + later
        same = {name: getattr(self, name) for name in COPIED}
        cohort = Cohort(programme=programme, **same | days)
        db.session.add(cohort)
        cells = [
            Allotment(line.county_id, line.seats, line.group, line.is_hard)
            for line in self.lines
            if line.is_offered and not line.county.closed_on
        ]
        cohort._allot(cells, by, self.seats)
        cohort.entry_rules = [
            EntryRule(kind=rule.kind, number=rule.number, title=rule.title, on=rule.on and rule.on + later)
            for rule in self.entry_rules
        ]
        cohort.spread = [SpreadRule(from_seats=rule.from_seats, most=rule.most) for rule in self.spread]

    def ask(self, rules: Iterable[EntryRule]) -> None:
        """Of those who come, from now on this and nothing else."""
        self.require_planned()
        flag_modified(self, "seats")  # so that its version counts: what changes are rows of another table
        self.entry_rules.clear()
        db.session.flush()
        self.entry_rules.extend(rules)

    def require_planned(self) -> None:
        if self.state not in (None, CohortState.PLANNED):
            raise Refused(_("This cohort is announced; take the announcement back before you change it."))

    def announce(self, *, by: Person) -> None:
        """From now on teachers see it and the days of its window count."""
        if not self.programme.is_approved:
            raise Refused(_("Approve the programme before you announce its cohorts."))
        if not self.allocated:
            raise Refused(_("Give the counties their seats before you announce the cohort."))
        self._move(CohortState.ANNOUNCED, by)

    def take_back(self, *, by: Person) -> None:
        """A mistake in the announcement is put right before anybody has applied."""
        db.session.refresh(self, with_for_update={"of": Cohort})  # whoever is applying right now is seen here, or waits
        if db.session.scalar(sa.select(Cohort.id).where(Cohort.id == self.id, Cohort.enrolments.any())):
            raise Refused(_("Somebody has applied already; the announcement stands."))
        self._move(CohortState.PLANNED, by)

    def close(self, *, by: Person) -> None:
        if not self.is_over:
            raise Refused(_("The cohort is not over yet."))
        if self.is_on_notice:
            raise Refused(_("Close the public notice of its list first."))
        if self._has_somebody_untold():
            raise Refused(_("Somebody who arrived has not been told whether they completed it."))
        self._move(CohortState.CLOSED, by)

    def require_cancellable(self) -> None:
        if not self.is_announced:
            raise Refused(_("A cohort is cancelled that is announced."))
        if self.has_begun:
            raise Refused(_("The cohort has begun; it cannot be cancelled any more."))
        if self.is_on_notice:
            raise Refused(_("Close the public notice of its list first."))

    def require_takes_in(self) -> None:
        """The people of another that is cancelled."""
        if not self.is_announced or self.has_begun or self.is_on_notice:
            raise Refused(_("“%(title)s” takes nobody in any more. Look again where they go.", title=self.title))

    def cancel(self, *, by: Person, reason: str) -> None:
        """It is not held. Its cases have ended: see `cancelling`."""
        self.require_cancellable()
        self._move(CohortState.CANCELLED, by, reason)

    def _has_somebody_untold(self) -> bool:
        """The cases of a closed cohort are kept as they are: nobody may stay without an end."""
        untold = type(self).enrolments.any(state=EnrolmentState.ARRIVED)
        return db.session.scalar(sa.select(Cohort.id).where(Cohort.id == self.id, untold)) is not None

    def _move(self, to: CohortState, by: Person, note: str = "") -> None:
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("The cohort is already “%(state)s”.", state=self.state.label))
        self.history.append(CohortMove(was=self.state, became=to, by=by, note=note))
        self.state = to
