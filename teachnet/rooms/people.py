"""Who is in the room at this moment, and how long the reader has been."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.rooms.queries import people_in
from teachnet.stays.models import SessionRules
from teachnet.stays.queries import minutes_of
from teachnet.teams.models import OnlineSession


@dataclass(frozen=True)
class Around:
    people: Sequence[tuple[str, bool]]  # the name of who came in, are they still here
    minutes: int  # of the reader, as they count
    needed: int

    @property
    def here(self) -> int:
        return sum(is_here for _name, is_here in self.people)


def around_now(session: OnlineSession, reader: Person) -> Around:
    rules = SessionRules.in_force()
    needed = -(-session.minutes * rules.least_share // 100)
    people = people_in(session, silence=timedelta(minutes=rules.silence))
    return Around(people, minutes_of(session, reader), needed)
