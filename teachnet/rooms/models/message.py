import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachnet.accounts.models import Person
from teachnet.db import Model, db, timestamp
from teachnet.rooms.models.room import EventKind, SessionRoom
from teachnet.teams.models import OnlineSession

LONGEST = 500


class RoomMessage(Model):
    """A line that somebody writes to everybody in the room."""

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("online_session.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    is_hidden: Mapped[bool] = mapped_column(default=False)
    at: Mapped[timestamp]

    session: Mapped[OnlineSession] = relationship()
    by: Mapped[Person] = relationship()

    @classmethod
    def say(cls, session: OnlineSession, text: str, *, by: Person) -> "RoomMessage":
        room = SessionRoom.of(session)
        message = cls(session=session, text=text, by=by, is_hidden=False)
        db.session.add(message)
        db.session.flush()
        message._tell(room)
        return message

    def hide(self) -> None:
        room = SessionRoom.of(self.session)
        self.is_hidden = True
        self._tell(room)

    def _tell(self, room: SessionRoom) -> None:
        said = {"text": "", "by": ""} if self.is_hidden else {"text": self.text, "by": self.by.name}
        room.tell(EventKind.MESSAGE, id=self.id, at=self.at.timestamp(), hidden=self.is_hidden, **said)
