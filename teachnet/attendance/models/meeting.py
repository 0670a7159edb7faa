from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation
from teachnet.db import CITY_TIME, Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.training.models import Cohort, CohortState
from teachnet.web.filters import day_time

OPENS_BEFORE = timedelta(minutes=30)  # check-in
CLOSES_AFTER = timedelta(minutes=30)  # check-out


class ClassMeeting(Model):
    """One meeting of a class (课次): when, where, with whom. `minutes` is what it counts, 60 to the hour (学时)."""

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    host_organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))  # whose rooms they are
    title: Mapped[str] = mapped_column(sa.String(100))
    begins_at: Mapped[timestamp] = mapped_column(index=True)
    ends_at: Mapped[timestamp]
    minutes: Mapped[int]
    room: Mapped[str] = mapped_column(sa.String(60), default="")
    lecturer: Mapped[str] = mapped_column(sa.String(60), default="")
    asks_check_out: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    cohort: Mapped[Cohort] = relationship()

    __table_args__ = (
        sa.Index("ix__class_meeting__place", "host_organisation_id", "begins_at"),
        sa.CheckConstraint("begins_at < ends_at", name="begins_before_it_ends"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name="counts_something"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def day(self) -> date:
        return self.begins_at.astimezone(CITY_TIME).date()

    @property
    def has_begun(self) -> bool:
        return self.begins_at <= utcnow()

    @property
    def is_over(self) -> bool:
        return self.ends_at < utcnow()

    @property
    def takes_check_ins(self) -> bool:
        """From half an hour before it begins to half an hour after its end."""
        return self.begins_at - OPENS_BEFORE <= utcnow() <= self.ends_at + CLOSES_AFTER

    def require_check_ins(self) -> None:
        if not self.takes_check_ins:
            raise Refused(_("One checks in from half an hour before the meeting to half an hour after it."))

    def place(self, cohort: Cohort, **fields) -> None:
        """Set or move it. A room or a lecturer is not in two places at once: the base is locked while we look."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.cohort_id, self.host_organisation_id = cohort.id, cohort.host_organisation_id
        with db.session.no_autoflush:
            self._require_within(cohort)
            _lock_base(self.host_organisation_id)
            self._require_no_clash()

    def change_places(self, other: "ClassMeeting") -> None:
        """Each begins when the other did, on its day, and lasts as long as before: what belongs to a meeting – its
        room, its lecturer, what it counts – goes along."""
        mine, theirs = self.begins_at, other.begins_at
        self.begins_at, self.ends_at = theirs, theirs + (self.ends_at - self.begins_at)
        other.begins_at, other.ends_at = mine, mine + (other.ends_at - other.begins_at)
        with db.session.no_autoflush:
            self._require_within(self.cohort)
            other._require_within(self.cohort)
            _lock_base(self.host_organisation_id)
            if self.overlaps(other):
                raise Refused(_("“%(one)s” and “%(other)s” would overlap.", one=self.title, other=other.title))
            self._require_no_clash(but=other)
            other._require_no_clash(but=self)

    def require_unmoved(self, seen: int) -> None:
        """`seen` is the version the reader had before them."""
        if seen != self.version:
            raise Refused(_("Somebody else changed “%(title)s” meanwhile. Look at it again.", title=self.title))

    def overlaps(self, other: "ClassMeeting") -> bool:
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at

    def _require_within(self, cohort: Cohort) -> None:
        if cohort.is_cancelled:
            raise Refused(_("This cohort is cancelled."))
        if not cohort.starts_on <= self.day <= cohort.ends_on:
            raise Refused(_("The meeting lies outside the days of the cohort."))

    def _require_no_clash(self, but: "ClassMeeting | None" = None) -> None:
        """`but` one that moves at the same time."""
        same = []
        if self.room:
            same.append(ClassMeeting.room == self.room)
        if self.lecturer:
            same.append(ClassMeeting.lecturer == self.lecturer)
        same.append(ClassMeeting.cohort_id == self.cohort_id)
        clash = db.session.scalars(
            sa.select(ClassMeeting).where(
                ClassMeeting.host_organisation_id == self.host_organisation_id,
                ClassMeeting.begins_at < self.ends_at,
                ClassMeeting.ends_at > self.begins_at,
                ClassMeeting.id.not_in([one.id for one in (self, but) if one and one.id]),
                ClassMeeting.cohort.has(Cohort.state != CohortState.CANCELLED),
                sa.or_(*same),
            )
        ).first()
        if clash is not None:
            raise Refused(self._clash_with(clash))

    def _clash_with(self, other: "ClassMeeting") -> str:
        said = {"title": other.title, "time": day_time(other.begins_at)}
        if other.cohort_id == self.cohort_id:
            return _("The class is at “%(title)s” then (%(time)s).", **said)
        if self.room and other.room == self.room:
            return _("Room %(room)s is taken by “%(title)s” (%(time)s).", room=self.room, **said)
        return _("%(name)s teaches “%(title)s” then (%(time)s).", name=self.lecturer, **said)

    def moved_to(self, day: date) -> dict[str, datetime]:
        """The same times on another day."""
        ahead = day - self.day
        return {"begins_at": self.begins_at + ahead, "ends_at": self.ends_at + ahead}


def _lock_base(organisation_id: int) -> None:
    base = sa.select(Organisation.id).where(Organisation.id == organisation_id)
    db.session.execute(base.with_for_update(key_share=True)).all()
