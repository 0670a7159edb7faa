from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models.organisation import Organisation
from teachnet.accounts.models.person import Person
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused


class TransferState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self):
        return STATES[self]

    @property
    def look(self) -> str:
        return LOOKS[self]


STATES = {
    TransferState.ASKED: _l("Waiting for the other school"),
    TransferState.ACCEPTED: _l("Accepted"),
    TransferState.DECLINED: _l("Declined"),
    TransferState.WITHDRAWN: _l("Withdrawn"),
}
LOOKS = {
    TransferState.ASKED: "wait",
    TransferState.ACCEPTED: "good",
    TransferState.DECLINED: "bad",
    TransferState.WITHDRAWN: "quiet",
}
MOVES = {
    TransferState.ASKED: {TransferState.ACCEPTED, TransferState.DECLINED, TransferState.WITHDRAWN},
}

IS_ASKED = "state = 'asked'"


class TransferRequest(Model):
    """A roster named somebody who belongs to another school: that school is asked, nobody is moved in silence."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    sender_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    receiver_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    # As the roster wrote it: the asking school sees no more of somebody who is not theirs yet.
    name_given: Mapped[str] = mapped_column(sa.String(100))
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))  # empty: from the command line
    asked_at: Mapped[timestamp]
    state: Mapped[TransferState] = mapped_column(default=TransferState.ASKED)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(sa.String(500), default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    sender: Mapped[Organisation] = relationship(foreign_keys=[sender_id])
    receiver: Mapped[Organisation] = relationship(foreign_keys=[receiver_id])
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    __table_args__ = (
        sa.CheckConstraint("sender_id <> receiver_id", name="goes_elsewhere"),
        sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_with_a_moment"),
        sa.Index(
            "uq__transfer_request__one_asked",
            "person_id",
            "receiver_id",
            unique=True,
            sqlite_where=sa.text(IS_ASKED),
            postgresql_where=sa.text(IS_ASKED),
        ),
    )

    @property
    def is_asked(self) -> bool:
        return self.state is TransferState.ASKED

    @classmethod
    def is_waiting(cls) -> sa.ColumnElement[bool]:
        """`is_asked`, for the database."""
        return cls.state == TransferState.ASKED

    def accept(self, *, by: Person) -> None:
        """The posts at the old school close and the one at the new school opens, all or nothing."""
        self._move(TransferState.ACCEPTED, by)
        db.session.execute(sa.select(Person.id).where(Person.id == self.person_id).with_for_update())
        school = self.person.school
        if school is not None and school.id not in (self.sender_id, self.receiver_id):
            raise Refused(_("%(name)s has moved to another school since. Decline this request.", name=self.person.name))
        for other in self._others_asked():
            other.withdraw(by=by)
        for post in self.person.current_appointments:
            if post.organisation_id == self.sender_id:
                post.close(on=today())
        if school is None or school.id != self.receiver_id:
            self.person.transfer(self.receiver)

    def decline(self, *, by: Person, reason: str) -> None:
        self._move(TransferState.DECLINED, by, reason)

    def withdraw(self, *, by: Person) -> None:
        self._move(TransferState.WITHDRAWN, by)

    def _others_asked(self) -> list["TransferRequest"]:
        """Two schools may ask for one person; when one gets them, the other's question is settled too."""
        others = sa.select(TransferRequest).where(
            TransferRequest.person_id == self.person_id, TransferRequest.is_waiting(), TransferRequest.id != self.id
        )
        return list(db.session.scalars(others))

    def _move(self, to: TransferState, by: Person, reason: str = "") -> None:
        db.session.flush()
        db.session.refresh(self, ["state"], with_for_update=True)  # two clerks may press at once
        if to not in MOVES.get(self.state, ()):
            raise Refused(_("This request is already decided: %(state)s.", state=self.state.label))
        self.state, self.decided_by, self.decided_at, self.reason = to, by, utcnow(), reason
