"""The plan of a team for a school year: its numbers are counted from what others vouch for."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db, today
from teachnet.errors import Overtaken, Refused
from teachnet.materials.models import MaterialUse, SessionMaterial
from teachnet.stays import actions as stays
from teachnet.terms import SchoolYear, school_year_of
from teachnet.yearplans import queries
from teachnet.yearplans.models import TargetKind, TeamPlan
from teachnet.yearplans.standing import Line, lines
from tests.factories import a_county, a_county_admin, a_school, a_teacher, somebody, the_city
from tests.library.factories import a_draft, a_published
from tests.observations.factories import a_lesson, handed_in
from tests.preparation.factories import a_preparation, agreed, discussed
from tests.stays.factories import heard, hold
from tests.teams.factories import a_member, a_session, a_team

SESSIONS, PREPARATIONS, LESSONS, OUTCOMES = TargetKind
THIS = school_year_of(today())


@pytest.fixture
def team(app):
    """With a member, Lin."""
    county = a_county()
    team = a_team(region=county)
    a_member(team, a_teacher(a_school(county), "Lin"))
    return team


def written(team, text="To ask more", *, seen=0, year=THIS, **numbers):
    targets = {TargetKind(name): number for name, number in numbers.items()}
    plan = TeamPlan.write(team, year, text, targets, seen=seen, by=team.lead)
    db.session.commit()
    return plan


def done(team, year=THIS):
    return tuple(db.session.execute(queries.done_by(team, year)).one())


@pytest.mark.parametrize(
    ("day", "begins", "passed"),
    [(date(2026, 8, 1), 2026, 0.0), (date(2026, 7, 31), 2025, 364 / 365), (date(2027, 1, 31), 2026, 183 / 365)],
)
def test_a_school_year_begins_in_august(day, begins, passed):
    year = school_year_of(day)
    assert (year.begins, year.passed(day)) == (begins, passed)
    assert (SchoolYear(2030).passed(day), SchoolYear(2020).passed(day)) == (0.0, 1.0)


def test_a_plan_is_written_and_written_anew(team):
    plan = written(team, sessions=8, lessons=4)
    assert {one.kind: one.number for one in plan.targets} == {SESSIONS: 8, LESSONS: 4}
    written(team, "To ask less", seen=1, sessions=6, lessons=0, outcomes=2)
    assert {one.kind: one.number for one in plan.targets} == {SESSIONS: 6, OUTCOMES: 2}
    assert (plan.text, plan.version, db.session.scalar(sa.select(sa.func.count(TeamPlan.id)))) == ("To ask less", 2, 1)


def test_two_windows_do_not_write_over_one_another(team, as_person):
    written(team)
    with pytest.raises(Overtaken):
        written(team, "From a window opened before", seen=0)
    db.session.rollback()
    at = f"/teams/{team.id}/plan/{THIS.begins}/edit"
    page = as_person(team.lead).post(at, text="From a window opened before", sessions=5, version=0)
    assert page.status == 409
    assert page.find("textarea", id="text").text.strip() == "From a window opened before"
    assert "To ask more" in page.text
    seen = page.find("input", id="version")["value"]
    assert as_person(team.lead).post(at, text="Both", sessions=5, version=seen).status == 303


def test_a_year_that_is_over_stays_as_it_was(team, as_person):
    past = SchoolYear(THIS.begins - 1)
    with pytest.raises(Refused, match="over"):
        written(team, year=past)
    db.session.rollback()
    assert as_person(team.lead).get(f"/teams/{team.id}/plan/{past.begins}/edit").status == 403
    assert as_person(team.lead).get(f"/teams/{team.id}/plan/1999/edit").status == 404
    assert as_person(team.lead).get(f"/teams/{team.id}/plan/{THIS.begins + 1}/edit").status == 200


@pytest.mark.parametrize("wrong", [{"sessions": 501}, {"sessions": -1}, {"sessions": "many"}, {"text": ""}])
def test_what_is_no_plan_comes_back_as_it_was_typed(team, as_person, wrong):
    at = f"/teams/{team.id}/plan/{THIS.begins}/edit"
    page = as_person(team.lead).post(at, **{"text": "To ask more", "lessons": 3, "version": 0, **wrong})
    assert (page.status, page.find("input", id="lessons")["value"]) == (422, "3")
    assert db.session.scalars(sa.select(TeamPlan)).all() == []


def test_sessions_count_once_they_are_confirmed(team):
    session = hold(a_session(team))
    lin = team.memberships[0].person
    heard(session, lin, 0, 90)
    hold(a_session(team))  # held, and nobody has confirmed it
    assert done(team) == (0, 0, 0, 0)
    stays.confirm(session, [lin.id], because="", by=team.lead)
    db.session.commit()
    assert done(team) == (1, 0, 0, 0)
    assert done(team, SchoolYear(THIS.begins - 1)) == (0, 0, 0, 0)
    assert done(a_team(region=team.region, lead=team.lead, name="Another")) == (0, 0, 0, 0)


def test_plans_count_once_they_are_agreed(team):
    lin = team.memberships[0].person
    discussed(a_preparation(team, lin))
    plan = agreed(a_preparation(team, lin))
    assert done(team) == (0, 1, 0, 0)
    plan.discuss_again(by=team.lead, reason="A mistake")
    db.session.commit()
    assert done(team) == (0, 0, 0, 0)


def test_lessons_count_once_a_sheet_is_handed_in(team):
    lin = team.memberships[0].person
    sheet = a_lesson(team, team.lead, lin).sheets[0]
    assert done(team) == (0, 0, 0, 0)
    handed_in(sheet)
    assert done(team) == (0, 0, 1, 0)


def test_resources_count_once_they_are_published(team):
    first, second = a_session(team), a_session(team)
    lin = team.memberships[0].person
    published = a_published(lin).resource
    for session, resource, use in (
        (first, published, MaterialUse.OUTCOME),
        (second, published, MaterialUse.OUTCOME),  # the same one: once
        (first, a_published(lin).resource, MaterialUse.MATERIAL),
        (first, a_draft(lin).resource, MaterialUse.OUTCOME),
    ):
        SessionMaterial.lay_out(session, resource, use=use, by=team.lead)
        db.session.commit()
    assert done(team) == (0, 0, 0, 1)


def test_a_line_is_held_against_the_calendar():
    looks = [Line(SESSIONS, number, 10, 0.5).look for number in (0, 2, 3, 5, 10)]
    assert looks == ["bad", "bad", "wait", "good", "good"]
    assert (Line(SESSIONS, 3, 0, 0.5).look, Line(SESSIONS, 0, 10, 0.0).look) == ("quiet", "good")


def test_only_what_is_aimed_at_or_done_is_shown(team):
    plan = written(team, sessions=8)
    shown = lines(plan, (0, 2, 0, 0), THIS, today())
    assert [(line.kind, line.done, line.aimed_at) for line in shown] == [(SESSIONS, 0, 8), (PREPARATIONS, 2, 0)]
    assert lines(None, (0, 0, 0, 0), THIS, today()) == []


def test_who_sees_the_plans(team, as_person):
    written(team)
    lin, office = team.memberships[0].person, a_county_admin(team.region)
    elsewhere = somebody(Role.RESEARCH_LEAD, a_county(the_city(), name="Yiyuan"), "Far")
    auditor = somebody(Role.AUDITOR, the_city(), "Auditor")
    stranger = a_teacher(lin.school, "Stranger")
    people = (team.lead, lin, office, auditor, elsewhere, stranger)
    seen = [as_person(person).get(f"/teams/{team.id}/plan").status for person in people]
    assert seen == [200, 200, 200, 200, 404, 404]
    listed = [f"team-{team.id}" in str(as_person(person).get("/teams/plans")) for person in people]
    assert listed == [True, True, True, True, False, False]


def test_a_list_of_one_and_of_four_asks_as_often(team, as_person, statements):
    office = as_person(a_county_admin(team.region))

    def asked():
        office.get("/teams/plans")
        before = len(statements)
        office.get("/teams/plans")
        return len(statements) - before

    written(team, sessions=8)
    once = asked()
    for number in range(3):
        written(a_team(region=team.region, name=f"Team {number}"), sessions=8, lessons=2)
    assert asked() == once


def test_the_sheet_has_a_row_for_each_team(team, as_person):
    written(team, sessions=8)
    closed = a_team(region=team.region, name="Closed long ago")
    closed.closed_on = THIS.first - timedelta(days=1)
    db.session.commit()
    file = as_person(team.lead).get(f"/teams/plans.xlsx?year={THIS.begins}").response.data
    rows = list(openpyxl.load_workbook(BytesIO(file)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[4:] if row[0]] == [team.name]
    assert rows[-1][3:6] == ("written", 0, 8)
