"""One's own calendar: on a page, and for calendar programs."""

from datetime import date, timedelta

import icalendar
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.db import db, today, utcnow
from teachnet.home.calendar import token_of
from teachnet.teams.models import Audience, OnlineSession
from teachnet.training.models import EnrolmentState
from tests.browsing import Browser
from tests.factories import a_county, a_school, a_teacher
from tests.projects.factories import a_participation, a_project
from tests.study.factories import a_course, a_group, a_learner
from tests.teams.factories import a_member, a_session, a_team
from tests.training.factories import a_cohort, an_enrolment


@pytest.fixture
def lin(app):
    """With a session, a class and a course that has a last day; and what is no business of hers."""
    county = a_county()
    lin = a_teacher(a_school(county), "Lin")
    group = a_group(a_course(title="Asking"), organisation=county, ends_on=today() + timedelta(days=5))
    a_learner(group.course, lin, group=group)
    done = a_group(a_course(title="Finished"), organisation=county, name="Done")
    a_learner(done.course, lin, group=done, finished_at=utcnow())
    a_learner(group.course, a_teacher(name="Xu"), group=group)
    team = a_team(region=county)
    a_session(team, title="Observing together", minutes=120).host = a_member(team, lin)
    a_participation(a_project(group.course, organisation=county), lin)
    cohort = a_cohort({county: 5})
    cohort.title = "Summer class"
    an_enrolment(cohort, teacher=lin, state=EnrolmentState.CONFIRMED)
    db.session.commit()
    return lin


def titles(page) -> list[str]:
    return [link.text for link in page.select("li.unit a")]


def events(visitor: Browser, person: Person) -> list:
    answer = visitor.get(f"/calendar/{token_of(person)}.ics")
    assert answer.status == 200, answer.text
    return icalendar.Calendar.from_ical(answer.response.data).walk("VEVENT")


def test_what_is_coming_stands_by_its_day(as_person, lin):
    page = as_person(lin).get("/calendar")
    assert sorted(titles(page)) == ["Finish “Asking”", "Last day of “Autumn”", "Observing together", "Summer class"]
    assert "Nothing is coming" in as_person(a_teacher(name="Bai")).get("/calendar").text


def test_a_calendar_program_reads_it_without_signing_in(visitor, lin):
    by_title = {str(event["summary"]): event for event in events(visitor, lin)}
    deadline = next(event for title, event in by_title.items() if "Asking" in title)
    assert (deadline["dtstart"].dt, deadline["dtend"].dt) == (
        today() + timedelta(days=5),
        today() + timedelta(days=6),
    )
    assert type(by_title["Summer class"]["dtstart"].dt) is date
    session = by_title["Observing together"]
    assert session["dtend"].dt - session["dtstart"].dt == timedelta(hours=2)
    assert len({str(event["uid"]) for event in by_title.values()}) == 4


def test_a_cancelled_session_stays_in_it_and_is_cancelled(visitor, lin):
    (before,) = (event for event in events(visitor, lin) if event["summary"] == "Observing together")
    db.session.scalars(sa.select(OnlineSession)).one().cancel(reason="Rain")
    db.session.commit()
    (after,) = (event for event in events(visitor, lin) if event["uid"] == before["uid"])
    assert (after["status"], after["sequence"] > before["sequence"]) == ("CANCELLED", True)


def test_the_address_is_a_key_that_ends(visitor, lin):
    address = f"/calendar/{token_of(lin)}.ics"
    assert visitor.get(address).status == 200
    assert visitor.get(f"/calendar/x{token_of(lin)}.ics").status == 404
    lin.password_set_at = utcnow()
    db.session.commit()
    assert visitor.get(address).status == 404
    address = f"/calendar/{token_of(lin)}.ics"
    lin.disabled_at = utcnow()
    db.session.commit()
    assert visitor.get(address).status == 404


def test_a_team_has_a_calendar_of_its_own_that_shows_what_the_owner_of_the_key_may_see(as_person, visitor):
    team = a_team()
    member, outsider = a_member(team, a_teacher(a_school(team.region))), a_teacher(a_school(team.region), "Out")
    stranger = a_teacher(a_school(a_county()), "Far")
    for title, audience in (("Closed", Audience.TEAM), ("Open", Audience.REGION)):
        a_session(team, title=title, audience=audience)

    def titles(person) -> list[str]:
        answer = visitor.get(f"/calendar/{token_of(person)}/teams/{team.id}.ics")
        found = icalendar.Calendar.from_ical(answer.response.data).walk("VEVENT") if answer.status == 200 else []
        return sorted(str(one["SUMMARY"]) for one in found)

    assert (titles(member), titles(outsider), titles(stranger)) == (["Closed", "Open"], ["Open"], [])
    (link,) = [a["href"] for a in as_person(member).get(f"/teams/{team.id}").select("a[href^=webcal]")]
    assert link.endswith(f"/calendar/{token_of(member)}/teams/{team.id}.ics")


def test_a_session_reminds_half_an_hour_before_and_a_cancelled_one_does_not(visitor):
    session = a_session()
    address = f"/calendar/{token_of(session.host)}.ics"

    def alarms():
        found = icalendar.Calendar.from_ical(visitor.get(address).response.data).walk("VALARM")
        return [one["TRIGGER"].dt for one in found]

    before = alarms()
    session.cancel(reason="Storm")
    db.session.commit()
    assert (before, alarms()) == ([timedelta(minutes=-30)], [])
