from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, insert_if_new, timestamp, utcnow
from teachnet.errors import Refused
from teachnet.rooms.models.room import EventKind, SessionRoom
from teachnet.teams.models import OnlineSession


class QuickVote(Model):
    """The host asks, everybody in the room answers with one of a few words. What is shown is how many chose each."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    text: Mapped[str] = mapped_column(sa.String(200))
    options: Mapped[list]
    at: Mapped[timestamp]
    closed_at: Mapped[datetime | None]

    session: Mapped[OnlineSession] = relationship()

    @classmethod
    def call(cls, session: OnlineSession, text: str, options: list[str]) -> "QuickVote":
        room = SessionRoom.of(session)
        vote = cls(session=session, text=text, options=options)
        db.session.add(vote)
        db.session.flush()
        vote._tell(room)
        return vote

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def answer(self, option: int, *, by: Person) -> None:
        """The first answer stands."""
        room = SessionRoom.of(self.session)
        db.session.refresh(self, ["closed_at"])
        if self.is_closed:
            raise Refused(_("This vote is closed."))
        if not 0 <= option < len(self.options):
            raise Refused(_("Choose one of the answers."))
        keys = {"vote_id": self.id, "person_id": by.id}
        new = insert_if_new(QuickVoteAnswer, by=list(keys), **keys, option=option).returning(QuickVoteAnswer.id)
        if db.session.scalar(new) is not None:
            self._tell(room)

    def close(self) -> None:
        room = SessionRoom.of(self.session)
        db.session.refresh(self, ["closed_at"])
        if self.is_closed:
            raise Refused(_("This vote is closed."))
        self.closed_at = utcnow()
        self._tell(room)

    def counts(self) -> list[int]:
        """How many chose each, in the order of the options."""
        each = sa.select(QuickVoteAnswer.option, sa.func.count()).where(QuickVoteAnswer.vote_id == self.id)
        found = {row[0]: row[1] for row in db.session.execute(each.group_by(QuickVoteAnswer.option))}
        return [found.get(option, 0) for option in range(len(self.options))]

    def _tell(self, room: SessionRoom) -> None:
        facts = {"text": self.text, "options": self.options, "counts": self.counts(), "closed": self.is_closed}
        room.tell(EventKind.POLL, id=self.id, **facts)


class QuickVoteAnswer(Model):
    """One for a person and a vote."""

    is_audited = False

    vote_id: Mapped[int] = mapped_column(sa.ForeignKey("quick_vote.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    option: Mapped[int]

    __table_args__ = (sa.UniqueConstraint("vote_id", "person_id"),)
