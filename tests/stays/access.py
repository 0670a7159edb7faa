from datetime import timedelta

from teachnet.db import db, utcnow
from teachnet.teams.models import Audience
from tests.access.rows import Row, nothing
from tests.stays.factories import heard
from tests.teams.factories import a_member, a_session, a_team


def build(world) -> None:
    """A session that is over, open to the region, at which `own` was, who had signed up."""
    lead, own = world.people["lead"], world.people["own"]
    team = a_team(region=world.county, lead=lead, name="Primary music")
    a_member(team, own)
    held = a_session(team, audience=Audience.REGION)
    held.sign_up(own)
    held.starts_at, held.ends_at = utcnow() - timedelta(hours=3), utcnow() - timedelta(hours=2)
    db.session.commit()
    heard(held, own, 0, 60)
    world.held_id = held.id


def held(world) -> dict:
    return {"session_id": world.held_id}


# fmt: off
ROWS = {
    #                                       anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET stays.sheet": Row(held,           "302  200  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "POST stays.confirm": Row(held,        "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                              data=lambda w: {"counts": w.people["own"].id}),
    "POST stays.take_back": Row(held,      "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                                data=lambda w: {"reason": "A mistake"}),
    # Without a file.
    "POST stays.bring_call": Row(held,     "302  403  403  403  404  404  302  403  403  404  403  403  403  422  404  403"),
    "POST stays.export": Row(held,         "302  403  403  403  404  404  302  403  200  404  200  403  403  200  404  200"),
    "GET stays.rules": Row(nothing,        "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST stays.set_rules": Row(nothing,   "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                data=lambda w: {"least_share": "80", "silence": "3"}),
}
