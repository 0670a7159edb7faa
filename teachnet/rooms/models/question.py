from enum import StrEnum

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, insert_if_new, timestamp
from teachnet.errors import Refused
from teachnet.rooms.models.room import EventKind, SessionRoom
from teachnet.teams.models import OnlineSession

LONGEST = 300


class QuestionState(StrEnum):
    OPEN = "open"
    NOW = "now"
    ANSWERED = "answered"
    HIDDEN = "hidden"

    @property
    def label(self):
        return STATES[self][0]

    @property
    def look(self) -> str:
        return STATES[self][1]


STATES = {
    QuestionState.OPEN: (_l("Not taken up yet"), "quiet"),
    QuestionState.NOW: (_l("Talked about now"), "act"),
    QuestionState.ANSWERED: (_l("Answered"), "good"),
    QuestionState.HIDDEN: (_l("Hidden"), "bad"),
}


class RoomQuestion(Model):
    """Asked in a room. `votes` is the number of its votes, counted with each of them in one transaction. Without its
    asker's name if they wish so: no page shows it, the audit trail knows."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    asker_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    votes: Mapped[int] = mapped_column(default=0)
    state: Mapped[QuestionState] = mapped_column(default=QuestionState.OPEN)
    at: Mapped[timestamp]

    session: Mapped[OnlineSession] = relationship()
    asker: Mapped[Person] = relationship()

    __table_args__ = (sa.CheckConstraint("votes >= 0", name="votes_are_counted"),)

    @classmethod
    def ask(cls, session: OnlineSession, text: str, *, by: Person, is_anonymous: bool) -> "RoomQuestion":
        room = SessionRoom.of(session)
        asked = cls(session=session, text=text, asker=by, is_anonymous=is_anonymous, votes=0, state=QuestionState.OPEN)
        db.session.add(asked)
        db.session.flush()
        asked._tell(room)
        return asked

    @property
    def asked_by(self) -> str:
        return "" if self.is_anonymous else self.asker.name

    def vote(self, *, by: Person) -> None:
        """Once more is a vote taken back."""
        if by.id == self.asker_id:
            raise Refused(_("This is your own question."))
        room = SessionRoom.of(self.session)
        keys = {"question_id": self.id, "person_id": by.id}
        new = insert_if_new(RoomQuestionVote, by=list(keys), **keys).returning(RoomQuestionVote.id)
        more = db.session.scalar(new) is not None
        if not more:
            db.session.execute(sa.delete(RoomQuestionVote).filter_by(**keys))
        step = RoomQuestion.votes + (1 if more else -1)
        db.session.execute(sa.update(RoomQuestion).where(RoomQuestion.id == self.id).values(votes=step))
        db.session.refresh(self)
        self._tell(room)

    def become(self, state: QuestionState) -> None:
        """Of one room, one question is talked about at a time; the one before was."""
        room = SessionRoom.of(self.session)
        db.session.refresh(self, ["state"])
        if state is QuestionState.NOW:
            for other in db.session.scalars(sa.select(RoomQuestion).filter_by(session_id=self.session_id, state=state)):
                other.state = QuestionState.ANSWERED
                other._tell(room)
        self.state = state
        self._tell(room)

    def _tell(self, room: SessionRoom) -> None:
        is_hidden = self.state is QuestionState.HIDDEN
        room.tell(
            EventKind.QUESTION,
            id=self.id,
            text="" if is_hidden else self.text,
            by="" if is_hidden else self.asked_by,
            at=self.at.timestamp(),
            votes=self.votes,
            state=self.state.value,
        )


class RoomQuestionVote(Model):
    """One for a person and a question."""

    is_audited = False

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("room_question.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))

    __table_args__ = (sa.UniqueConstraint("question_id", "person_id"),)
