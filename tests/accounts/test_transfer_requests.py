from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts import policy, queries
from teachnet.accounts.models import Role, TransferRequest, TransferState
from teachnet.db import db, today
from teachnet.errors import Refused
from tests.factories import a_city_admin, a_county, a_county_admin, a_school, a_school_admin, a_teacher, saved, somebody


@pytest.fixture
def schools(app):
    county = a_county(name="Zhangdian")
    return a_school(county, name="First Primary"), a_school(county, name="Second Primary")


@pytest.fixture
def asked(schools):
    """Second Primary's list names Zhou Min, who teaches at First Primary."""
    first, second = schools
    zhou = a_teacher(first, "Zhou Min")
    return saved(TransferRequest(person=zhou, sender=first, receiver=second, name_given="Zhou Ming"))


def url(asked, what: str) -> str:
    return f"/people/transfers/{asked.id}/{what}"


def teaching(person) -> list[tuple]:
    return [(post.role, post.organisation.name, post.ends_on) for post in person.appointments]


def test_accepting_closes_the_old_post_and_opens_the_new_one(as_person, asked):
    sender = a_school_admin(asked.sender, "Sun")

    assert as_person(sender).post(url(asked, "acceptance")).status == 303

    assert teaching(asked.person) == [(Role.TEACHER, "First Primary", today()), (Role.TEACHER, "Second Primary", None)]
    assert (asked.state, asked.decided_by) == (TransferState.ACCEPTED, sender)


def test_rights_at_the_old_school_go_with_the_transfer(as_person, asked):
    asked.person.appoint(Role.SCHOOL_ADMIN, asked.sender)
    wu = a_city_admin()

    as_person(wu).post(url(asked, "acceptance"))

    assert [(post.role, post.organisation) for post in asked.person.current_appointments] == [
        (Role.TEACHER, asked.receiver)
    ]


def test_declining_needs_a_reason_and_moves_nobody(as_person, asked):
    browser = as_person(a_school_admin(asked.sender))

    page = browser.post(url(asked, "refusal"), reason=" ")
    assert (page.status, page.select_one(".error").text) == (422, "Tell the other school why.")
    assert browser.post(url(asked, "refusal"), reason="She stays until summer").status == 303

    assert (asked.state, asked.reason) == (TransferState.DECLINED, "She stays until summer")
    assert teaching(asked.person) == [(Role.TEACHER, "First Primary", None)]


def test_whoever_asked_may_withdraw_but_not_accept(as_person, asked):
    browser = as_person(a_school_admin(asked.receiver))

    assert browser.post(url(asked, "acceptance")).status == 403
    assert browser.post(url(asked, "withdrawal")).status == 303
    assert asked.state is TransferState.WITHDRAWN


def test_who_decides(asked):
    county = asked.sender.county
    elsewhere = a_county(name="Yiyuan")
    beyond = saved(
        TransferRequest(
            person=a_teacher(asked.sender), sender=asked.sender, receiver=a_school(elsewhere), name_given="x"
        )
    )
    sender, receiver = a_school_admin(asked.sender), a_school_admin(asked.receiver)

    def decides(person):
        by_policy = [one for one in (asked, beyond) if policy.can_decide_transfer(person, one)]
        assert list(db.session.scalars(queries.transfers_to_decide(person).order_by(TransferRequest.id))) == by_policy
        return by_policy

    assert decides(sender) == [asked, beyond]
    assert decides(receiver) == []
    assert decides(a_county_admin(county)) == [asked]
    assert decides(a_county_admin(elsewhere)) == []
    assert decides(a_city_admin()) == [asked, beyond]
    assert decides(somebody(Role.AUDITOR, county)) == []


def test_nobody_decides_on_themself(asked):
    asked.person.appoint(Role.SCHOOL_ADMIN, asked.sender)
    db.session.commit()

    assert not policy.can_decide_transfer(asked.person, asked)
    assert list(db.session.scalars(queries.transfers_to_decide(asked.person))) == []


