"""The plan of the demo lead's team for the school year that runs, and the one of the year before."""

import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.db import db, today
from teachnet.demo.seed.city import City
from teachnet.teams.models import Team
from teachnet.terms import SchoolYear, school_year_of
from teachnet.yearplans.models import PlanTarget, TargetKind, TeamPlan

THIS_YEAR = (
    "本学年只抓一件事：课堂提问以后的等待。上学期先在三所学校各录两节课，找到起点；每月一次线上教研，一次看片段，一次改教案。"
    "下学期把改过的教案拿到乡村学校去上，请他们提意见。"
)
LAST_YEAR = "以“数与代数”单元整体教学为主线，每月一次线上教研，学年末形成一套可用的单元教案。"
AIMS = {TargetKind.SESSIONS: 10, TargetKind.PREPARATIONS: 4, TargetKind.LESSONS: 12, TargetKind.OUTCOMES: 3}


def fill(city: City) -> None:
    lead = db.session.get_one(Person, city.accounts["lead"].id)
    team = db.session.scalars(sa.select(Team).where(Team.lead_id == lead.id).order_by(Team.id)).first()
    this = school_year_of(today())
    TeamPlan.write(team, this, THIS_YEAR, AIMS, seen=0, by=lead)
    _of_a_year_that_is_over(team, SchoolYear(this.begins - 1), lead)
    db.session.flush()


def _of_a_year_that_is_over(team: Team, year: SchoolYear, lead: Person) -> None:
    targets = [PlanTarget(kind=TargetKind.SESSIONS, number=8), PlanTarget(kind=TargetKind.OUTCOMES, number=2)]
    db.session.add(
        TeamPlan(team_id=team.id, year=year.begins, text=LAST_YEAR, version=1, written_by=lead, targets=targets)
    )
