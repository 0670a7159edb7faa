from datetime import date

import pytest
import sqlalchemy as sa

from teachnet.credits import actions
from teachnet.credits.models import AttestedRecord, CreditEntry, CreditYear, Source, Way
from teachnet.db import db, today
from teachnet.errors import Refused
from tests.credits.factories import a_closed_year, an_attestation, attested, some_rules
from tests.factories import a_city_admin, a_county, a_school, a_teacher

C = 100


@pytest.fixture
def zhou(app):
    some_rules("wuhan")
    return a_teacher()


@pytest.fixture
def wu(app):
    return a_city_admin()


def ledger(person) -> list[tuple]:
    """(year, minutes, credits, is a counter-entry) in the order of writing."""
    entries = db.session.scalars(sa.select(CreditEntry).filter_by(person_id=person.id).order_by(CreditEntry.id))
    return [(entry.year, entry.minutes, entry.credits, entry.is_counter) for entry in entries]


def test_what_is_attested_is_counted_in_the_year_it_ended(zhou):
    attested(zhou, 40, ended=date(2025, 6, 1))
    attested(zhou, 16, ended=date(2026, 1, 5), way=Way.VIDEO)

    assert ledger(zhou) == [(2025, 2400, 500, False), (2026, 960, 160, False)]


def test_one_activity_never_counts_twice(zhou, wu):
    first = an_attestation(zhou, 40)
    actions.attest([first], by=wu)
    db.session.commit()

    with pytest.raises(Refused, match="“Asking questions” is counted for this person already"):
        actions.attest([first], by=wu)
    db.session.rollback()
    with pytest.raises(sa.exc.IntegrityError):  # nor by a hand-written statement
        db.session.execute(sa.insert(AttestedRecord).values(_as_row(first, wu)))
    db.session.rollback()
    assert len(ledger(zhou)) == 1


def _as_row(attestation, by):
    return vars(attestation) | {"attested_by_id": by.id, "voided_because": ""}


def test_nobody_attests_their_own(zhou):
    with pytest.raises(sa.exc.IntegrityError, match="nobody_attests_their_own"):
        actions.attest([an_attestation(zhou, 40)], by=zhou)


def test_a_mistake_is_taken_back_by_a_counter_entry_and_may_be_attested_anew(zhou, wu):
    record = attested(zhou, 40, ended=date(2026, 6, 1))

    actions.void(record, by=wu, reason="Another person of the same name")
    again = an_attestation(zhou, 20, ended=date(2026, 6, 1), source_id=record.source_id)
    actions.attest([again], by=wu)
    db.session.commit()

    assert ledger(zhou) == [(2026, 2400, 500, False), (2026, -2400, -500, True), (2026, 1200, 250, False)]
    with pytest.raises(Refused, match="taken back already"):
        actions.void(record, by=wu, reason="Once more")


def test_what_a_cap_kept_from_others_is_counted_anew_when_room_becomes_free(zhou, wu):
    first = attested(zhou, 80, ended=date(2026, 3, 1), way=Way.DEGREE)  # 4 of the 5 a year
    attested(zhou, 60, ended=date(2026, 9, 1), way=Way.DEGREE)  # 3 by the ratio, 1 left

    actions.void(first, by=wu, reason="Not finished")
    db.session.commit()

    assert ledger(zhou) == [
        (2026, 4800, 400, False),
        (2026, 3600, 100, False),
        (2026, -4800, -400, True),
        (2026, -3600, -100, True),
        (2026, 3600, 300, False),
    ]


def test_a_closed_year_never_changes_and_what_comes_later_counts_in_the_next_open_one(zhou, wu):
    old = attested(zhou, 40, ended=date(2024, 6, 1))
    for year in (2024, 2025):
        actions.close_year(year, by=wu)
    db.session.commit()

    attested(zhou, 80, ended=date(2024, 11, 1))
    actions.void(old, by=wu, reason="He was not there")
    db.session.commit()

    assert ledger(zhou) == [(2024, 2400, 500, False), (2026, 4800, 1000, False), (2026, -2400, -500, True)]
    late = db.session.scalars(sa.select(CreditEntry).filter_by(minutes=4800)).one()
    assert late.steps[0] == ["moved_year", 2024, 2026]


