"""How many wrong tries are borne, by whom, and what a race of one-time codes comes to."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.accounts import sign_in
from teachnet.accounts.models import OneTimeCode, SignInSession
from teachnet.accounts.passwords import hash_password
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from tests.factories import a_person

RIGHT = "Right-Horse-7"


def lin(**fields):
    return a_person("Lin", username="lin", password_hash=hash_password(RIGHT), **fields)


def attempt(visitor, username="lin", password="wrong", address="10.0.0.1"):
    return visitor.client.post(
        "/sign-in", data={"username": username, "password": password}, environ_base={"REMOTE_ADDR": address}
    ).status_code


def test_after_five_wrong_tries_even_the_right_password_waits(app, visitor):
    lin()

    assert [attempt(visitor) for _try in range(5)] == [422] * 5
    assert attempt(visitor, password=RIGHT) == 429


def test_a_quarter_of_an_hour_later_the_right_password_is_good_again(app, visitor):
    lin()
    for _try in range(5):
        attempt(visitor)

    with time_machine.travel(utcnow() + sign_in.WINDOW + timedelta(seconds=1)):
        assert attempt(visitor, password=RIGHT) == 303


def test_a_school_behind_one_address_still_signs_in(app, visitor):
    """Forty colleagues who each mistype twice do not lock out the forty-first."""
    lin()
    for n in range(40):
        for _try in range(2):
            assert attempt(visitor, username=f"colleague{n}") == 422

    assert attempt(visitor, password=RIGHT) == 303


def test_one_address_that_tries_everybody_is_stopped(app, visitor):
    lin()
    address = {"address": "10.0.0.1"}
    db.session.add_all(sign_in.SignInFailure(account=str(n), **address) for n in range(sign_in.TRIES_PER_ADDRESS))
    db.session.commit()

    assert attempt(visitor, password=RIGHT) == 429
    assert attempt(visitor, password=RIGHT, address="10.0.0.2") == 303


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(app, visitor):
    lin()

    def said(username):
        page = visitor.post("/sign-in", username=username, password="wrong")
        return page.status, page.select_one("[role=alert]").text

    assert said("lin") == said("nobody")


def test_a_disabled_person_does_not_sign_in(app, visitor):
    lin(disabled_at=utcnow())

    assert attempt(visitor, password=RIGHT) == 422


def test_signing_in_gives_a_new_session_id(app, visitor):
    lin()
    visitor.get("/sign-in")
    before = visitor.client.get_cookie("teachnet").value
    attempt(visitor, password=RIGHT)

    assert visitor.client.get_cookie("teachnet").value != before


def test_of_twenty_who_use_one_code_at_once_one_succeeds(app):
    person = a_person("Lin", username="lin")
    code = sign_in.give_code(person, by=None)
    db.session.commit()
    start, results = threading.Barrier(20), []

    def use(n):
        with app.test_request_context():
            start.wait()
            try:
                sign_in.use_code("lin", code, f"hash {n}", address=f"10.0.0.{n}", device="")
            except Refused:
                db.session.commit()
                return
            db.session.commit()
            results.append(n)

    threads = [threading.Thread(target=use, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    assert len(results) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SignInSession)) == 1


def test_a_code_bears_five_wrong_tries_and_no_more(app):
    person = a_person("Lin", username="lin")
    code = sign_in.give_code(person, by=None)
    db.session.commit()

    with app.test_request_context():
        for n in range(5):
            with pytest.raises(Refused):
                sign_in.use_code("lin", "2222-2222", "hash", address=f"10.0.0.{n}", device="")
            db.session.commit()
        with pytest.raises(Refused):
            sign_in.use_code("lin", code, "hash", address="10.0.0.9", device="")
        db.session.rollback()


def test_an_old_code_is_good_no_more(app):
    person = a_person("Lin", username="lin")
    code = sign_in.give_code(person, by=None)
    db.session.commit()

    with (
        app.test_request_context(),
        time_machine.travel(utcnow() + timedelta(days=15)),
        pytest.raises(Refused),
    ):
        sign_in.use_code("lin", code, "hash", address="10.0.0.1", device="")


def test_a_code_is_not_stored_as_it_is(app):
    person = a_person("Lin", username="lin")
    code = sign_in.give_code(person, by=None)
    db.session.commit()

    stored = db.session.scalars(sa.select(OneTimeCode)).one()
    assert code not in stored.code_hash
    assert code.replace("-", "") not in stored.code_hash