def test_a_stranger_finds_no_such_request(as_person, asked):
    stranger = as_person(a_school_admin(a_school(name="Far away")))

    assert [stranger.post(url(asked, what)).status for what in ("acceptance", "refusal", "withdrawal")] == [404] * 3
    assert "Zhou" not in stranger.get("/people/transfers").text


def test_whoever_asks_is_told_neither_the_school_nor_the_name_it_knows(as_person, asked):
    theirs = as_person(a_school_admin(asked.receiver)).get("/people/transfers")
    ours = as_person(a_school_admin(asked.sender)).get("/people/transfers")

    assert (theirs.select_one(".transfer b").text, "First Primary" in theirs.text) == ("Zhou Ming", False)
    assert (ours.select_one(".transfer b").text, "First Primary" in ours.text) == ("Zhou Min", True)


def test_each_form_says_whom_it_is_about(as_person, asked):
    li = a_teacher(asked.sender, "Li Na")
    saved(TransferRequest(person=li, sender=asked.sender, receiver=asked.receiver, name_given="Li Na"))

    page = as_person(a_school_admin(asked.sender)).get("/people/transfers")

    names = [form["aria-label"] for form in page.select(".transfer form[aria-label]")]
    assert sorted(names) == ["Decline the transfer of Li Na", "Decline the transfer of Zhou Min"]
    buttons = [button["aria-label"] for button in page.select(".transfer button[aria-label]")]
    assert sorted(buttons) == ["Accept the transfer of Li Na", "Accept the transfer of Zhou Min"]


def test_whose_turn_it_is_is_told_to_each_side(as_person, asked):
    ours, theirs = (as_person(a_school_admin(side)) for side in (asked.sender, asked.receiver))

    assert ours.get("/people/transfers").select_one(".transfer .badge")["data-state"] == "act"
    assert theirs.get("/people/transfers").select_one(".transfer .badge")["data-state"] == "wait"


def test_why_it_was_not_taken_stands_open(as_person, asked):
    page = as_person(a_school_admin(asked.sender)).post(url(asked, "refusal"), reason="")

    assert page.select_one(".transfer details[open] .error")


def test_a_decided_request_is_decided(as_person, asked):
    browser = as_person(a_school_admin(asked.sender))
    browser.post(url(asked, "refusal"), reason="no")

    assert [browser.post(url(asked, "acceptance")).status, browser.post(url(asked, "refusal"), reason="x").status] == [
        409,
        409,
    ]
    assert browser.get("/people/transfers").select("form[action*=transfers]") == []


def test_another_schools_question_is_settled_by_the_first_answer(asked):
    third = a_school(asked.sender.county, name="Third Primary")
    other = saved(TransferRequest(person=asked.person, sender=asked.sender, receiver=third, name_given="Zhou Min"))

    asked.accept(by=a_city_admin())
    db.session.commit()

    assert other.state is TransferState.WITHDRAWN


def test_somebody_who_has_moved_elsewhere_since_cannot_be_taken_from_there(asked):
    asked.person.transfer(a_school(name="Third Primary"))
    db.session.commit()

    with pytest.raises(Refused, match="moved to another school"):
        asked.accept(by=a_city_admin())


def test_one_school_asks_for_somebody_once_at_a_time(asked):
    again = TransferRequest(person=asked.person, sender=asked.sender, receiver=asked.receiver, name_given="x")

    with pytest.raises(sa.exc.IntegrityError):
        saved(again)
    db.session.rollback()
    asked.decline(by=a_city_admin(), reason="no")
    saved(TransferRequest(person=asked.person, sender=asked.sender, receiver=asked.receiver, name_given="x"))


def test_the_page_costs_the_same_for_one_and_for_three(as_person, asked, statements):
    browser, costs = as_person(a_school_admin(asked.sender)), []

    for days in range(3):
        statements.clear()
        browser.get("/people/transfers")
        costs.append(len(statements))
        who = a_teacher(asked.sender, f"Teacher {days}")
        when = asked.asked_at - timedelta(days=days)
        saved(TransferRequest(person=who, sender=asked.sender, receiver=asked.receiver, name_given="x", asked_at=when))

    assert costs[0] == costs[2]
