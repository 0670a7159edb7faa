from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import db, today
from teachnet.minutes.models import ActionItem, EntryKind, MinutesEntry
from teachnet.teams.models import OnlineSession, Team
from tests.factories import a_school, a_teacher, saved
from tests.teams.factories import a_member, a_session, a_team


def a_sitting(team: Team | None = None, **fields) -> OnlineSession:
    return a_session(team or a_team(), **fields)


def somebody_there(session: OnlineSession, name: str) -> Person:
    person = a_member(session.team, a_teacher(a_school(session.team.region), name))
    session.sign_up(person)
    db.session.commit()
    return person


def a_paragraph(session: OnlineSession, text: str, by: Person | None = None, **fields) -> MinutesEntry:
    return saved(MinutesEntry.write(session, text, **{"kind": EntryKind.NOTE, "by": by or session.host, **fields}))


def an_item(session: OnlineSession, owner: Person, what: str = "Ten questions", days: int = 7) -> ActionItem:
    due_on = today() + timedelta(days=days)
    return saved(ActionItem.agree(session, what, owner=owner, due_on=due_on, by=session.host))
