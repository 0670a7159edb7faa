from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet import errors
from teachnet.accounts.models import Person
from teachnet.audit.models import only_ever_added
from teachnet.db import Model, db, timestamp
from teachnet.errors import Refused
from teachnet.merging import merged
from teachnet.minutes.models.approval import MinutesApproval
from teachnet.teams.models import OnlineSession

LONGEST = 4000  # characters


class EntryKind(StrEnum):
    NOTE = "note"
    DECISION = "decision"

    @property
    def label(self):
        return KINDS[self]


KINDS = {EntryKind.NOTE: _l("A note of what was said"), EntryKind.DECISION: _l("A decision")}


class Overtaken(errors.Overtaken):
    """Somebody else changed the same sentence: the paragraph reads now as they have it."""

    def __init__(self, theirs: "MinutesEntry"):
        super().__init__(_("%(name)s has changed the same sentence meanwhile.", name=theirs.last_by.name))


class MinutesEntry(Model):
    """One paragraph. `version` counts its changes; each is a row of its history, and none is written over unread."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    position: Mapped[int]
    kind: Mapped[EntryKind] = mapped_column(default=EntryKind.NOTE)
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    version: Mapped[int] = mapped_column(default=0)
    last_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    is_removed: Mapped[bool] = mapped_column(default=False)

    session: Mapped[OnlineSession] = relationship()
    last_by: Mapped[Person] = relationship()
    history: Mapped[list["MinutesVersion"]] = relationship(back_populates="entry", order_by="MinutesVersion.id")

    __table_args__ = (sa.CheckConstraint("length(text) > 0", name="says_something"),)

    @classmethod
    def write(cls, session: OnlineSession, text: str, *, kind: EntryKind, by: Person) -> "MinutesEntry":
        """Below what is there."""
        MinutesApproval.require_open(session)
        last = db.session.scalar(sa.select(sa.func.max(cls.position)).where(cls.session_id == session.id)) or 0
        entry = cls(session=session, position=last + 1)
        entry._keep(text, kind, by)
        db.session.add(entry)
        return entry

    def change(self, text: str, *, kind: EntryKind, seen: int, by: Person) -> bool:
        """`seen` is the version it was changed from. Was something of somebody else's taken in with it?"""
        self._take_up()
        if seen == self.version:
            self._keep(text, kind, by)
            return False
        both = merged(self._text_at(seen), text, self.text)
        if both is None or len(both) > LONGEST:
            raise Overtaken(self)
        self._keep(both, kind, by)
        return True

    def remove(self, *, seen: int, by: Person) -> None:
        """It stays in the history, from where it can be copied."""
        self._take_up()
        if seen != self.version:
            raise Overtaken(self)
        self.is_removed = True
        self._keep(self.text, self.kind, by)

    def rise(self) -> None:
        """Change places with the paragraph above."""
        self._take_up()
        above = sa.select(MinutesEntry).where(
            MinutesEntry.session_id == self.session_id,
            MinutesEntry.position < self.position,
            MinutesEntry.is_removed.is_(False),
        )
        other = db.session.scalars(above.order_by(MinutesEntry.position.desc()).limit(1)).first()
        if other is not None:
            self.position, other.position = other.position, self.position

    def _take_up(self) -> None:
        MinutesApproval.require_open(self.session)
        db.session.refresh(self)
        if self.is_removed:
            raise Refused(_("%(name)s has taken this paragraph out.", name=self.last_by.name))

    def _keep(self, text: str, kind: EntryKind, by: Person) -> None:
        self.text, self.kind, self.version = text, kind, (self.version or 0) + 1
        self.last_by = by
        self.history.append(
            MinutesVersion(version=self.version, kind=kind, text=text, is_removed=bool(self.is_removed), by=by)
        )

    def _text_at(self, version: int) -> str:
        """An unknown version is as good as an empty one: nothing can be put together with it."""
        return next((one.text for one in self.history if one.version == version), "")


class MinutesVersion(Model):
    """How a paragraph read from a moment on, and by whom. Rows are only ever added; their ids are the order in which
    the minutes of a session came about."""

    is_audited = False  # the entry it belongs to is: the trail would say the same words twice

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("minutes_entry.id"))
    version: Mapped[int]
    kind: Mapped[EntryKind]
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    is_removed: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[timestamp]

    entry: Mapped[MinutesEntry] = relationship(back_populates="history")
    by: Mapped[Person] = relationship()

    __table_args__ = (sa.UniqueConstraint("entry_id", "version"),)


only_ever_added(MinutesVersion.__table__)

# Approved minutes take no change: both engines refuse. The migration says the same.
APPROVED = (
    "SELECT 1 FROM minutes_approval AS approval JOIN minutes_entry AS entry"
    " ON entry.session_id = approval.session_id WHERE entry.id = NEW.entry_id AND approval.reopened_at IS NULL"
)
SEALED = {
    "sqlite": [
        f"CREATE TRIGGER minutes_version_of_open_minutes BEFORE INSERT ON minutes_version WHEN EXISTS ({APPROVED})"
        " BEGIN SELECT RAISE(ABORT, 'these minutes are approved'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION minutes_version_of_open_minutes() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF EXISTS ({APPROVED})"
        " THEN RAISE EXCEPTION 'these minutes are approved'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER minutes_version_of_open_minutes BEFORE INSERT ON minutes_version"
        " FOR EACH ROW EXECUTE FUNCTION minutes_version_of_open_minutes()",
    ],
}
for _engine, _statements in SEALED.items():
    for _statement in _statements:
        sa.event.listen(MinutesVersion.__table__, "after_create", sa.DDL(_statement).execute_if(dialect=_engine))
