import io
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.credits.models import AttestedRecord, Level, Source, Way
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.stays import actions
from teachnet.stays.models import ConfirmedStay, SessionConfirmation, SessionRules, Stay, StaySource
from teachnet.teams.models import OnlineSession
from tests.factories import a_county_admin, somebody, the_city
from tests.minutes.factories import a_sitting, somebody_there
from tests.stays.factories import heard, hold
from tests.teams.factories import a_team


@pytest.fixture
def session(app):
    return a_sitting(minutes=60, title="When to ask why")


@pytest.fixture
def han(session):
    return somebody_there(session, "Han")


@pytest.fixture
def li(session):
    return somebody_there(session, "Li")


def sheet(session) -> str:
    return f"/teams/sessions/{session.id}/attendance"


def standing() -> list[tuple]:
    records = sa.select(AttestedRecord).where(AttestedRecord.voided_at.is_(None)).order_by(AttestedRecord.person_id)
    return [(one.person.name, one.minutes, one.real_minutes) for one in db.session.scalars(records)]


def test_those_who_stayed_long_enough_are_ticked_and_confirmed_hours_are_in_the_ledger(as_person, session, han, li):
    hold(session)
    heard(session, han, 0, 52)
    heard(session, li, 0, 30)
    lead = as_person(session.host)
    page = lead.get(sheet(session))
    ticked = [box["value"] for box in page.select("[name=counts][checked]")]

    answer = lead.post(f"{sheet(session)}/confirmation", counts=ticked)

    assert (answer.status, ticked) == (303, [str(han.id)])
    record = db.session.scalars(sa.select(AttestedRecord)).one()
    assert (record.person, record.minutes, record.real_minutes) == (han, 60, 52)
    assert (record.way, record.level, record.source) == (Way.RESEARCH, Level.COUNTY, Source.SESSION)
    assert [(one.person.name, one.seconds, one.counts) for one in db.session.scalars(sa.select(ConfirmedStay))] == [
        ("Han", 52 * 60, True),
        ("Li", 30 * 60, False),
    ]


def test_otherwise_than_by_the_rule_needs_a_reason_and_keeps_the_ticks(as_person, session, han, li):
    hold(session)
    heard(session, han, 0, 60)
    lead = as_person(session.host)

    silent = lead.post(f"{sheet(session)}/confirmation", counts=[li.id])
    told = lead.post(f"{sheet(session)}/confirmation", counts=[han.id, li.id], because="By telephone")

    assert silent.status == 422
    assert "Han、Li" in silent.select_one(".notice[data-state=bad]").text
    assert [box["value"] for box in silent.select("[name=counts][checked]")] == [str(li.id)]
    assert (told.status, standing()) == (303, [("Han", 60, 60), ("Li", 60, None)])


def test_the_lead_does_not_vouch_for_themselves(as_person, session, han):
    hold(session)
    heard(session, session.host, 0, 60)
    heard(session, han, 0, 60)

    as_person(session.host).post(f"{sheet(session)}/confirmation", counts=[han.id, session.host_id])

    assert standing() == [("Han", 60, 60)]


def test_a_session_is_confirmed_when_it_is_over_and_once(as_person, session, han):
    lead = as_person(session.host)
    early = lead.post(f"{sheet(session)}/confirmation", counts=[])
    hold(session)
    lead.post(f"{sheet(session)}/confirmation", counts=[])
    again = lead.post(f"{sheet(session)}/confirmation", counts=[])

    assert (early.status, again.status) == (422, 422)
    assert "confirmed already" in again.text
    assert len(db.session.scalars(sa.select(SessionConfirmation)).all()) == 1


def test_somebody_who_was_not_there_is_not_confirmed(session, han):
    hold(session)
    with pytest.raises(Refused, match="Look once more"):
        actions.confirm(session, [han.id, a_county_admin(session.team.region).id], because="x", by=session.host)


def test_a_confirmation_taken_back_takes_the_hours_and_can_be_given_again(as_person, session, han):
    hold(session)
    heard(session, han, 0, 60)
    lead = as_person(session.host)
    lead.post(f"{sheet(session)}/confirmation", counts=[han.id])

    lead.post(f"{sheet(session)}/taking-back", reason="")
    kept = standing()
    lead.post(f"{sheet(session)}/taking-back", reason="Wrong list")
    gone = standing()
    lead.post(f"{sheet(session)}/confirmation", counts=[han.id])

    assert (kept, gone, standing()) == ([("Han", 60, 60)], [], [("Han", 60, 60)])


def test_two_windows_confirm_at_once_and_one_stands(app, session, han):
    hold(session)
    heard(session, han, 0, 60)
    start, done, lead_id, session_id, han_id = threading.Barrier(2), [], session.host_id, session.id, han.id

    def press():
        with app.app_context():
            start.wait()
            mine = db.session.get(OnlineSession, session_id)
            try:
                actions.confirm(mine, [han_id], because="", by=db.session.get(type(han), lead_id))
                db.session.commit()
                done.append("confirmed")
            except Refused:
                db.session.rollback()
                done.append("refused")
            db.session.remove()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    assert (sorted(done), standing()) == (["confirmed", "refused"], [("Han", 60, 60)])


