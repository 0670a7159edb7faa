from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.db import db, today, utcnow
from teachnet.errors import Refused
from teachnet.minutes import actions
from teachnet.minutes.models import ActionItem, CarriedItem, EntryKind
from teachnet.minutes.record import record_of
from tests.factories import a_school, a_teacher
from tests.minutes.factories import a_paragraph, a_sitting, an_item, somebody_there


def approve(session) -> None:
    entry = a_paragraph(session, "We met.")
    actions.approve(session, seen=entry.history[-1].id, by=session.host)
    db.session.commit()


def a_later_sitting(session, days: int = 10):
    return a_sitting(session.team, title=f"In {days} days", starts_at=utcnow() + timedelta(days=days))


def carried(session) -> list[str]:
    return [item.what for item in record_of(session).carried]


def test_somebody_takes_something_on_and_finds_it_among_their_own(as_person):
    session = a_sitting()
    owner = somebody_there(session, "Han")

    answer = as_person(session.host).post(
        f"/teams/sessions/{session.id}/actions",
        what="Ten questions",
        owner=owner.id,
        due_on=(today() + timedelta(days=7)).isoformat(),
    )

    assert answer.status == 303
    assert [row.a.text for row in as_person(owner).get("/teams/actions").select(".action-item")] == ["Ten questions"]


def test_a_form_that_says_nothing_is_shown_again_with_what_was_typed(as_person):
    session = a_sitting()

    page = as_person(session.host).post(
        f"/teams/sessions/{session.id}/actions", what="Ten questions", owner=1, due_on=""
    )

    assert (page.status, page.select_one("[name=what]")["value"]) == (422, "Ten questions")


def test_only_people_of_the_session_or_team_take_something_on(as_person):
    session = a_sitting()
    outsider = a_teacher(a_school(session.team.region), "Outsider")
    sent = {"what": "x", "owner": outsider.id, "due_on": today().isoformat()}

    assert as_person(session.host).post(f"/teams/sessions/{session.id}/actions", **sent).status == 422
    assert db.session.scalars(sa.select(ActionItem)).all() == []


def test_what_is_still_to_do_comes_up_in_every_later_sitting_until_it_is_done(app):
    first = a_sitting()
    owner = somebody_there(first, "Han")
    second, third, fourth = (a_later_sitting(first, days) for days in (10, 20, 30))
    item = an_item(first, owner)

    assert [carried(one) for one in (first, second, third)] == [[], ["Ten questions"], ["Ten questions"]]
    approve(second)
    item.finish(by=owner, note="Sent to all")
    db.session.commit()

    assert [carried(one) for one in (second, fourth)] == [["Ten questions"], []]
    assert [row.session_id for row in db.session.scalars(sa.select(CarriedItem))] == [second.id]


def test_what_was_settled_since_a_sitting_began_still_stands_in_it(app, time_machine):
    """The lead goes through the list and ticks off: what was ticked off must not vanish from under their eyes."""
    first = a_sitting()
    owner = somebody_there(first, "Han")
    second = a_later_sitting(first)
    item = an_item(first, owner)
    time_machine.move_to(second.starts_at + timedelta(minutes=5))

    item.finish(by=owner)
    db.session.commit()

    assert carried(second) == ["Ten questions"]


def test_approving_twice_notes_what_is_carried_once(app):
    first = a_sitting()
    second = a_later_sitting(first)
    an_item(first, somebody_there(first, "Han"))
    approve(second)
    record_of(second).approval.reopen(by=second.host, reason="A name")
    db.session.commit()

    approve(second)

    assert len(db.session.scalars(sa.select(CarriedItem)).all()) == 1


def test_the_owner_finishes_it_and_the_lead_hands_it_on_or_lets_it_go_with_a_reason(as_person):
    session = a_sitting()
    owner, other = somebody_there(session, "Han"), somebody_there(session, "Li")
    item, another = an_item(session, owner), an_item(session, owner, "A clip")
    later = (today() + timedelta(days=30)).isoformat()
    lead, address = as_person(session.host), f"/teams/actions/{item.id}"

    as_person(owner).post(f"{address}/completion", note="Sent")
    silent = lead.post(f"/teams/actions/{another.id}/dropping", reason=" ")
    lead.post(f"/teams/actions/{another.id}/owner", owner=other.id, due_on=later, reason="Han is ill")

    assert silent.status == 422
    assert (item.state, item.last_note) == ("done", "Sent")
    assert (another.owner, another.due_on.isoformat(), another.last_note) == (other, later, "Han is ill")
    lead.post(f"/teams/actions/{another.id}/dropping", reason="No longer needed")
    assert [(move.was, move.became) for move in another.history] == [
        (None, "open"), ("open", "open"), ("open", "dropped"),
    ]  # fmt: skip


def test_what_is_done_is_not_done_twice(as_person):
    session = a_sitting()
    owner = somebody_there(session, "Han")
    item = an_item(session, owner)
    browser = as_person(owner)

    browser.post(f"/teams/actions/{item.id}/completion", note="")
    again = browser.post(f"/teams/actions/{item.id}/completion", note="again")

    assert (again.status, len(item.history)) == (409, 2)


def test_approved_minutes_take_no_new_action_item(as_person):
    session = a_sitting()
    owner = somebody_there(session, "Han")
    approve(session)
    sent = {"what": "x", "owner": owner.id, "due_on": today().isoformat()}

    assert as_person(session.host).post(f"/teams/sessions/{session.id}/actions", **sent).status == 409


def test_the_team_reads_what_was_decided_and_what_is_overdue(as_person, time_machine):
    session = a_sitting()
    owner = somebody_there(session, "Han")
    an_item(session, owner, days=1)
    a_paragraph(session, "A clip each.", kind=EntryKind.DECISION)
    team = f"/teams/{session.team_id}/actions"

    before = as_person(owner).get(team).select("#decisions, .entry-text")
    approve(session)
    time_machine.move_to(utcnow() + timedelta(days=2))
    page = as_person(owner).get(team)

    assert [one.text for one in before if one.name == "span"] == []  # drafts are no decisions yet
    assert [one.text for one in page.select(".entry-text")] == ["A clip each."]
    assert page.select_one(".action-item .badge").text.strip() == "Overdue"


def test_it_stands_on_the_desk_of_its_owner_until_it_is_done(as_person):
    session = a_sitting()
    owner = somebody_there(session, "Han")
    item = an_item(session, owner, days=2)
    browser = as_person(owner)

    assert "Ten questions" in browser.get("/").text
    browser.post(f"/teams/actions/{item.id}/completion", note="")
    assert "Ten questions" not in browser.get("/").text


def test_a_page_that_was_opened_before_it_was_done_does_not_hand_it_on(app):
    session = a_sitting()
    owner, other = somebody_there(session, "Han"), somebody_there(session, "Li")
    item = an_item(session, owner)
    db.session.execute(sa.update(ActionItem).values(state="done"))  # somebody else, since this one was read
    db.session.flush()

    with pytest.raises(Refused, match="no longer to do"):
        item.hand_on(owner=other, due_on=today(), by=session.host, reason="Ill")
    item.take_up_again(by=owner)
    db.session.commit()
    with pytest.raises(Refused, match="already"):
        item.take_up_again(by=owner)
