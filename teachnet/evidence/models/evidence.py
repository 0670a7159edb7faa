from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Organisation, Person
from teachnet.db import Model, db, timestamp, today, utcnow
from teachnet.errors import Refused
from teachnet.evidence.words import EvidenceKind, EvidenceState
from teachnet.files.models import StoredFile

S = EvidenceState


class Evidence(Model):
    """A spell of practice in an enterprise, or a skill certificate, with its proof. `school_id` is where the teacher
    taught when they handed it in; it compares. Of practice both days are known; a certificate is of a day, and may
    run out."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    kind: Mapped[EvidenceKind]
    title: Mapped[str] = mapped_column(sa.String(100))  # enterprise and post, or what the certificate says
    issuer: Mapped[str] = mapped_column(sa.String(100), default="")  # of a certificate
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    begins_on: Mapped[date]  # or the day of the certificate
    ends_on: Mapped[date | None]  # empty: the certificate does not run out
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[EvidenceState] = mapped_column(default=S.WAITING, index=True)
    made_at: Mapped[timestamp]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_note: Mapped[str] = mapped_column(sa.String(500), default="")

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    school: Mapped[Organisation] = relationship()
    file: Mapped[StoredFile] = relationship()
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        sa.CheckConstraint("kind <> 'practice' OR ends_on IS NOT NULL", name="practice_has_both_days"),
        sa.CheckConstraint("kind <> 'certificate' OR issuer <> ''", name="a_certificate_is_somebodys"),
        sa.CheckConstraint("begins_on <= ends_on", name="begins_before_it_ends"),
        sa.CheckConstraint(
            "(state IN ('confirmed', 'refused')) = (decided_by_id IS NOT NULL)", name="decided_by_somebody"
        ),
        sa.CheckConstraint("decided_by_id <> person_id", name="nobody_decides_their_own"),
    )

    @property
    def is_waiting(self) -> bool:
        return self.state is S.WAITING

    @property
    def has_run_out(self) -> bool:
        return self.kind is EvidenceKind.CERTIFICATE and self.ends_on is not None and self.ends_on < today()

    @classmethod
    def hand_in(cls, *, by: Person, file: StoredFile, file_name: str, **fields) -> "Evidence":
        if by.school is None:
            raise Refused(_("You teach at no school at present; ask your school to record it."))
        evidence = cls(person=by, school=by.school, file=file, file_name=file_name, **fields)
        db.session.add(evidence)
        return evidence

    def confirm(self, *, by: Person) -> None:
        """The school has compared it with its proof."""
        self._decide(S.CONFIRMED, by, "")

    def refuse(self, *, by: Person, reason: str) -> None:
        self._decide(S.REFUSED, by, reason)

    def withdraw(self) -> None:
        """By whoever handed it in, before it is decided; what was confirmed stays."""
        self._require_waiting()
        self.state = S.WITHDRAWN

    def _decide(self, state: EvidenceState, by: Person, note: str) -> None:
        if by.id == self.person_id:
            raise Refused(_("Nobody decides their own evidence."))
        self._require_waiting()
        self.state, self.decided_by, self.decided_at, self.decided_note = state, by, utcnow(), note

    def _require_waiting(self) -> None:
        """Nobody decides it at the same time."""
        db.session.refresh(self, with_for_update={"of": Evidence})
        if not self.is_waiting:
            raise Refused(_("It is decided already: %(state)s.", state=self.state.label))
