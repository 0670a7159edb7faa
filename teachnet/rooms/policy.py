"""Who may come into a room, speak in it and lead it."""

from teachnet.accounts.models import Person
from teachnet.minutes.policy import can_read
from teachnet.teams.models import OnlineSession
from teachnet.teams.policy import has_seat, leads


def can_look(person: Person, session: OnlineSession) -> bool:
    """What was asked and answered stays to be read by those who may read the minutes."""
    return not session.is_cancelled and can_read(person, session)


def can_take_part(person: Person, session: OnlineSession) -> bool:
    """While the room is open: those who hold a seat, and the lead."""
    return session.is_on and (has_seat(person, session) or leads(person, session.team))


def can_run(person: Person, session: OnlineSession) -> bool:
    return session.is_on and leads(person, session.team)
