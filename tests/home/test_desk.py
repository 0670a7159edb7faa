"""What stands on whose desk."""

from datetime import timedelta

import pytest

from teachnet.accounts.models import Role, Stage, Subject
from teachnet.db import utcnow
from teachnet.teams.models import Audience, Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team
from tests.factories import a_county, a_school, a_school_admin, a_teacher, saved, somebody


def todo(page):
    return [item.select_one("h3").text for item in page.select(".desk-item")]


def a_team(lead, region, **fields):
    return saved(
        Team(
            **{
                "name": "Maths team",
                "subject": Subject.MATHEMATICS,
                "stage": Stage.PRIMARY,
                "lead": lead,
                "region": region,
            }
            | fields
        )
    )


def a_session(team, days=2, **fields):
    starts_at = utcnow() + timedelta(days=days)
    planned = {"title": "When to probe", "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=90)}
    return saved(OnlineSession(**{"team": team, "host": team.lead} | planned | fields))


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def lead(county):
    return somebody(Role.RESEARCH_LEAD, county, "Wang Xiulan")


@pytest.fixture
def team(lead, county):
    return a_team(lead, county)


@pytest.fixture
def teacher(county, team):
    teacher = a_teacher(a_school(county), "Zhou Min")
    saved(Membership(team=team, person=teacher, state=MembershipState.MEMBER))
    return teacher


def test_a_clear_desk_is_told_kindly(as_person):
    page = as_person(a_teacher()).get("/")

    assert page.select_one("h1").text == "Zhou Min, nothing is due this week"
    assert page.select_one(".empty h2").text == "Nothing waits for you"


def test_a_team_invites_its_members_until_they_answer(as_person, teacher, team):
    session = a_session(team)
    page = as_person(teacher).get("/")
    assert [button.contents[0] for button in page.select(".desk-item .button")] == ["Sign up"]

    saved(SignUp(session=session, person=teacher, state=SignUpState.WITHDRAWN))
    assert todo(as_person(teacher).get("/")) == []


def test_a_seat_stands_on_the_desk_and_beside_it(as_person, teacher, team):
    saved(SignUp(session=a_session(team), person=teacher, state=SignUpState.SIGNED_UP))

    page = as_person(teacher).get("/")

    assert todo(page) == ["When to probe"]
    assert page.select_one("[aria-labelledby=next-session] h3").text == "When to probe"


def test_sessions_of_other_teams_cancelled_or_far_ones_are_not_there(as_person, teacher, team):
    other = a_team(somebody(Role.RESEARCH_LEAD, a_county()), a_county(), name="Elsewhere")
    a_session(other, title="Another county's", audience=Audience.REGION)
    a_session(team, title="Cancelled", cancelled_at=utcnow())
    a_session(team, title="Next month", days=30)

    assert todo(as_person(teacher).get("/")) == []


def test_a_lead_decides_who_joins_and_plans_what_comes(as_person, lead, team, county):
    saved(Membership(team=team, person=a_teacher(a_school(county)), state=MembershipState.APPLIED))
    assert todo(as_person(lead).get("/")) == ["One teacher asks to join", "Plan the next session"]

    a_session(team)
    assert todo(as_person(lead).get("/")) == ["When to probe", "One teacher asks to join"]


def test_a_school_sees_who_has_never_signed_in_there_and_nowhere_else(as_person):
    school = a_school()
    admin = a_school_admin(school)
    admin.password_hash = "set"
    a_teacher(school, "Without")
    a_teacher(school, "With", password_hash="set")
    a_teacher(a_school(), "Elsewhere")

    assert todo(as_person(admin).get("/")) == ["One colleague has never signed in"]


def test_the_desk_costs_the_same_however_much_is_on_it(as_person, statements, teacher, team):
    browser, costs = as_person(teacher), []
    for _number in range(3):
        a_session(team)
        statements.clear()
        browser.get("/")
        costs.append(len(statements))

    assert costs[0] == costs[2] <= 8
