import threading
from datetime import date, datetime, time, timedelta

import icalendar
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role, Subject
from teachnet.db import CITY_TIME, db, today, utcnow
from teachnet.errors import Refused
from teachnet.teams import policy
from teachnet.teams.forms import agenda_of
from teachnet.teams.models import Audience, OnlineSession, SignUp, SignUpState
from tests.factories import a_county, a_school, a_teacher, somebody
from tests.teams.factories import a_member, a_session, a_team


def plan(**changes) -> dict:
    form = {
        "title": "When to ask why",
        "day": (today() + timedelta(days=3)).isoformat(),
        "time": "19:00",
        "minutes": "90",
        "audience": "team",
        "agenda": "10 Two clips\n20 分钟 讨论",
    }
    return form | changes


def states(session) -> list[tuple[str, str]]:
    return [(one.person.name, one.state.value) for one in session.sign_ups]


def test_a_lead_plans_a_session_in_one_form(as_person):
    team = a_team()
    browser = as_person(team.lead)

    answer = browser.post(f"/teams/{team.id}/sessions/new", **plan())

    session = db.session.scalars(sa.select(OnlineSession)).one()
    assert (answer.status, answer.location) == (303, f"/teams/sessions/{session.id}")
    assert [(item.minutes, item.title) for item in session.agenda] == [(10, "Two clips"), (20, "讨论")]
    assert "can sign up now" in browser.get(answer.location).select_one("#flash").text
    assert session.starts_at.astimezone(None).minute == 0
    assert session.minutes == 90


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "What is the session about?"),
        ({"day": "9999-12-31", "time": "23:59"}, "On which day?"),
        ({"day": "2020-01-01"}, "That is past. A session begins in the future."),
        ({"agenda": "no minutes here"}, "This line does not begin with its minutes: “no minutes here”"),
        ({"minutes": "0"}, "From 5 to 600 minutes."),
        ({"minutes": "9" * 400}, "From 5 to 600 minutes."),
        ({"link": "javascript:alert(1)"}, "Paste the whole link, beginning with https://"),
    ],
)
def test_a_form_that_cannot_be_planned_says_why_and_keeps_what_was_typed(as_person, wrong, said):
    team = a_team()

    page = as_person(team.lead).post(f"/teams/{team.id}/sessions/new", **plan(purpose="Bring a clip", **wrong))

    assert (page.status, page.select_one("[name=purpose]").text.strip()) == (422, "Bring a clip")
    assert said in [error.text.strip() for error in page.select(".field .error")]


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("10 说课", (10, "说课")),
        ("10分钟 说课", (10, "说课")),
        ("15 min discussion", (15, "discussion")),
        ("5：小结", (5, "小结")),
        ("20 3 questions", (20, "3 questions")),
    ],
)
def test_an_agenda_line_begins_with_its_minutes(line, understood):
    assert agenda_of(line) == [understood]


def test_members_sign_up_and_the_one_too_many_waits(as_person):
    team = a_team()
    session = a_session(team, seats=1)
    first, second = (a_member(team, a_teacher(a_school(team.region), name)) for name in ("Zhou", "Li"))

    seat = as_person(first, htmx=True).post(f"/teams/sessions/{session.id}/sign-up")
    as_person(second).post(f"/teams/sessions/{session.id}/sign-up")

    assert seat.select_one(".badge").text.strip() == "Signed up"
    assert states(session) == [("Zhou", "signed_up"), ("Li", "waiting")]


def test_a_seat_given_back_goes_to_whoever_waits_longest(app):
    team = a_team()
    session = a_session(team, seats=1)
    people = [a_member(team, a_teacher(a_school(team.region), name)) for name in ("Zhou", "Li", "Qian")]
    for person in people:
        session.sign_up(person)
        db.session.commit()

    session.withdraw(session.sign_up_of(people[0]))
    db.session.commit()

    assert states(session) == [("Zhou", "withdrawn"), ("Li", "signed_up"), ("Qian", "waiting")]


