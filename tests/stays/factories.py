from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.stays.models import Stay, StaySource
from teachnet.teams.models import OnlineSession


def hold(session: OnlineSession, *, ended: timedelta = timedelta(hours=1)) -> OnlineSession:
    """Let it be over."""
    long = session.ends_at - session.starts_at
    session.ends_at = utcnow().replace(microsecond=0) - ended
    session.starts_at = session.ends_at - long
    db.session.commit()
    return session


def heard(session: OnlineSession, person: Person, first: float, last: float, source=StaySource.ROOM) -> None:
    """From one minute of the session to another."""
    began, ended = (session.starts_at + timedelta(minutes=minute) for minute in (first, last))
    db.session.add(Stay(session_id=session.id, person=person, source=source, began_at=began, ended_at=ended))
    db.session.commit()
