from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.rooms.models import RoomQuestion
from teachnet.teams.models import OnlineSession
from tests.factories import saved
from tests.minutes.factories import a_sitting


def a_room(**fields) -> OnlineSession:
    """A session that began a minute ago."""
    session = a_sitting(**fields)
    return begin(session)


def begin(session: OnlineSession, ago: timedelta = timedelta(minutes=1)) -> OnlineSession:
    long = session.ends_at - session.starts_at
    session.starts_at = utcnow() - ago
    session.ends_at = session.starts_at + long
    db.session.commit()
    return session


def a_question(session: OnlineSession, by: Person, text: str = "How long?", *, is_anonymous=False) -> RoomQuestion:
    return saved(RoomQuestion.ask(session, text, by=by, is_anonymous=is_anonymous))
