"""What the ledger works on, kept: progress in a unit, what each day brought, sessions of watching, and every beat that
was heard.

None of these leaves audit rows of its own: the beats are the trail. A new session and a finished unit are recorded.
"""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.db import Model, timestamp
from teachnet.jobs.housekeeping import keep_for
from teachnet.study.ledger import Verdict
from teachnet.study.models.enrolment import CourseEnrolment
from teachnet.study.models.unit import Unit

IS_TOO_FAST = "verdict = 'too_fast'"
BEATS_KEPT = timedelta(days=400)  # this school year and the last; what they earned stays


class UnitProgress(Model):
    """How far somebody is in a unit: what was played at all, and what of it is credited. Both only ever grow."""

    is_audited = False

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    covered: Mapped[list] = mapped_column(default=list)  # [[from, to], …] in milliseconds
    credited: Mapped[list] = mapped_column(default=list)
    covered_ms: Mapped[int] = mapped_column(default=0)
    credited_ms: Mapped[int] = mapped_column(default=0)
    position_ms: Mapped[int] = mapped_column(default=0)  # where to go on, on whatever device
    worked_through_at: Mapped[datetime | None]  # as an interactive package says of itself
    done_at: Mapped[datetime | None]

    enrolment: Mapped[CourseEnrolment] = relationship()
    unit: Mapped[Unit] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("enrolment_id", "unit_id"),
        sa.CheckConstraint("credited_ms >= 0 AND covered_ms >= credited_ms", name="credited_is_covered"),
    )

    def is_enough(self, unit: Unit) -> bool:
        """Minutes, and of a package also its word: neither does without the other."""
        return self.credited_ms >= unit.needed and (self.worked_through_at is not None or not unit.is_package)


class StudyDay(Model):
    """What a day, as the city counts days, brought somebody in one course. Beats go after a while; what lies between
    two days can still be told."""

    is_audited = False

    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("course_enrolment.id"))
    day: Mapped[date]
    credited_ms: Mapped[int]

    __table_args__ = (
        sa.UniqueConstraint("enrolment_id", "day"),
        sa.CheckConstraint("credited_ms >= 0", name="credited_is_not_negative"),
    )


class WatchSession(Model):
    """One opening of a unit in one window. A person's newest session is the one that is credited."""

    is_audited = False

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    started_at: Mapped[timestamp] = mapped_column(index=True)
    device: Mapped[str | None] = mapped_column(sa.String(64), info={"secret": True})  # a keyed hash: see web/device.py
    # The ledger's clock, in milliseconds; `heard` is counted from `started_at`.
    heard: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    spare: Mapped[int] = mapped_column(default=0)
    reserve: Mapped[int] = mapped_column(default=0)
    highest_seq: Mapped[int] = mapped_column(default=-1)
    debt: Mapped[int] = mapped_column(default=0)
    # When to ask whether somebody is there, in milliseconds counted; see presence.py.
    since_asked: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    ask_after: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime | None]

    __table_args__ = (sa.Index("ix__watch_session__newest", "person_id", "id"),)

    @property
    def heard_at(self) -> datetime:
        return self.started_at + timedelta(milliseconds=self.heard)


class WatchBeat(Model):
    """What a player said, when it arrived, and what it was found to be worth."""

    is_audited = False

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("watch_session.id"))
    seq: Mapped[int]
    arrived_at: Mapped[timestamp] = mapped_column(index=True)
    from_ms: Mapped[int]
    to_ms: Mapped[int]
    rate: Mapped[float]
    verdict: Mapped[Verdict]
    covered_ms: Mapped[int]
    credited_ms: Mapped[int]

    __table_args__ = (
        # The same beat sent again, by a browser that got no answer or by somebody who tries, counts once.
        sa.UniqueConstraint("session_id", "seq"),
        # Few of millions: who looks for them does not look through all.
        sa.Index(
            "ix__watch_beat__too_fast",
            "arrived_at",
            sqlite_where=sa.text(IS_TOO_FAST),
            postgresql_where=sa.text(IS_TOO_FAST),
        ),
    )


keep_for(WatchBeat.arrived_at, BEATS_KEPT)
