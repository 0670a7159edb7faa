from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.audit.models import only_ever_added
from teachnet.credits.words import OPEN_CLAIMS, ClaimState, Level, Way
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.files.models import StoredFile
from teachnet.web.filters import day_time

S = ClaimState

MOVES = {
    S.SCHOOL_REVIEW: {S.COUNTY_REVIEW, S.RETURNED, S.REJECTED, S.WITHDRAWN},
    S.COUNTY_REVIEW: {S.ATTESTED, S.SCHOOL_REVIEW, S.REJECTED, S.WITHDRAWN},
    S.RETURNED: {S.SCHOOL_REVIEW, S.WITHDRAWN},
}
# One level back, to be put right.
BACK = {S.SCHOOL_REVIEW: S.RETURNED, S.COUNTY_REVIEW: S.SCHOOL_REVIEW}


class Claim(Model):
    """A teacher asks that training taken elsewhere be counted, and shows the proof. The school compares, the county
    attests; nobody decides their own. `school_id` is where the teacher taught when they handed it in."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    organiser: Mapped[str] = mapped_column(sa.String(100))
    way: Mapped[Way]
    level: Mapped[Level]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    minutes: Mapped[int]
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[ClaimState] = mapped_column(default=S.SCHOOL_REVIEW)
    moved_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    moved_at: Mapped[timestamp]
    moved_note: Mapped[str] = mapped_column(sa.String(500), default="")
    made_at: Mapped[timestamp]
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    school: Mapped[Organisation] = relationship()
    file: Mapped[StoredFile] = relationship()
    moved_by: Mapped[Person] = relationship(foreign_keys=moved_by_id)
    history: Mapped[list["ClaimMove"]] = relationship(order_by="ClaimMove.id", back_populates="claim")

    __table_args__ = (
        sa.Index("ix__claim__queue", "state", "moved_at"),
        sa.CheckConstraint("begins_on <= ends_on", name="begins_before_it_ends"),
        sa.CheckConstraint("minutes > 0", name="some_time"),
    )
    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def hand_in(cls, *, by: Person, school: Organisation | None, file: StoredFile, file_name: str, **fields) -> "Claim":
        if school is None:
            raise Refused(_("You teach at no school at present; ask your school to record it."))
        claim = cls(person=by, school=school, file=file, file_name=file_name, moved_by=by, **fields)
        claim._require_past()
        claim.history.append(ClaimMove(became=S.SCHOOL_REVIEW, by=by))
        db.session.add(claim)
        return claim

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_CLAIMS

    def require_returned(self) -> None:
        """Only what came back is changed: nobody's proof changes under the eyes of who decides."""
        if self.state is not S.RETURNED:
            raise Refused(self.last_move)

    def _require_review(self, acting_in: Collection[ClaimState]) -> None:
        if self.state not in acting_in:
            raise Refused(self.last_move)

    def require_unmoved(self, seen: int | None) -> None:
        """`seen` is the version the reader had before them when they decided."""
        if seen is not None and seen != self.version:
            raise Refused(self.last_move)

    @property
    def last_move(self) -> str:
        return _(
            "%(name)s was first: since %(time)s this claim is “%(state)s”.",
            name=self.moved_by.name,
            time=day_time(self.moved_at),
            state=self.state.label,
        )

    def put_right(self, *, by: Person, **fields) -> None:
        """What was asked for is done; it goes to the school again."""
        for name, value in fields.items():
            setattr(self, name, value)
        self._require_past()
        self._move(S.SCHOOL_REVIEW, by, from_state=S.RETURNED)

    def confirm_for_school(self, *, by: Person, note: str = "") -> None:
        self._decide(S.COUNTY_REVIEW, by, note, from_state=S.SCHOOL_REVIEW)

    def accept(self, *, by: Person, note: str = "") -> None:
        """The county vouches for it; the record is made by `actions.accept`."""
        self._decide(S.ATTESTED, by, note, from_state=S.COUNTY_REVIEW)

    def send_back(self, *, by: Person, reason: str, acting_in: Collection[ClaimState]) -> None:
        """One level back. `acting_in` are the reviews in which this person decides."""
        self._require_review(acting_in)
        self._decide(BACK[self.state], by, reason, from_state=self.state)

    def reject(self, *, by: Person, reason: str, acting_in: Collection[ClaimState]) -> None:
        """Final."""
        self._require_review(acting_in)
        self._decide(S.REJECTED, by, reason, from_state=self.state)

    def withdraw(self, *, by: Person) -> None:
        self._move(S.WITHDRAWN, by)

    def _require_past(self) -> None:
        if self.ends_on > today():
            raise Refused(_("It is not over yet: claim it once it has ended."))

    def _decide(self, to: ClaimState, by: Person, note: str, *, from_state: ClaimState) -> None:
        if by.id == self.person_id:
            raise Refused(_("Nobody decides their own claim."))
        self._move(to, by, note, from_state=from_state)

    def _move(self, to: ClaimState, by: Person, note: str = "", *, from_state: ClaimState | None = None) -> None:
        db.session.flush()
        seen = self.version
        db.session.refresh(self, with_for_update={"of": Claim})
        self.require_unmoved(seen)
        if to not in MOVES.get(self.state, ()) or from_state not in (None, self.state):
            raise Refused(self.last_move)
        self.history.append(ClaimMove(was=self.state, became=to, by=by, note=note))
        self.state, self.moved_by, self.moved_at, self.moved_note = to, by, utcnow(), note
        db.session.flush()


class ClaimMove(Model):
    """Who moved a claim, when and why."""

    is_audited = False  # the claim's own audit row tells the same

    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[ClaimState | None]
    became: Mapped[ClaimState]
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[timestamp]

    claim: Mapped[Claim] = relationship(back_populates="history")
    by: Mapped[Person] = relationship()


only_ever_added(ClaimMove.__table__)
