"""Who is answered what, at every endpoint: the live URL map and the tables of the features must be the same."""

import importlib

import pytest
from flask import url_for
from sqlalchemy.orm import Session

from teachnet.accounts import queries as account_queries
from teachnet.accounts.models import Person
from teachnet.db import db, set_reading
from teachnet.teams import policy as team_policy
from tests.access.rows import PEOPLE
from tests.access.world import a_world
from tests.browsing import sign_in_as

FEATURES = (
    "accounts", "accounts.rosters", "anomalies", "assignments", "attendance", "bases", "board", "budget",
    "certificates", "communities", "credits", "discussions", "evaluation", "evidence", "home", "journals", "library",
    "library.asking", "library.opinions", "library.sharing", "lodging", "materials", "minutes", "notes", "notices",
    "packages", "observations", "preparation", "projects", "quizzes", "reports", "research", "rooms", "stays", "study",
    "teams", "training", "uploads", "web", "yearplans",
)  # fmt: skip
TABLES = {feature: importlib.import_module(f"tests.{feature}.access") for feature in FEATURES}
ROWS = {key: row for table in TABLES.values() for key, row in table.ROWS.items()}
SAFE = {"HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def city(_app, database):
    """The world of this module with everybody signed in; requests leave nothing behind (see `unkept`)."""
    with _app.app_context():
        db.engine.dispose()
        database.renew()
        world = a_world()
        for table in TABLES.values():
            table.build(world)
        db.session.commit()
        cookies = {name: cookie_of(sign_in_as(_app, person)) for name, person in world.people.items()}
        yield _app, world, {"anonymous": {}} | cookies
        db.session.remove()
        db.engine.dispose()


def cookie_of(client) -> dict[str, str]:
    return {"Cookie": f"teachnet={client.get_cookie('teachnet').value}"}


@pytest.fixture
def unkept(monkeypatch):
    """A request does all it does and then forgets it, so that every cell of a row finds the same world."""
    monkeypatch.setattr(Session, "commit", Session.flush)


def answers(city, key) -> dict[str, int]:
    app, world, cookies = city
    method, endpoint = key.split()
    row = ROWS[key]
    with app.test_request_context():
        url = url_for(endpoint, **row.ids(world))
    sent = {"data": row.data(world)} if row.data else {}
    sent |= {"json": row.json(world)} if row.json else {}
    db.session.rollback()
    found = {}
    for name in PEOPLE:
        with app.app_context():
            browser = app.test_client(use_cookies=False)
            with browser.open(url, method=method, headers=cookies[name], **sent) as answer:
                found[name] = answer.status_code
            db.session.remove()
        set_reading(False)
    return found


def test_every_endpoint_is_in_the_table_and_the_table_has_no_other(_app):
    live = {f"{method} {rule.endpoint}" for rule in _app.url_map.iter_rules() for method in rule.methods - SAFE}
    assert (sorted(live - ROWS.keys()), sorted(ROWS.keys() - live)) == ([], [])


@pytest.mark.parametrize("key", sorted(ROWS))
def test_each_person_is_answered_as_the_table_says(city, unkept, key):
    expected = ROWS[key].expected()
    found = answers(city, key)
    assert {name: status for name, status in found.items() if status != expected[name]} == {}


def test_the_table_turns_red_when_a_policy_is_gone(city, unkept, monkeypatch):
    monkeypatch.setattr(team_policy, "can_decide", lambda person, membership: True)

    assert answers(city, "POST teams.accept") != ROWS["POST teams.accept"].expected()


def test_the_table_turns_red_when_a_scope_is_gone(city, unkept, monkeypatch):
    monkeypatch.setattr(account_queries, "people_visible_to", lambda person: db.select(Person))

    assert answers(city, "GET accounts.person") != ROWS["GET accounts.person"].expected()


def test_no_url_reads_and_writes():
    """GET and POST never share an endpoint, so that they never share a permission."""
    endpoints = [key.split()[1] for key in ROWS]
    assert sorted({endpoint for endpoint in endpoints if endpoints.count(endpoint) > 1}) == []
