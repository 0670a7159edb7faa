from collections.abc import Callable, Collection
from datetime import date
from functools import partial

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.training.chain import BACK, ENDED, MOVES, EnrolmentState, Holder
from teachnet.training.models import seating
from teachnet.training.models.cohort import Cohort
from teachnet.training.models.enrolment_move import EnrolmentMove
from teachnet.training.models.quota import QuotaLine
from teachnet.training.words import Origin, field_name
from teachnet.web.filters import day, day_time

S = EnrolmentState

TakeSeat = Callable[..., None]  # of a case, and by whom

LIVE = "state NOT IN ({})".format(", ".join(f"'{state.value}'" for state in ENDED))


class Enrolment(Model):
    """One teacher's case in one cohort (报名记录), from the application or nomination to the place.

    School and quota line are those at the moment of enrolling: they stay when the teacher moves to another school.
    """

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    teacher_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    line_id: Mapped[int] = mapped_column(sa.ForeignKey("quota_line.id"), index=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    nominated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    state: Mapped[EnrolmentState]
    reserve_rank: Mapped[int | None]  # 1 is next; without gaps within a line
    moved_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    moved_at: Mapped[timestamp]
    moved_note: Mapped[str] = mapped_column(sa.String(500), default="")  # who, when, why of the last move: for lists
    made_at: Mapped[timestamp]
    # Of the programme's hours, as attested at the end.
    attended_minutes: Mapped[int | None] = mapped_column(
        sa.CheckConstraint("attended_minutes >= 0", name="attended_not_negative")
    )
    # The last day of the offer of a free place; it stays when the offer was taken.
    offered_until: Mapped[date | None] = mapped_column(
        sa.CheckConstraint("state <> 'offered' OR offered_until IS NOT NULL", name="an_offer_has_a_last_day")
    )
    is_exception: Mapped[bool] = mapped_column(default=False)  # 特批: its seat is one beyond the county's quota
    # The case it goes on from, in a cohort that was cancelled.
    came_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    version: Mapped[int] = mapped_column()

    cohort: Mapped[Cohort] = relationship(back_populates="enrolments")
    teacher: Mapped[Person] = relationship(foreign_keys=teacher_id)
    line: Mapped[QuotaLine] = relationship()
    school: Mapped[Organisation] = relationship()
    nominated_by: Mapped[Person | None] = relationship(foreign_keys=nominated_by_id)
    moved_by: Mapped[Person] = relationship(foreign_keys=moved_by_id)
    came_from: Mapped["Enrolment | None"] = relationship(remote_side="Enrolment.id", back_populates="went_on")
    went_on: Mapped["Enrolment | None"] = relationship(back_populates="came_from")
    history: Mapped[list[EnrolmentMove]] = relationship(order_by=EnrolmentMove.id, back_populates="enrolment")

    __table_args__ = (
        sa.Index(
            "uq__enrolment__one_live_case",
            "teacher_id",
            "cohort_id",
            unique=True,
            sqlite_where=sa.text(LIVE),
            postgresql_where=sa.text(LIVE),
        ),
        sa.Index("ix__enrolment__cohort_state", "cohort_id", "state"),
        sa.Index("ix__enrolment__state", "state"),
        sa.CheckConstraint("(state = 'reserve') = (reserve_rank IS NOT NULL)", name="only_reserves_have_a_rank"),
        sa.CheckConstraint("nominated_by_id <> teacher_id", name="nobody_nominates_themself"),
    )
    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def begin(
        cls, teacher: Person, line: QuotaLine, school: Organisation, *, by: Person, note: str = ""
    ) -> "Enrolment":
        """A teacher's own application waits for the school; a school's nomination for the county."""
        own = teacher.id == by.id
        who = {"teacher": teacher, "school": school, "nominated_by": None if own else by}
        return cls._put_down(line, S.APPLIED if own else S.COUNTY_REVIEW, by, note, **who)

    @classmethod
    def _put_down(cls, line: QuotaLine, state: EnrolmentState, by: Person, note: str, **who) -> "Enrolment":
        first = EnrolmentMove(became=state, by=by, note=note)
        case = cls(cohort=line.cohort, line=line, state=state, moved_by=by, moved_note=note, history=[first], **who)
        db.session.add(case)
        db.session.flush()
        return case

    def cancel(self, *, by: Person, note: str) -> None:
        """Its cohort is not held."""
        self.cohort.require_cancellable()
        self._move(S.CANCELLED, by, note)

    def go_on_in(self, line: QuotaLine, state: EnrolmentState, *, by: Person, note: str) -> "Enrolment":
        """The cohort of this case was cancelled: it goes on in another, at a review or further."""
        begins = state if state.is_under_review else S.COUNTY_REVIEW
        who = {"teacher": self.teacher, "school": self.school, "nominated_by": self.nominated_by}
        case = self._put_down(line, begins, by, note, came_from=self, **who)
        if begins is not state:
            case._move(state, by, note)
        return case

    @property
    def is_nominated(self) -> bool:
        return self.nominated_by_id is not None

    @property
    def origin(self) -> Origin:
        return Origin.of(self.is_nominated)

    @property
    def taught(self) -> str:
        """What the teacher teaches: 小学数学."""
        return field_name(self.teacher.stage, self.teacher.subject)

    @property
    def holder(self) -> Holder | None:
        return self.state.holder if self.cohort.is_announced else None

    @property
    def due_on(self) -> date | None:
        """By when whoever has it should act."""
        if self.state is S.OFFERED:
            return self.offered_until
        if self.state is S.ADMITTED:
            return self.cohort.confirm_by
        waits = self.state.is_under_review or self.state.is_returned
        return self.cohort.county_review_by if waits and self.holder is not Holder.CITY else None

    def is_party(self, person: Person) -> bool:
        """Nobody decides their own case, or one they nominated."""
        return person.id in (self.teacher_id, self.nominated_by_id)

    def waits_for_another(self, person: Person) -> bool:
        """Whoever brought a case to a review does not also review it."""
        return self.state.is_under_review and self.moved_by_id == person.id

    def require_unmoved(self, seen: int | None) -> None:
        """`seen` is the version the reader had before them when they decided."""
        if seen is not None and seen != self.version:
            raise Refused(self.last_move)

    @property
    def last_move(self) -> str:
        """Who was first: what the second of two who decide at once is told."""
        return _(
            "%(name)s was first: since %(time)s this case is “%(state)s”.",
            name=self.moved_by.name,
            time=day_time(self.moved_at),
            state=self.state.label,
        )

    def endorse(self, *, by: Person, note: str = "") -> None:
        """The school recommends a teacher's own application."""
        self._decide(S.COUNTY_REVIEW, by, note, {Holder.SCHOOL})

    def resubmit(self, *, by: Person, note: str = "") -> None:
        """What was returned has been put right: by the teacher, or for a nomination by the school."""
        self._move(S.APPLIED if by.id == self.teacher_id else S.COUNTY_REVIEW, by, note)

    def approve_for_county(self, *, by: Person, note: str = "") -> None:
        """Takes a seat of the county's line."""
        self._decide(S.CITY_REVIEW, by, note, {Holder.COUNTY})

    def admit_provisionally(self, *, by: Person, note: str = "") -> None:
        """The city approves a case. Whoever stands on the reserve is offered a place instead, and answers."""
        if self.state is S.RESERVE:
            raise Refused(_("A free place is offered to the first of the reserve, who answers."))
        self._decide(S.PROVISIONAL, by, note, {Holder.CITY})

    def offer_place(self, *, by: Person) -> None:
        """A free seat, to the first of the reserve: nobody jumps the queue, and nobody moves up after the freeze."""
        self._decide(S.OFFERED, by, "", {Holder.CITY})

    def accept_offer(self, *, by: Person) -> None:
        self._lock()
        if self.state is not S.OFFERED:
            raise Refused(self.last_move)
        if self.is_offer_over:
            raise Refused(_("The offer ended on %(day)s.", day=day(self.offered_until)))
        self._step(S.PROVISIONAL, by)

    def lapse_offer(self) -> None:
        """The last day passed without an answer: as whoever made the offer said it would."""
        if self.state is S.OFFERED and self.is_offer_over:
            self._move(S.DECLINED, self.moved_by, _("The offer ended on %(day)s.", day=day(self.offered_until)))

    @property
    def is_offer_over(self) -> bool:
        return self.offered_until is not None and self.offered_until < today()

    def admit_beyond_quota(self, *, by: Person, reason: str) -> None:
        """特批: the city gives a seat that no county has, past the quota of the line and past the spread."""
        if self.is_party(by):
            raise Refused(_("Nobody decides their own case, or one they nominated."))
        self.cohort.lock()
        self._lock()
        if self.state not in (S.COUNTY_REVIEW, S.RESERVE):
            raise Refused(self.last_move)
        self._step(S.PROVISIONAL, by, reason, partial(seating.take_seat_beyond, reason=reason))

    def put_on_reserve(self, *, by: Person, note: str = "", acting_for: Collection[Holder]) -> None:
        """Gives its seat back to the line and stands last in the line's queue."""
        self._decide(S.RESERVE, by, note, acting_for)

    def admit(self, *, by: Person, note: str = "") -> None:
        if self.cohort.is_on_notice:
            raise Refused(
                _("The list is on public notice; when the notice is closed, all on it are admitted together.")
            )
        self._decide(S.ADMITTED, by, note, {Holder.CITY})
        if self.offered_until:  # who took an offer has said that they are coming
            self._move(S.CONFIRMED, self.teacher)

    def send_back(self, *, by: Person, reason: str, acting_for: Collection[Holder]) -> None:
        """One level back, to be put right: not a refusal."""
        self._decide(None, by, reason, acting_for)

    def reject(self, *, by: Person, reason: str, acting_for: Collection[Holder]) -> None:
        """Final."""
        self._decide(S.REJECTED, by, reason, acting_for)

    def confirm(self, *, by: Person) -> None:
        self._move(S.CONFIRMED, by)

    def decline(self, *, by: Person, reason: str = "") -> None:
        """The place is given up, by the teacher or for them by the city; until the cohort begins."""
        if self.cohort.has_begun:
            raise Refused(_("The cohort has begun; talk to its host."))
        self._move(S.DECLINED, by, reason)

    def withdraw(self, *, by: Person, reason: str = "") -> None:
        self._move(S.WITHDRAWN, by, reason)

    def arrive(self, *, by: Person) -> None:
        """报到: also of somebody who never answered, but came."""
        if not self.cohort.receives:
            raise Refused(_("Arrival is from the day before the cohort begins until its last day."))
        self._run(S.ARRIVED, by)

    def complete(self, *, by: Person, minutes: int, note: str = "") -> None:
        """`minutes` of the programme's hours that the teacher was there."""
        self._finish(S.COMPLETED, by, note, minutes)

    def fail_to_complete(self, *, by: Person, minutes: int, reason: str) -> None:
        self._finish(S.NOT_COMPLETED, by, reason, minutes)

    def drop_out(self, *, by: Person, reason: str) -> None:
        """Left the class, or never came: before it begins the place is given up instead."""
        if not self.cohort.has_begun:
            raise Refused(_("The cohort has not begun: the place can be given up."))
        self._run(S.DROPPED_OUT, by, reason)

    def remove(self, *, by: Person, reason: str) -> None:
        self._run(S.REMOVED, by, reason)

    def _finish(self, to: EnrolmentState, by: Person, note: str, minutes: int) -> None:
        if not self.cohort.has_ended:
            raise Refused(_("The cohort is not over yet."))
        self._run(to, by, note)
        self.attended_minutes = minutes

    def _run(self, to: EnrolmentState, by: Person, note: str = "") -> None:
        """What happens in the class is written down by whoever runs it."""
        if self.is_party(by):
            raise Refused(_("Nobody decides their own case, or one they nominated."))
        self._move(to, by, note)

    def _decide(self, to: EnrolmentState | None, by: Person, note: str, acting_for: Collection[Holder]) -> None:
        if self.is_party(by):
            raise Refused(_("Nobody decides their own case, or one they nominated."))
        self._lock()
        if self.state.holder not in acting_for:
            raise Refused(self.last_move)
        self._step(to or BACK[self.state.holder], by, note)

    def _move(self, to: EnrolmentState, by: Person, note: str = "") -> None:
        self._lock()
        self._step(to, by, note)

    def _step(self, to: EnrolmentState, by: Person, note: str = "", take_seat: TakeSeat = seating.take_seat) -> None:
        """It is locked, and as whoever acts has seen it."""
        if not self.cohort.is_announced:
            raise Refused(_("This cohort is closed; its cases are kept as they are."))
        if to not in MOVES.get(self.state, ()):
            raise Refused(self.last_move)
        if self.state is S.RESERVE:
            seating.leave_reserve(self, to)
        if to.holds_seat and not self.state.holds_seat:
            take_seat(self, by=by)
        elif self.state.holds_seat and not to.holds_seat:
            self.line.release_seat()
        self.reserve_rank = seating.last_rank(self) if to is S.RESERVE else None
        if to is S.OFFERED:
            self.offered_until = self.cohort.offer_ends_on()
        db.session.add(EnrolmentMove(enrolment=self, was=self.state, became=to, by=by, note=note))
        self.state, self.moved_by, self.moved_at, self.moved_note = to, by, utcnow(), note
        db.session.flush()

    def _lock(self) -> None:
        """The county's lines first, then the case: one order for all, so that no two wait for each other. A case that
        moved while we waited is not moved again by somebody who has not seen it."""
        db.session.flush()
        seen = self.version
        self.line.lock()
        db.session.refresh(self, with_for_update={"of": Enrolment})
        self.require_unmoved(seen)