def test_more_seats_let_the_waiting_in_and_fewer_throw_nobody_out(app):
    team = a_team()
    session = a_session(team, seats=1)
    for name in ("Zhou", "Li", "Qian"):
        session.sign_up(a_member(team, a_teacher(a_school(team.region), name)))
        db.session.commit()

    def seats(number):
        session.plan(
            title=session.title, purpose="", starts_at=session.starts_at, minutes=90, link=session.link, seats=number,
            audience=session.audience, agenda=[],
        )  # fmt: skip
        db.session.commit()
        return [one.state for one in session.sign_ups].count(SignUpState.SIGNED_UP)

    assert [seats(2), seats(1), seats(3)] == [2, 2, 3]


def race(app, session, people) -> int:
    """Everybody presses at once; how many hold a seat?"""
    start = threading.Barrier(len(people))

    def press(person_id):
        with app.app_context():
            start.wait()
            mine = db.session.get(OnlineSession, session.id)
            mine.sign_up(db.session.get(type(people[0]), person_id))
            db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=press, args=(person.id,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seated = sa.select(sa.func.count()).where(SignUp.session_id == session.id, SignUp.state == SignUpState.SIGNED_UP)
    db.session.rollback()
    return db.session.scalar(seated)


def test_twelve_who_press_at_once_fill_exactly_five_seats(app):
    team = a_team()
    session = a_session(team, seats=5)
    school = a_school(team.region)
    people = [a_member(team, a_teacher(school, f"T{n}")) for n in range(12)]

    assert race(app, session, people) == 5
    db.session.expire_all()
    assert sorted(one.place for one in session.sign_ups) == list(range(1, 13))


def test_a_session_for_the_team_is_not_seen_by_others_of_the_region(as_person):
    team = a_team()
    closed, opened = a_session(team, title="Closed"), a_session(team, title="Open", audience=Audience.REGION)
    outsider, stranger = a_teacher(a_school(team.region), "Outsider"), a_teacher(a_school(a_county()), "Stranger")

    assert as_person(outsider).get(f"/teams/sessions/{closed.id}").status == 404
    assert as_person(outsider).get(f"/teams/sessions/{opened.id}").status == 200
    assert as_person(stranger).get(f"/teams/sessions/{opened.id}").status == 404
    assert as_person(stranger).post(f"/teams/sessions/{opened.id}/sign-up").status == 404


def test_the_link_of_the_call_is_for_those_who_hold_a_seat(as_person):
    team = a_team()
    session = a_session(team)
    member = a_member(team, a_teacher(a_school(team.region)))
    page = f"/teams/sessions/{session.id}"

    assert "meeting.example" not in as_person(member).get(page).text + str(as_person(member).get(page))
    as_person(member).post(f"{page}/sign-up")
    assert as_person(member).get(page).select_one('a[href="https://meeting.example/1"]')


def test_a_calendar_takes_a_change_and_a_cancellation_as_the_same_event(as_person):
    team = a_team()
    session = a_session(team)
    lead = as_person(team.lead)

    def event():
        feed = icalendar.Calendar.from_ical(lead.get("/teams/sessions.ics").response.data)
        (only,) = feed.walk("VEVENT")
        return str(only["UID"]), int(only["SEQUENCE"]), str(only["STATUS"]), only.decoded("DTSTART")

    before = event()
    lead.post(f"/teams/sessions/{session.id}/edit", **plan(title="Later"))
    changed = event()
    lead.post(f"/teams/sessions/{session.id}/cancellation", reason="Storm")
    gone = event()

    assert before[0] == changed[0] == gone[0]
    assert [before[1], changed[1], gone[1]] == [0, 1, 2]
    assert gone[2] == "CANCELLED"


def test_a_session_that_is_over_takes_nobody(app):
    team = a_team()
    session = a_session(team)
    session.starts_at, session.ends_at = utcnow() - timedelta(hours=2), utcnow() - timedelta(hours=1)
    db.session.commit()

    with pytest.raises(Refused, match="over"):
        session.sign_up(a_member(team, a_teacher(a_school(team.region))))


def test_a_list_of_sessions_costs_the_same_for_one_and_for_many(as_person, statements):
    team = a_team()
    member = as_person(a_member(team, a_teacher(a_school(team.region))))
    costs = []

    for many in (1, 8):
        for n in range(many):
            session = a_session(team, title=f"S{n}")
            session.sign_up(a_member(team, a_teacher(a_school(team.region), f"P{many}{n}")))
        statements.clear()
        member.get("/teams/")
        costs.append(len(statements))

    assert costs[0] == costs[1]


def test_a_series_is_planned_at_once_and_each_sitting_stands_for_itself(as_person):
    team = a_team()
    lead = as_person(team.lead)

    lead.post(f"/teams/{team.id}/sessions/new", **plan(every="2", times="3"))

    sessions = db.session.scalars(sa.select(OnlineSession).order_by(OnlineSession.starts_at)).all()
    days = [(one.starts_at - sessions[0].starts_at).days for one in sessions]
    assert (days, [len(one.agenda) for one in sessions]) == ([0, 14, 28], [2, 2, 2])
    lead.post(f"/teams/sessions/{sessions[1].id}/cancellation", reason="Holiday")
    assert [one.is_cancelled for one in sessions] == [False, True, False]


@pytest.mark.parametrize(
    "wrong", [{"every": "2"}, {"every": "2", "times": "1"}, {"every": "1", "times": "999"}, {"every": "3"}]
)
def test_a_series_says_how_many_there_are(as_person, wrong):
    team = a_team()

    page = as_person(team.lead).post(f"/teams/{team.id}/sessions/new", **plan(**wrong))

    assert (page.status, db.session.scalars(sa.select(OnlineSession)).all()) == (422, [])


def test_another_like_it_takes_over_all_but_the_day(as_person):
    session = a_session(seats=30)

    page = as_person(session.host).get(f"/teams/{session.team_id}/sessions/new?like={session.id}")

    assert page.select_one("[name=title]")["value"] == session.title
    assert page.select_one("[name=agenda]").text.strip().splitlines() == ["10 Two clips", "20 Discussion"]
    assert (page.select_one("[name=seats]")["value"], page.select_one("[name=day]").get("value", "")) == ("30", "")


@pytest.mark.parametrize("like", ["x", "9" * 400, "-1", "999"])
def test_nothing_to_copy_is_an_empty_form(as_person, like):
    team = a_team()

    page = as_person(team.lead).get(f"/teams/{team.id}/sessions/new?like={like}")

    assert (page.status, page.select_one("[name=title]").get("value", "")) == (200, "")


def test_what_is_at_the_same_time_is_told_and_can_be_planned_all_the_same(as_person):
    team = a_team()
    member = a_member(team, a_teacher(a_school(team.region)))
    other = a_team(name="Primary science", region=team.region, lead=somebody(Role.RESEARCH_LEAD, team.region, "Li"))
    form = plan()
    begins = datetime.combine(date.fromisoformat(form["day"]), time(19, 30), CITY_TIME)
    theirs = a_session(other, title="Secret", starts_at=begins)
    a_member(other, member)
    theirs.sign_up(member)
    db.session.commit()
    lead = as_person(team.lead)

    told = lead.post(f"/teams/{team.id}/sessions/new", **form)
    planned = lead.post(f"/teams/{team.id}/sessions/new", **form, anyway="y")

    (said,) = [one.text.strip() for one in told.select(".notice li")]
    assert (told.status, planned.status) == (409, 303)
    assert said.endswith("a session of another team, for which one of the team has signed up")
    assert told.select_one("[name=title]")["value"] == form["title"]


def test_what_ends_when_the_other_begins_is_no_clash(as_person):
    team = a_team()
    form = plan()
    begins = datetime.combine(date.fromisoformat(form["day"]), time(19), CITY_TIME)
    a_session(team, starts_at=begins - timedelta(minutes=90), minutes=90)

    assert as_person(team.lead).post(f"/teams/{team.id}/sessions/new", **form).status == 303


def test_a_session_for_its_subject_is_for_those_who_teach_it(as_person):
    team = a_team()
    school = a_school(team.region)
    maths, music, elsewhere = a_teacher(school, "Maths"), a_teacher(school, "Music"), a_teacher(name="Far")
    for person, subject in ((maths, team.subject), (music, Subject.MUSIC), (elsewhere, team.subject)):
        (post,) = person.current_appointments
        post.subject, post.stage = subject, team.stage
    db.session.commit()
    session = a_session(team, audience=Audience.SUBJECT)
    address = f"/teams/sessions/{session.id}"

    assert [as_person(one).get(address).status for one in (maths, music, elsewhere)] == [200, 404, 404]
    assert as_person(maths).post(f"{address}/sign-up").status == 303
    assert policy.is_invited(music, session) is False
