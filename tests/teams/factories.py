from datetime import timedelta

from teachnet.accounts.models import Person, Role, Stage, Subject
from teachnet.db import db, utcnow
from teachnet.teams.models import Audience, OnlineSession, Team
from tests.factories import a_county, saved, somebody


def a_team(**fields) -> Team:
    region = fields.pop("region", None) or a_county()
    lead = fields.pop("lead", None) or somebody(Role.RESEARCH_LEAD, region, "Wang")
    known = {"name": "Primary maths", "subject": Subject.MATHEMATICS, "stage": Stage.PRIMARY}
    return saved(Team(**{**known, "region": region, "lead": lead, **fields}))


def a_member(team: Team, person: Person) -> Person:
    team.take_in(person, by=team.lead)
    db.session.commit()
    return person


def a_session(team: Team | None = None, **fields) -> OnlineSession:
    team = team or a_team()
    planned = {
        "title": "When to ask why",
        "purpose": "",
        "starts_at": utcnow() + timedelta(days=3),
        "minutes": 90,
        "link": "https://meeting.example/1",
        "seats": None,
        "audience": Audience.TEAM,
        "agenda": [(10, "Two clips"), (20, "Discussion")],
    }
    session = OnlineSession(team=team, host=team.lead)
    session.plan(**{**planned, **fields})
    return saved(session)
