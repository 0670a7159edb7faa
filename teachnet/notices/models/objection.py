import secrets

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Encrypted, Model, db, timestamp
from teachnet.errors import Refused
from teachnet.keys import keys
from teachnet.notices.models.notice import Notice, NoticeLine
from teachnet.notices.words import ObjectionState

S = ObjectionState

# Until the notice is closed a decision can be taken up again; each is in the history.
MOVES = {
    S.RECEIVED: {S.EXAMINED},
    S.EXAMINED: {S.UPHELD, S.NOT_UPHELD},
    S.UPHELD: {S.EXAMINED},
    S.NOT_UPHELD: {S.EXAMINED},
}

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 O 1 I, which people mistake when copying by hand
REFERENCE_LENGTH = 20  # letters: a hundred bits, so that guessing needs no further guard


class Objection(Model):
    """What somebody, known or not, has against a notice (异议). Only the city reads it; whoever holds the reference
    sees its state and the answer."""

    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notice_line.id"), index=True)
    name: Mapped[str] = mapped_column(Encrypted)
    contact: Mapped[str] = mapped_column(Encrypted)
    text: Mapped[str] = mapped_column(sa.String(2000), info={"secret": True})
    reference_hash: Mapped[str] = mapped_column(sa.String(64), unique=True, info={"secret": True})
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)  # a member who was signed in
    state: Mapped[ObjectionState] = mapped_column(default=S.RECEIVED, index=True)
    answer: Mapped[str] = mapped_column(sa.String(500), default="")
    made_at: Mapped[timestamp]
    version: Mapped[int] = mapped_column()

    notice: Mapped[Notice] = relationship(back_populates="objections")
    line: Mapped[NoticeLine | None] = relationship()
    history: Mapped[list["ObjectionMove"]] = relationship(order_by="ObjectionMove.id", back_populates="objection")

    __table_args__ = (
        sa.CheckConstraint("length(text) > 0", name="has_text"),
        sa.CheckConstraint(
            "state NOT IN ('upheld', 'not_upheld') OR length(answer) > 0", name="a_decision_has_an_answer"
        ),
    )
    __mapper_args__ = {"version_id_col": version}

    def is_party(self, person: Person) -> bool:
        """Nobody decides what they themselves have brought, or what concerns their own case or one they nominated."""
        return self.by_id == person.id or (self.line is not None and self.line.enrolment.is_party(person))

    def examine(self, *, by: Person) -> None:
        self._move(S.EXAMINED, by)

    def uphold(self, *, by: Person, answer: str, line: NoticeLine | None) -> None:
        """When the notice is closed, whoever is on `line` is not admitted. Without one it changes nobody's case."""
        self._move(S.UPHELD, by, answer, line)

    def dismiss(self, *, by: Person, answer: str, line: NoticeLine | None) -> None:
        self._move(S.NOT_UPHELD, by, answer, line)

    def require_unmoved(self, seen: int | None) -> None:
        """`seen` is the version the reader had before them when they decided."""
        if seen is not None and seen != self.version:
            raise Refused(self.last_move)

    @property
    def last_move(self) -> str:
        name = self.history[-1].by.name if self.history else ""
        return _("%(name)s was first: this objection is “%(state)s”.", name=name, state=self.state.label)

    def _move(self, to: ObjectionState, by: Person, answer: str = "", line: NoticeLine | None = None) -> None:
        self.notice.lock()
        self.notice.require_open()
        seen = self.version
        db.session.refresh(self, with_for_update={"of": Objection})
        self.require_unmoved(seen)
        if to not in MOVES[self.state]:
            raise Refused(self.last_move)
        if to.is_decided:
            self.line = line
        if self.is_party(by):
            raise Refused(_("Nobody decides about their own case, one they nominated, or their own objection."))
        db.session.add(ObjectionMove(objection=self, was=self.state, became=to, by=by, note=answer))
        self.state, self.answer = to, answer
        db.session.flush()


class ObjectionMove(Model):
    """Who moved an objection, when, with which answer."""

    is_audited = False  # the objection's own audit row tells the same

    objection_id: Mapped[int] = mapped_column(sa.ForeignKey("objection.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    was: Mapped[ObjectionState]
    became: Mapped[ObjectionState]
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[timestamp]

    objection: Mapped[Objection] = relationship(back_populates="history")
    by: Mapped[Person] = relationship()


only_ever_added(ObjectionMove.__table__)


class ObjectionSent(Model):
    """That an address has sent an objection, for a day: how many are borne is counted here. No word of whose it is."""

    is_audited = False

    address: Mapped[str] = mapped_column(sa.String(64))  # a keyed hash
    at: Mapped[timestamp] = mapped_column(index=True)

    __table_args__ = (sa.Index("ix__objection_sent__from_where", "address", "at"),)


def new_reference() -> str:
    """K7QM-…: told once to whoever objects, never stored."""
    letters = "".join(secrets.choice(LETTERS) for _letter in range(REFERENCE_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, REFERENCE_LENGTH, 4))


def hash_of(reference: str) -> str:
    plain = "".join(letter for letter in reference.upper() if letter.isalnum())
    return keys.fingerprint(f"objection:{plain}")
