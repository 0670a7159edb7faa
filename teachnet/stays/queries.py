"""Who stayed, as far as the reader may see it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Appointment, Person
from teachnet.db import db
from teachnet.spans import total
from teachnet.stays import policy
from teachnet.stays.models import SessionConfirmation, SessionRules, Stay
from teachnet.stays.reckoning import MINUTE, Attended, Window, spans_of
from teachnet.teams.models import OnlineSession, SignUp, SignUpState
from teachnet.teams.queries import WITH_TEAM, people_around, sessions_visible_to

WITH_SCHOOL = selectinload(Person.appointments).joinedload(Appointment.organisation)


def sessions_seen_by(person: Person) -> sa.Select:
    """With what the policy asks for."""
    return sessions_visible_to(person).options(*WITH_TEAM)


def stays_visible_to(person: Person, session: OnlineSession) -> sa.Select:
    stays = sa.select(Stay).where(Stay.session_id == session.id)
    return stays if policy.can_see_everybody(person, session) else stays.where(Stay.person_id == person.id)


def people_of(session: OnlineSession) -> sa.Select:
    """Who signed up, and whoever was there without."""
    seated = sa.select(SignUp.person_id).where(SignUp.session_id == session.id, SignUp.state == SignUpState.SIGNED_UP)
    there = sa.select(Stay.person_id).where(Stay.session_id == session.id)
    among = sa.select(Person).where(Person.id.in_(seated) | Person.id.in_(there))
    return among.options(WITH_SCHOOL).order_by(Person.name, Person.id)


def attended(session: OnlineSession, reader: Person, *, rules: SessionRules) -> list[Attended]:
    """A line for each person the reader may see, in the order of their names."""
    window = Window(session.starts_at, session.ends_at)
    rows = stays_visible_to(reader, session).with_only_columns(Stay.person_id, Stay.began_at, Stay.ended_at)
    spans = spans_of(window, (tuple(row) for row in db.session.execute(rows)))
    people = people_of(session)
    if not policy.can_see_everybody(reader, session):
        people = people.where(Person.id == reader.id)
    seated = {one.person_id for one in session.sign_ups if one.state is SignUpState.SIGNED_UP}
    return [
        Attended(
            person,
            window,
            rules.least_share,
            has_signed_up=person.id in seated,
            leads=person.id == session.team.lead_id,
            spans=spans.get(person.id, []),
        )
        for person in db.session.scalars(people)
    ]


def confirmation_of(session: OnlineSession) -> SessionConfirmation | None:
    standing = SessionConfirmation.standing_of(session).options(
        joinedload(SessionConfirmation.by), selectinload(SessionConfirmation.lines)
    )
    return db.session.scalars(standing).first()


def may_have_been_there(session: OnlineSession) -> Sequence[Person]:
    """Whom a list of the video call may name."""
    return db.session.scalars(people_around(session)).all()


def minutes_of(session: OnlineSession, person: Person) -> int:
    """How long somebody has stayed so far, in whole minutes of the session."""
    window = Window(session.starts_at, session.ends_at)
    mine = sa.select(Stay.person_id, Stay.began_at, Stay.ended_at).where(
        Stay.session_id == session.id, Stay.person_id == person.id
    )
    spans = spans_of(window, (tuple(row) for row in db.session.execute(mine)))
    return total(spans.get(person.id, [])) // MINUTE
