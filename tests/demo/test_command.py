"""`flask seed-demo`: into what it fills a demo city, and into what not."""

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.db import db
from teachnet.demo import commands, seed
from teachnet.demo.sizes import SIZES
from tests.demo.sizes import TINY
from tests.factories import a_city


@pytest.fixture
def seed_demo(app, monkeypatch):
    monkeypatch.setitem(SIZES, "demo", TINY)

    def run(*options):
        answer = app.test_cli_runner().invoke(commands.seed_demo, options)
        db.session.rollback()
        return answer

    return run


def names() -> list[str]:
    return list(db.session.scalars(sa.select(Organisation.name)))


def people() -> int:
    return db.session.scalar(sa.select(sa.func.count(Person.id)))


def test_into_an_instance_with_data_it_refuses_to_go(seed_demo):
    a_city(name="Real city")
    answer = seed_demo("--outside-demo-mode")

    assert answer.exit_code == 1
    assert "There are data in this instance already" in answer.output
    assert names() == ["Real city"]


def test_a_start_of_an_instance_with_data_leaves_them_alone(seed_demo):
    a_city(name="Real city")
    answer = seed_demo("--outside-demo-mode", "--if-empty")

    assert (answer.exit_code, answer.output) == (0, "")
    assert names() == ["Real city"]


def test_outside_the_demo_it_wants_to_be_asked_twice(seed_demo):
    answer = seed_demo()

    assert answer.exit_code == 1
    assert "TEACHNET_DEMO=1" in answer.output
    assert people() == 0


def test_a_start_that_breaks_off_leaves_the_instance_empty(seed_demo, monkeypatch):
    def break_off(_city):
        raise OSError("no space left on device")

    monkeypatch.setattr(seed.trail, "fill", break_off)
    assert seed_demo("--outside-demo-mode").exit_code == 1
    assert (people(), names()) == (0, [])
