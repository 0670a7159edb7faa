from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.preparation.models.plan import PlanSection

LONGEST_PASSAGE, LONGEST_NOTE = 1000, 1000


class NoteState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SETTLED = "settled"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    NoteState.OPEN: (_l("To be talked about"), "wait"),
    NoteState.ACCEPTED: (_l("Taken over"), "good"),
    NoteState.DECLINED: (_l("Not taken over"), "quiet"),
    NoteState.SETTLED: (_l("Dealt with"), "good"),
}


class PassageNote(Model):
    """What somebody says to a passage of the shared plan; with a `replacement` it is a suggestion, which is taken over
    in the name of whoever made it."""

    section_id: Mapped[int] = mapped_column(sa.ForeignKey("plan_section.id"), index=True)
    version: Mapped[int]
    starts: Mapped[int]
    passage: Mapped[str] = mapped_column(sa.String(LONGEST_PASSAGE))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE))
    replacement: Mapped[str | None] = mapped_column(sa.String(LONGEST_PASSAGE))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    at: Mapped[timestamp]
    state: Mapped[NoteState] = mapped_column(default=NoteState.OPEN)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    section: Mapped[PlanSection] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_when_no_longer_open"),
        sa.CheckConstraint("state <> 'accepted' OR replacement IS NOT NULL", name="only_suggestions_are_taken_over"),
    )

    @classmethod
    def on(cls, section: PlanSection, passage: str, text: str, *, replacement: str | None, by: Person) -> "PassageNote":
        """Of a passage as it stands now, word for word."""
        section.plan.require_open()
        db.session.refresh(section)
        starts = section.text.find(passage)
        if starts < 0:
            raise Refused(_("This passage does not stand in the section. Copy it from there."))
        note = cls(section=section, version=section.version, starts=starts, passage=passage, text=text, by=by)
        note.replacement = replacement
        db.session.add(note)
        return note

    @property
    def is_suggestion(self) -> bool:
        return self.replacement is not None

    @property
    def is_open(self) -> bool:
        return self.state is NoteState.OPEN

    def accept(self, *, by: Person) -> None:
        self._decide(NoteState.ACCEPTED, by)
        self.section.replace(self.passage, self.replacement or "", near=self.starts, by=self.by)

    def decline(self, *, by: Person) -> None:
        self._decide(NoteState.DECLINED, by)

    def settle(self, *, by: Person) -> None:
        self._decide(NoteState.SETTLED, by)

    def _decide(self, to: NoteState, by: Person) -> None:
        self.section.plan.require_open()
        db.session.refresh(self, ["state"], with_for_update=True)
        fits = (to is NoteState.SETTLED) != self.is_suggestion
        if not self.is_open or not fits:
            raise Refused(_("Already “%(state)s”.", state=self.state.label))
        self.state, self.decided_by, self.decided_at = to, by, utcnow()