def test_the_database_keeps_one_standing_confirmation(session):
    for _ in range(2):
        db.session.add(SessionConfirmation(session=session, least_share=85, by=session.host))
    with pytest.raises(sa.exc.IntegrityError):
        db.session.commit()


def test_the_share_is_a_row(as_person, session, han):
    hold(session)
    heard(session, han, 0, 31)
    city = as_person(somebody(Role.CITY_ADMIN, the_city(), "City"))

    assert city.post("/teams/rules", least_share="101", silence="3").status == 422
    assert city.post("/teams/rules", least_share="50", silence="3").status == 303

    assert SessionRules.in_force().least_share == 50
    page = as_person(session.host).get(sheet(session))
    assert [box["value"] for box in page.select("[name=counts][checked]")] == [str(han.id)]


def test_a_city_team_gives_hours_of_the_city(as_person):
    city = the_city()
    lead = somebody(Role.RESEARCH_LEAD, city, "Wang")
    session = a_sitting(a_team(region=city, lead=lead), minutes=60)
    person = somebody_there(session, "Han")
    hold(session)
    heard(session, person, 0, 60)

    as_person(lead).post(f"{sheet(session)}/confirmation", counts=[person.id])

    assert db.session.scalars(sa.select(AttestedRecord)).one().level is Level.CITY


def test_everybody_sees_how_long_they_stayed_themselves(as_person, session, han, li):
    hold(session)
    heard(session, han, 0, 60)
    heard(session, li, 0, 30)

    assert [row.text for row in as_person(han).get(sheet(session)).select("tbody th")] == ["Han" + han.school.name]
    assert len(as_person(session.host).get(sheet(session)).select("tbody tr")) == 2


def bring(lead, session, table: str):
    file = (io.BytesIO(table.encode("gb18030")), "签到.csv")
    return lead.post(f"{sheet(session)}/call", file=file)


def call_list(session, *people) -> str:
    def moment(minute):
        return (session.starts_at + timedelta(hours=8, minutes=minute)).strftime("%Y-%m-%d %H:%M:%S")

    lines = [f"{name},{moment(first)},{moment(last)}" for name, first, last in people]
    return "\n".join(["姓名,入会时间,离会时间", *lines]) + "\n"


def test_the_list_of_the_call_is_put_together_with_the_room(as_person, session, han):
    """A phone shows either the call or the room: who was in the call had the room asleep."""
    hold(session)
    heard(session, han, 0, 20)
    lead, table = as_person(session.host), call_list(session, ("Han", 10, 60), ("Guest", 0, 60))

    told = bring(lead, session, table)
    bring(lead, session, table)

    assert (told.status, told.select_one(".notice[data-state=wait] li").text.strip()) == (
        200, "Line 3: Guest: nobody who signed up is called like this.",
    )  # fmt: skip
    calls = db.session.scalars(sa.select(Stay).where(Stay.source == StaySource.CALL)).all()
    assert len(calls) == 1
    page = lead.get(sheet(session))
    assert page.select_one("td.end").text == "60"


def test_a_file_that_is_no_list_is_refused_in_a_sentence(as_person, session, han):
    hold(session)

    told = bring(as_person(session.host), session, "nothing\n")

    assert (told.status, "No line of heads" in told.text) == (422, True)


def test_a_confirmed_session_takes_no_other_list(as_person, session, han):
    hold(session)
    lead = as_person(session.host)
    lead.post(f"{sheet(session)}/confirmation", counts=[])

    assert bring(lead, session, call_list(session, ("Han", 0, 60))).status == 409


def test_hearing_somebody_again_and_again_is_one_stay_and_a_long_silence_ends_it(session, han, time_machine):
    begins = session.starts_at
    for minute in (0, 1, 3, 4, 10, 11):
        time_machine.move_to(begins + timedelta(minutes=minute))
        Stay.hear(session, han, silence=timedelta(minutes=3))
        db.session.commit()

    stays = db.session.scalars(sa.select(Stay).order_by(Stay.began_at)).all()
    assert [((one.began_at - begins).seconds // 60, (one.ended_at - begins).seconds // 60) for one in stays] == [
        (0, 4), (10, 11),
    ]  # fmt: skip


def test_the_sheet_costs_the_same_for_one_and_for_many(as_person, session, statements):
    lead, costs = as_person(session.host), []
    for many in (1, 8):
        for n in range(many):
            heard(session, somebody_there(session, f"P{many}{n}"), 0, 60)
        statements.clear()
        lead.get(sheet(session))
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_excel_says_what_the_page_says(as_person, session, han):
    hold(session)
    heard(session, han, 0, 60)

    answer = as_person(session.host).post(f"{sheet(session)}/excel")

    assert answer.response.data.startswith(b"PK")
