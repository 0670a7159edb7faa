from datetime import timedelta

from teachnet.db import db, today
from tests.access.rows import Row, nothing
from tests.factories import a_teacher
from tests.teams.factories import a_member, a_session, a_team


def build(world) -> None:
    """A team of the county led by `lead`, with `own` as a member who has signed up, and somebody who asks to join."""
    world.team = a_team(region=world.county, lead=world.people["lead"])
    a_member(world.team, world.people["own"])
    world.applicant = a_teacher(world.school, "Applicant")
    world.application = world.team.receive_application(by=world.applicant)
    a_team_of_guests = a_team(region=world.county, lead=world.people["lead"], name="Studio of guests")
    invitation = a_team_of_guests.invite(world.people["own"], by=world.people["lead"])
    db.session.flush()
    world.invitation_id = invitation.id
    world.team_session = a_session(world.team)
    world.team_session.sign_up(world.people["own"])


def team(world) -> dict:
    return {"team_id": world.team.id}


def session(world) -> dict:
    return {"session_id": world.team_session.id}


def application(world) -> dict:
    return {"membership_id": world.application.id}


def invitation(world) -> dict:
    return {"membership_id": world.invitation_id}


def plan(world) -> dict:
    day = today() + timedelta(days=2)
    return {"title": "Why", "day": day.isoformat(), "time": "19:00", "minutes": "60", "audience": "team"}


def a_new_team(world) -> dict:
    return {
        "name": "Science",
        "kind": "studio",
        "subject": "science",
        "stage": "primary",
        "region": world.county.id,
        "lead": "",
    }


# fmt: off
ROWS = {
    #                                               anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET teams.index": Row(nothing,                "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    # Whoever works in the county sees its team; the reviewer works for the whole city, above it, and does not.
    "GET teams.team": Row(team,                    "302  200  200  200  404  404  302  200  200  404  200  200  200  200  404  200"),
    "GET teams.new_team": Row(nothing,             "302  403  403  403  403  403  302  403  200  200  200  403  403  200  403  403"),
    "POST teams.found_team": Row(nothing,          "302  403  403  403  403  403  302  403  303  422  303  403  403  303  403  403",
                                 data=a_new_team),
    "POST teams.apply": Row(team,                  "302  403  303  303  404  404  302  403  403  404  403  403  403  403  404  403"),
    "POST teams.leave": Row(team,                  "302  303  403  403  404  404  302  403  403  404  403  403  403  403  404  403"),
    "POST teams.take_in": Row(team,                "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                              data=lambda w: {"name": "Colleague"}),
    "POST teams.invite": Row(team,                 "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                             data=lambda w: {"name": "Colleague"}),
    "POST teams.join": Row(invitation,             "302  303  404  404  404  404  302  404  403  404  403  404  404  403  404  403"),
    "POST teams.turn_down": Row(invitation,        "302  303  404  404  404  404  302  404  403  404  403  404  404  403  404  403"),
    "POST teams.accept": Row(application,          "302  404  404  404  404  404  302  404  403  404  403  404  404  303  404  403"),
    "POST teams.decline": Row(application,         "302  404  404  404  404  404  302  404  403  404  403  404  404  303  404  403"),
    "GET teams.new_session": Row(team,             "302  403  403  403  404  404  302  403  403  404  403  403  403  200  404  403"),
    "POST teams.plan_session": Row(team,           "302  403  403  403  404  404  302  403  403  404  403  403  403  303  404  403",
                                   data=plan),
    # A session for the team's members alone.
    "GET teams.session": Row(session,              "302  200  404  404  404  404  302  404  200  404  200  404  404  200  404  200"),
    "GET teams.edit_session": Row(session,         "302  403  404  404  404  404  302  404  403  404  403  404  404  200  404  403"),
    "POST teams.change_session": Row(session,      "302  403  404  404  404  404  302  404  403  404  403  404  404  303  404  403",
                                     data=plan),
    "POST teams.cancel_session": Row(session,      "302  403  404  404  404  404  302  404  403  404  403  404  404  303  404  403",
                                     data=lambda w: {"reason": "Storm"}),
    "POST teams.sign_up": Row(session,             "302  409  404  404  404  404  302  404  403  404  403  404  404  303  404  403"),
    "POST teams.withdraw": Row(session,            "302  303  404  404  404  404  302  404  409  404  409  404  404  409  404  409"),
    "GET teams.session_calendar": Row(session,     "302  200  404  404  404  404  302  404  200  404  200  404  404  200  404  200"),
    "GET teams.my_calendar": Row(nothing,          "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
}
