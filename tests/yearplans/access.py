from teachnet.db import db, today
from teachnet.terms import school_year_of
from teachnet.yearplans.models import TargetKind, TeamPlan
from tests.access.rows import Row, nothing
from tests.teams.factories import a_member, a_team


def build(world) -> None:
    """A team that `lead` leads and `own` is in, with a plan for the year that runs."""
    lead, own = (world.people[name] for name in ("lead", "own"))
    team = a_team(region=world.county, lead=lead, name="Plans of a year")
    a_member(team, own)
    year = school_year_of(today())
    TeamPlan.write(team, year, "To ask more", {TargetKind.SESSIONS: 8}, seen=0, by=lead)
    db.session.commit()
    world.planning_team_id, world.planned_year = team.id, year.begins


def team(world) -> dict:
    return {"team_id": world.planning_team_id}


def year(world) -> dict:
    return team(world) | {"begins": world.planned_year}


# The team's, of the offices above its region, and of an auditor; its lead writes it.
# fmt: off
ROWS = {
    #                                           anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET yearplans.index": Row(nothing,        "302  200  200  200  200  200  302  403  200  200  200  403  403  200  403  200"),
    "GET yearplans.as_workbook": Row(nothing,  "302  200  200  200  200  200  302  403  200  200  200  403  403  200  403  200"),
    "GET yearplans.plan": Row(team,            "302  200  404  404  404  404  302  403  200  404  200  403  403  200  403  200"),
    "GET yearplans.edit": Row(year,            "302  403  404  404  404  404  302  403  403  404  403  403  403  200  403  403"),
    "POST yearplans.write": Row(year,          "302  403  404  404  404  404  302  403  403  404  403  403  403  303  403  403",
                                data=lambda w: {"text": "To ask less", "sessions": 4, "version": 1}),
}
