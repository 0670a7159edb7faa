"""Many who attest for one person at once: caps hold, nothing is lost, nothing counts twice."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.credits import actions, queries
from teachnet.credits.models import CreditEntry, Way
from teachnet.db import db
from tests.credits.factories import an_attestation, attested, some_rules
from tests.factories import a_city_admin, a_teacher

MANY = 8
MOST_A_YEAR = 500


@pytest.fixture
def zhou(app):
    some_rules("wuhan")
    return a_teacher()


def attesting(attestation, by):
    def act(_seen):
        actions.attest([attestation], by=db.session.get(Person, by_id))

    by_id = by.id
    return (lambda: None), act


def total() -> int:
    return db.session.scalar(sa.select(sa.func.sum(CreditEntry.credits)))


def degree_studies(zhou):
    """Each is worth two credits; five a year is the most."""
    return [an_attestation(zhou, 40, way=Way.DEGREE, ended=date(2026, 3, day + 1)) for day in range(MANY)]


def test_caps_hold_when_many_attest_for_one_person_at_once(at_once, zhou):
    wu = a_city_admin()

    ends = at_once(*(attesting(one, wu) for one in degree_studies(zhou)))

    assert (ends["done"], total()) == (MANY, MOST_A_YEAR)


def test_counting_by_what_one_saw_before_overruns_a_cap(at_once, zhou, monkeypatch):
    """The negative control: as a careless program would, each counts beside what was there when it first looked."""
    wu, seen, records_of = a_city_admin(), threading.local(), queries.records_of
    monkeypatch.setattr(queries, "records_of", lambda people: records_of(people).filter_by(source_id=seen.source_id))

    def careless(one):
        look, act = attesting(one, wu)
        return (lambda: setattr(seen, "source_id", one.source_id)), act

    at_once(*(careless(one) for one in degree_studies(zhou)))

    assert total() > MOST_A_YEAR


def test_the_same_thing_attested_by_many_at_once_counts_once(at_once, zhou):
    wu, one = a_city_admin(), an_attestation(zhou, 40)

    ends = at_once(*(attesting(one, wu) for _ in range(MANY)))

    assert (ends["done"], total()) == (1, 500)


def test_a_year_that_is_being_closed_waits_for_who_writes_into_it_and_takes_nothing_after(at_once, zhou):
    wu = a_city_admin()
    attested(zhou, 8, ended=date(2024, 1, 1))
    late = [an_attestation(zhou, 8, ended=date(2024, 6, day + 1)) for day in range(MANY)]

    def close(_seen):
        actions.close_year(2024, by=db.session.get(Person, wu_id))

    wu_id = wu.id
    ends = at_once(*(attesting(one, wu) for one in late), (lambda: None, close))

    assert ends["done"] == MANY + 1
    years = db.session.execute(sa.select(CreditEntry.year, sa.func.count()).group_by(CreditEntry.year)).all()
    assert sum(number for _year, number in years) == MANY + 1
    assert {year for year, _number in years} <= {2024, 2025}
