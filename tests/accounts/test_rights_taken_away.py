"""A right taken away while its holder is at work: twenty requests are under way, and the next one has it no more."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from teachnet.accounts.models import Role
from teachnet.accounts.sign_in import end_all_sessions, set_password
from teachnet.db import db, today
from tests.browsing import sign_in_as
from tests.factories import a_school, a_school_admin

IN_FLIGHT = 20
TO_SIGN_IN, NOT_MINE = 302, 403


def end_the_post(admin):
    for post in admin.current_appointments:
        post.close(on=today())


def to_another_school(admin):
    admin.transfer(a_school())


TAKING = [
    (end_the_post, NOT_MINE),
    (to_another_school, NOT_MINE),
    (lambda admin: admin.disable(), TO_SIGN_IN),
    (lambda admin: set_password(admin, "another hash"), TO_SIGN_IN),
    (end_all_sessions, TO_SIGN_IN),
]


@pytest.fixture
def at_work(app):
    """A school's administrator whose browser keeps asking for the list of people; `act` is done in the middle of it.
    Gives how those requests were answered, and how the next one was."""
    school = a_school()
    admin = a_school_admin(school)
    admin.appoint(Role.TEACHER, school)
    cookie = sign_in_as(app, admin).get_cookie("teachnet").value

    def ask(_number=0) -> int:
        client = app.test_client()
        client.set_cookie("teachnet", cookie)
        with app.app_context():
            return client.get("/people/").status_code

    def run(act) -> tuple[Counter, int]:
        under_way = threading.Event()

        def asked(number):
            under_way.set()
            return ask(number)

        with ThreadPoolExecutor(4) as threads:
            answers = threads.map(asked, range(IN_FLIGHT))
            under_way.wait(10)
            act(admin)
            db.session.commit()
            following = ask()
            return Counter(answers), following

    return run


@pytest.mark.parametrize(("take", "answer"), TAKING, ids=["post", "transfer", "disabled", "password", "signed-out"])
def test_what_was_taken_away_is_gone_at_the_next_request(at_work, take, answer):
    under_way, following = at_work(take)

    assert following == answer
    assert set(under_way) <= {200, answer}


def test_nobody_who_keeps_the_right_is_turned_away(at_work):
    """The control: it is the taking that turns away, not the crowd."""
    assert at_work(lambda _admin: None) == (Counter({200: IN_FLIGHT}), 200)
