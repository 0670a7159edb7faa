from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import NOW, Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.teams.models.team import Team


class Audience(StrEnum):
    """Who is invited, beside the team. `SUBJECT` means who teaches the team's subject and stage in its region, `REGION`
    whoever works there."""

    TEAM = "team"
    SUBJECT = "subject"
    REGION = "region"

    @property
    def label(self):
        return AUDIENCES[self]


AUDIENCES = {
    Audience.TEAM: _l("Members of the team"),
    Audience.SUBJECT: _l("Teachers of its subject and stage in the region"),
    Audience.REGION: _l("Every teacher of the region"),
}


class SignUpState(StrEnum):
    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return SIGN_UPS[self]

    @property
    def look(self) -> str:
        return {"signed_up": "good", "waiting": "wait", "withdrawn": "quiet"}[self]


SIGN_UPS = {
    SignUpState.SIGNED_UP: _l("Signed up"),
    SignUpState.WAITING: _l("On the waiting list"),
    SignUpState.WITHDRAWN: _l("Withdrawn"),
}


EARLY, LATE = timedelta(minutes=30), timedelta(hours=2)


class OnlineSession(Model):
    """A sitting of a team, held over a video call that is only linked. `revision` counts what calendars must take."""

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"), index=True)
    host_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(sa.String(100))
    purpose: Mapped[str] = mapped_column(sa.String(2000), default="")
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    link: Mapped[str] = mapped_column(sa.String(500), default="")
    seats: Mapped[int | None]
    audience: Mapped[Audience] = mapped_column(default=Audience.TEAM)
    revision: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[timestamp]
    changed_at: Mapped[timestamp]
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str] = mapped_column(sa.String(500), default="")

    team: Mapped[Team] = relationship()
    host: Mapped[Person] = relationship()
    agenda: Mapped[list["AgendaItem"]] = relationship(
        order_by="AgendaItem.position", cascade="all, delete-orphan", passive_deletes=True
    )
    sign_ups: Mapped[list["SignUp"]] = relationship(back_populates="session", order_by="SignUp.place")

    __table_args__ = (
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name="has_seats"),
    )

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        return self.ends_at <= utcnow()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= utcnow()

    @property
    def is_on(self) -> bool:
        """Is its room open: a while before it begins, and on after its end, for calls run late?"""
        return not self.is_cancelled and self.starts_at - EARLY <= utcnow() < self.ends_at + LATE

    @property
    def is_open(self) -> bool:
        """Can one still sign up?"""
        return not self.is_cancelled and not self.is_over

    @classmethod
    def is_coming(cls) -> sa.ColumnElement[bool]:
        """`is_open`, for the database."""
        return cls.cancelled_at.is_(None) & (cls.ends_at > NOW)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def timed_agenda(self) -> list[tuple[datetime, "AgendaItem"]]:
        """Each item with the moment it begins: what comes first takes its minutes."""
        begins, timed = self.starts_at, []
        for item in self.agenda:
            timed.append((begins, item))
            begins += timedelta(minutes=item.minutes)
        return timed

    def sign_up_of(self, person: Person | None) -> "SignUp | None":
        """Theirs, unless withdrawn."""
        mine = (one for one in self.sign_ups if person and one.person_id == person.id)
        return next((one for one in mine if one.state is not SignUpState.WITHDRAWN), None)

    @property
    def seats_taken(self) -> int:
        return sum(one.state is SignUpState.SIGNED_UP for one in self.sign_ups)

    @property
    def has_free_seat(self) -> bool:
        """As the page knows it; whoever presses is answered by `sign_up`."""
        return self.seats is None or self.seats_taken < self.seats

    def place_in_line(self, sign_up: "SignUp") -> int:
        line = [one for one in self.sign_ups if one.state is SignUpState.WAITING]
        return line.index(sign_up) + 1

    def plan(self, *, title: str, purpose: str, starts_at: datetime, minutes: int, link: str, seats: int | None,
             audience: Audience, agenda: list[tuple[int, str]]) -> None:  # fmt: skip
        """Set or change what is planned. Calendars that hold the session take the change by its revision."""
        if self.is_cancelled or (self.id and self.is_over):
            raise Refused(_("This session is over or cancelled and can no longer be changed."))
        if starts_at <= utcnow():
            raise Refused(_("A session begins in the future."))
        shown = (self.title, self.starts_at, self.ends_at, self.link, self.purpose)
        self.title, self.purpose, self.link, self.audience, self.seats = title, purpose, link, audience, seats
        self.starts_at, self.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
        self.agenda = [AgendaItem(position=n, minutes=long, title=what) for n, (long, what) in enumerate(agenda, 1)]
        if self.id:
            if shown != (self.title, self.starts_at, self.ends_at, self.link, self.purpose):
                self._revise()
            db.session.flush()
            self._lock()
            self._fill_seats()

    def cancel(self, *, reason: str) -> None:
        if not self.is_open:
            raise Refused(_("This session is over or cancelled already."))
        self.cancelled_at, self.cancelled_because = utcnow(), reason
        self._revise()

    def sign_up(self, person: Person) -> "SignUp":
        """A seat if one is free, else the end of the waiting list."""
        self._lock()
        if not self.is_open:
            raise Refused(_("This session is over or cancelled."))
        mine = next((one for one in self.sign_ups if one.person_id == person.id), None)
        if mine is None:
            mine = SignUp(person=person, state=SignUpState.WITHDRAWN)
            self.sign_ups.append(mine)
        if mine.state is not SignUpState.WITHDRAWN:
            raise Refused(_("You have signed up already."))
        last = db.session.scalar(sa.select(sa.func.max(SignUp.place)).where(SignUp.session_id == self.id)) or 0
        mine.place, mine.at = last + 1, utcnow()
        mine.state = SignUpState.SIGNED_UP if self._free_seats() > 0 else SignUpState.WAITING
        return mine

    def withdraw(self, sign_up: "SignUp") -> None:
        """The seat goes to whoever waits longest."""
        self._lock()
        if self.is_over:
            raise Refused(_("This session is over."))
        sign_up.state = SignUpState.WITHDRAWN
        db.session.flush()
        self._fill_seats()

    def _fill_seats(self) -> None:
        waiting = [one for one in self.sign_ups if one.state is SignUpState.WAITING]
        for sign_up in waiting[: max(0, int(min(self._free_seats(), len(waiting))))]:
            sign_up.state = SignUpState.SIGNED_UP

    def _free_seats(self) -> float:
        """Counted by the database, under the lock: a list loaded earlier may be out of date."""
        if self.seats is None:
            return float("inf")
        taken = sa.select(sa.func.count()).where(SignUp.session_id == self.id, SignUp.state == SignUpState.SIGNED_UP)
        return self.seats - (db.session.scalar(taken) or 0)

    def _lock(self) -> None:
        """Whoever wants a seat of this session waits here for the one before."""
        db.session.execute(sa.select(OnlineSession.id).where(OnlineSession.id == self.id).with_for_update())
        db.session.refresh(self, ["seats", "starts_at", "ends_at", "cancelled_at"])
        db.session.expire(self, ["sign_ups"])

    def _revise(self) -> None:
        self.revision += 1
        self.changed_at = utcnow()


class AgendaItem(Model):
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    minutes: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))

    __table_args__ = (sa.CheckConstraint("minutes > 0", name="takes_time"),)


class SignUp(Model):
    """One row for a person and a session; `place` is the order in which people asked."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    state: Mapped[SignUpState]
    place: Mapped[int] = mapped_column(default=0)
    at: Mapped[timestamp]

    session: Mapped[OnlineSession] = relationship(back_populates="sign_ups")
    person: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("session_id", "person_id"),)