def test_new_rules_recount_open_years_and_leave_closed_ones(zhou, wu):
    for year in (2024, 2025):
        attested(zhou, 40, ended=date(year, 6, 1))
    actions.close_year(2024, by=wu)
    rules = db.session.scalars(sa.select(actions.RuleSet)).one()
    rule = next(rule for rule in rules.rules if rule.way is Way.FACE_TO_FACE)
    rule.minutes_per_credit = 600
    db.session.commit()

    actions.recount([zhou.id], by=wu)
    actions.recount([zhou.id], by=wu)  # nothing more to do
    db.session.commit()

    assert ledger(zhou) == [
        (2024, 2400, 500, False),
        (2025, 2400, 500, False),
        (2025, -2400, -500, True),
        (2025, 2400, 400, False),
    ]


def test_the_database_itself_guards_the_ledger(zhou, wu):
    attested(zhou, 40, ended=date(2024, 6, 1))
    actions.close_year(2024, by=wu)
    db.session.commit()

    for statement, why in {
        "UPDATE credit_entry SET credits = 9999": "only grows",
        "DELETE FROM credit_entry": "only grows",
        "UPDATE credit_year SET closed_at = NULL, closed_by_id = NULL": "stays closed",
        "DELETE FROM credit_year": "stays closed",
    }.items():
        with pytest.raises(sa.exc.DBAPIError, match=why):
            db.session.execute(sa.text(statement))
        db.session.rollback()
    entry = db.session.scalars(sa.select(CreditEntry)).one()
    with pytest.raises(sa.exc.DBAPIError, match="this year is closed"):
        db.session.execute(sa.insert(CreditEntry).values(_copy(entry, edition=2)))
    db.session.rollback()


def test_the_database_refuses_an_entry_that_takes_without_being_a_counter_entry(zhou):
    attested(zhou, 40)
    entry = db.session.scalars(sa.select(CreditEntry)).one()

    with pytest.raises(sa.exc.IntegrityError, match="only_counter_entries_take"):
        db.session.execute(sa.insert(CreditEntry).values(_copy(entry, edition=2, credits=-1)))


def _copy(entry, **changes):
    names = ("person_id", "record_id", "edition", "year", "way", "minutes", "credits", "steps", "by_id", "at")
    return {name: getattr(entry, name) for name in names} | changes


def test_years_are_closed_in_their_order_and_only_when_they_are_over(zhou, wu):
    attested(zhou, 8, ended=date(2024, 6, 1))
    attested(zhou, 8, ended=date(2025, 6, 1))

    with pytest.raises(Refused, match="Close 2024 first"):
        actions.close_year(2025, by=wu)
    db.session.rollback()
    actions.close_year(2024, by=wu)
    actions.close_year(2025, by=wu)
    with pytest.raises(Refused, match="is not over yet"):
        actions.close_year(today().year, by=wu)
    with pytest.raises(Refused, match="2024 is closed already"):
        actions.close_year(2024, by=wu)


def test_a_countys_own_rules_go_before_the_citys(app):
    some_rules("wuhan")
    zhangdian, yiyuan = a_county(), a_county()
    some_rules("six_eight", organisation=zhangdian)
    here, there = a_teacher(a_school(zhangdian)), a_teacher(a_school(yiyuan))

    attested(here, 48)
    attested(there, 48)

    assert ([line[2] for line in ledger(here)], [line[2] for line in ledger(there)]) == ([8 * C], [6 * C])


def test_who_moves_to_another_school_keeps_what_was_counted_at_the_old_one(app):
    zhangdian, yiyuan = a_county(), a_county()
    some_rules("wuhan")
    some_rules("six_eight", organisation=zhangdian)
    zhou = a_teacher(a_school(zhangdian))
    attested(zhou, 48)

    zhou.transfer(a_school(yiyuan))
    db.session.commit()
    attested(zhou, 48)

    assert [line[2] for line in ledger(zhou)] == [8 * C, 6 * C]


def test_what_came_from_one_thing_is_taken_back_with_it(zhou, wu):
    record = attested(zhou, 40)
    attested(zhou, 16)

    actions.void_source(Source.ENROLMENT, [record.source_id], by=wu, reason="The case was reopened")
    db.session.commit()

    assert [line[3] for line in ledger(zhou)] == [False, False, True]
    assert db.session.scalar(sa.select(sa.func.sum(CreditEntry.minutes))) == 16 * 60


def test_a_year_that_closes_under_a_late_record_is_not_written_into(app, wu):
    some_rules("wuhan")
    a_closed_year(2024, by=wu)

    attested(zhou := a_teacher(), 8, ended=date(2024, 12, 31))

    assert [line[0] for line in ledger(zhou)] == [2025]
    assert set(db.session.scalars(sa.select(CreditYear.year))) == {2024, 2025}
