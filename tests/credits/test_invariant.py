"""Whatever happens in whatever order, the ledger says what the standing records are worth, and never forgets."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from teachnet.credits import actions
from teachnet.credits.counting import Used, count
from teachnet.credits.models import AttestedRecord, CreditEntry, CreditYear, Way
from teachnet.db import db
from teachnet.errors import Refused
from tests.credits.factories import an_attestation, some_rules
from tests.factories import a_city_admin, a_school, a_teacher

YEARS = (2022, 2023, 2024, 2025)
STEPS, EXAMPLES = 14, 12


class Ledger(RuleBasedStateMachine):
    """One teacher, one city: things are attested, attested twice, taken back; years close; rules change."""

    @initialize()
    def begin(self):
        self.rules = some_rules("wuhan")
        self.teacher, self.city = a_teacher(a_school()), a_city_admin()
        self.fixed = {}

    @rule(
        hours=st.sampled_from([3, 8, 40, 41.5, 160]),
        share=st.sampled_from([1, 0.9, 0.8, 0.5]),
        way=st.sampled_from([Way.FACE_TO_FACE, Way.VIDEO, Way.DEGREE]),
        year=st.sampled_from(YEARS),
        month=st.integers(1, 12),
    )
    def attest(self, hours, share, way, year, month):
        minutes = round(hours * share * 60)
        self.last = an_attestation(self.teacher, hours, way=way, ended=date(year, month, 1), minutes=minutes)
        actions.attest([self.last], by=self.city)
        db.session.commit()

    @precondition(lambda self: hasattr(self, "last") and self.standing())
    @rule()
    def attest_twice(self):
        if any(one.source_id == self.last.source_id for one in self.standing()):
            with pytest.raises(Refused):
                actions.attest([self.last], by=self.city)
            db.session.rollback()

    @precondition(lambda self: self.standing())
    @rule(number=st.integers(0, 20))
    def take_back(self, number):
        standing = self.standing()
        actions.void(standing[number % len(standing)], by=self.city, reason="A mistake")
        db.session.commit()

    @rule()
    def close_the_next_year(self):
        closed = set(self.closed())
        following = next((year for year in YEARS if year not in closed), None)
        if following:
            actions.close_year(following, by=self.city)
            db.session.commit()
            self.fixed[following] = self.entries(following)

    @rule(hours=st.sampled_from([6, 8, 10]))
    def change_the_rules(self, hours):
        self.rules.rules[0].minutes_per_credit = hours * 60
        db.session.commit()
        actions.recount([self.teacher.id], by=self.city)
        db.session.commit()

    @rule(number=st.integers(0, 1))
    def move_to_another_school(self, number):
        self.teacher.transfer(a_school(self.teacher.school.county))
        db.session.commit()

    @invariant()
    def minutes_are_those_of_the_standing_records_each_once(self):
        if not hasattr(self, "teacher"):
            return
        total = db.session.scalar(sa.select(sa.func.coalesce(sa.func.sum(CreditEntry.minutes), 0)))
        assert total == sum(self.worth(record).minutes for record in self.standing())

    @invariant()
    def each_standing_record_has_exactly_one_entry_that_counts(self):
        if not hasattr(self, "teacher"):
            return
        entries = db.session.scalars(sa.select(CreditEntry)).all()
        taken_back = {entry.takes_back_id for entry in entries}
        counting = [entry.record_id for entry in entries if not entry.is_counter and entry.id not in taken_back]
        assert sorted(counting) == sorted(record.id for record in self.standing())

    @invariant()
    def closed_years_stand_as_they_were(self):
        for year, entries in getattr(self, "fixed", {}).items():
            assert self.entries(year) == entries

    @invariant()
    def degree_study_stays_within_its_caps(self):
        """Closed years keep what they counted; the open ones fit in what is left."""
        open_years = set(YEARS) - set(self.closed())
        for year in open_years:
            assert self.credits(CreditEntry.way == Way.DEGREE, CreditEntry.year == year) <= 500

    def standing(self):
        return db.session.scalars(
            sa.select(AttestedRecord).where(AttestedRecord.stands()).order_by(AttestedRecord.id)
        ).all()

    def closed(self):
        return db.session.scalars(sa.select(CreditYear.year).where(CreditYear.closed_at.is_not(None))).all()

    def entries(self, year):
        found = sa.select(CreditEntry.id, CreditEntry.minutes, CreditEntry.credits).where(CreditEntry.year == year)
        return [tuple(line) for line in db.session.execute(found.order_by(CreditEntry.id))]

    def credits(self, *conditions):
        return db.session.scalar(sa.select(sa.func.coalesce(sa.func.sum(CreditEntry.credits), 0)).where(*conditions))

    def worth(self, record):
        """Minutes do not depend on caps nor on the ratio: a second reckoning, without the ledger."""
        found = self.rules.rule_for(record.way, record.level)
        return count(record.activity, found.terms, Used())

    def teardown(self):
        db.session.rollback()


def test_the_ledger_says_what_the_standing_records_are_worth(_app, database):
    class Fresh(Ledger):
        def __init__(self):
            super().__init__()
            self.context = _app.app_context()
            self.context.push()
            database.renew()

        def teardown(self):
            super().teardown()
            db.session.remove()
            db.engine.dispose()
            self.context.pop()

    quiet = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Fresh, settings=quiet)
