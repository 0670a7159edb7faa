"""What the reports say of teams, against a term that can be counted by hand."""

from datetime import timedelta

import pytest

from teachnet.db import db, today, utcnow
from teachnet.minutes import actions as minutes
from teachnet.minutes.models import EntryKind
from teachnet.reports.reckoning import sheet
from teachnet.reports.words import ReportKind
from teachnet.stays import actions as stays
from teachnet.stays.queries import confirmation_of
from teachnet.teams.models import OnlineSession
from tests.factories import a_county, a_school, a_school_admin, a_teacher, the_city
from tests.minutes.factories import a_paragraph, a_sitting, an_item
from tests.stays.factories import heard, hold
from tests.teams.factories import a_member, a_session, a_team


def told(kind, scope) -> list[dict]:
    made = sheet(kind, scope, today().year)
    names = [column.name for column in made.columns]
    return [dict(zip(names, row, strict=True)) for row in [*made.rows, made.total]]


@pytest.fixture
def county(app):
    return a_county(name="Zhangdian", code="370303")


@pytest.fixture
def term(county):
    """Two sittings; Han, of a rural school, was at both, Li at the first, Bai at none for long enough."""
    team = a_team(region=county)
    rural, urban = a_school(county, name="Rural", is_rural=True), a_school(county, name="Urban")
    han, li, bai = (a_member(team, a_teacher(school, name)) for school, name in
                    ((rural, "Han"), (urban, "Li"), (urban, "Bai")))  # fmt: skip
    for number, there in enumerate(((han, li), (han,)), 1):
        session = a_sitting(team, minutes=60, title=f"Sitting {number}")
        for person in (han, li, bai):
            session.sign_up(person)
        hold(session, ended=timedelta(hours=5 - 2 * number))
        for person in there:
            heard(session, person, 0, 60)
        heard(session, bai, 0, 10)
        stays.confirm(session, [person.id for person in there], because="", by=team.lead)
        db.session.commit()
        a_paragraph(session, "Said.")
        decision = a_paragraph(session, "Decided.", kind=EntryKind.DECISION)
        an_item(session, han, days=number)
        if number == 1:
            minutes.approve(session, seen=decision.history[-1].id, by=team.lead)
            db.session.commit()
    called_off = a_session(team, title="Called off")
    called_off.cancel(reason="Storm")
    db.session.commit()
    return team


def test_each_team_is_told_by_what_was_confirmed_and_approved(county, term, time_machine):
    time_machine.move_to(utcnow() + timedelta(days=2))  # the first action item is overdue, the second due today

    row, total = told(ReportKind.TEAMS, county)

    assert row == {
        "team": "Primary maths", "members": 3, "sessions": 2, "took_part": 2, "from_rural": 1, "approved": 1,
        "decisions": 1, "to_do": 2, "overdue": 1, "rural_rate": 0.5,
    }  # fmt: skip
    assert (total["sessions"], total["took_part"]) == (2, 2)
    assert [one["team"] for one in told(ReportKind.TEAMS, a_county(name="Yiyuan"))] == [""]


def test_who_takes_part_is_told_by_the_ledger(county, term):
    a_teacher(a_school(a_county(name="Yiyuan", code="370323")))

    of_city = {row["part"]: row for row in told(ReportKind.RESEARCH, the_city())}
    of_county = {row["part"]: row for row in told(ReportKind.RESEARCH, county)}

    assert of_city["Zhangdian"] == {
        "part": "Zhangdian", "teachers": 3, "reached": 2, "attended": 3, "hours": 180, "reached_rate": 0.6667,
    }  # fmt: skip
    assert of_city["Yiyuan"]["reached"] == 0
    assert [of_county[name]["attended"] for name in ("Rural", "Urban")] == [2, 1]


def test_a_confirmation_that_was_taken_back_is_not_told(county, term):
    session = db.session.query(OnlineSession).filter_by(title="Sitting 1").one()
    stays.take_back(confirmation_of(session), by=term.lead, reason="Wrong list")
    db.session.commit()

    assert told(ReportKind.TEAMS, county)[0]["took_part"] == 1
    assert told(ReportKind.RESEARCH, county)[-1]["attended"] == 1


def test_a_school_sees_who_takes_part_and_not_the_teams(as_person, county, term):
    admin = as_person(a_school_admin(a_school(county)))

    assert admin.get("/reports/research").status == 200
    assert admin.get("/reports/teams").status == 403
