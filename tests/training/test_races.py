"""Many at once, each in a transaction of its own as in production. What each looked at before all let go is stale."""

import threading

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.training import actions, cancelling, queries
from teachnet.training.models import Allotment, Cohort, Enrolment, EnrolmentState, Holder, QuotaLine
from tests.factories import a_city_admin, a_county, a_county_admin, a_school_admin, a_teacher
from tests.training.factories import a_cohort, an_enrolment, days_from

S = EnrolmentState
MANY, SEATS, ROUNDS = 20, 5, 3
CROWD = (200, 50)


def approving(case, by, seen_of=lambda case: None):
    """The county approves: what a clerk's press of the button does."""

    def act(_seen):
        db.session.get(Enrolment, case_id).approve_for_county(by=db.session.get(Person, by_id))

    case_id, by_id = case.id, by.id
    return (lambda: seen_of(db.session.get(Enrolment, case_id))), act


@pytest.mark.parametrize(("many", "seats"), [(MANY, SEATS)] * ROUNDS + [CROWD])
def test_of_many_who_reach_for_few_seats_exactly_so_many_get_one(at_once, school, zhangdian, many, seats):
    qian, cohort = a_county_admin(zhangdian), a_cohort({zhangdian: seats})
    cases = [an_enrolment(cohort, teacher=a_teacher(school)) for _ in range(many)]

    ends = at_once(*(approving(case, qian) for case in cases))

    assert ends == {"done": seats, "All seats of Zhangdian are taken.": many - seats}
    assert (seated(cohort), cohort.lines[0].used) == (seats, seats)


@pytest.mark.parametrize(("many", "seats"), [(MANY, SEATS), CROWD])
def test_without_counting_in_the_database_seats_are_oversold(at_once, school, zhangdian, monkeypatch, many, seats):
    """The negative control: as a careless program would, trust the figure on the screen."""
    qian, cohort = a_county_admin(zhangdian), a_cohort({zhangdian: seats})
    cases = [an_enrolment(cohort, teacher=a_teacher(school)) for _ in range(many)]
    glimpsed = threading.local()

    def glimpse(case):
        glimpsed.used = case.line.used

    def careless(line):
        if glimpsed.used >= line.seats:
            raise Refused("full")
        write = sa.update(QuotaLine).where(QuotaLine.id == line.id).values(used=glimpsed.used + 1)
        db.session.execute(write.execution_options(synchronize_session=False))
        return True

    monkeypatch.setattr(QuotaLine, "take_seat", careless)
    monkeypatch.setattr(QuotaLine, "lock", lambda line: [line])
    at_once(*(approving(case, qian, glimpse) for case in cases))

    assert seated(cohort) > seats


def test_the_database_itself_refuses_a_seat_too_many(app, zhangdian):
    line = a_cohort({zhangdian: SEATS}).lines[0]
    for wrong in (SEATS + 1, -1):
        with pytest.raises(sa.exc.IntegrityError, match="used_within_seats"):
            db.session.execute(sa.update(QuotaLine).where(QuotaLine.id == line.id).values(used=wrong))
        db.session.rollback()


def test_the_counties_never_get_more_seats_than_the_cohort_has(app, zhangdian):
    cohort = a_cohort({zhangdian: SEATS}, seats=SEATS, state="planned")
    with pytest.raises(Refused, match="more seats than the cohort has"):
        cohort.allot([Allotment(zhangdian.id, SEATS), Allotment(a_county().id, 1)], by=a_city_admin())
    db.session.rollback()
    with pytest.raises(sa.exc.IntegrityError, match="allocated_within_seats"):
        db.session.execute(sa.update(Cohort).values(allocated=SEATS + 1))


def test_of_two_clerks_who_approve_and_reject_at_once_one_wins_and_the_other_hears_who(at_once, school, zhangdian):
    qian, han = a_county_admin(zhangdian, "Qian"), a_county_admin(zhangdian, "Han")
    for _ in range(10):
        case = an_enrolment(a_cohort({zhangdian: SEATS}), teacher=a_teacher(school))
        case_id, han_id = case.id, han.id

        def reject(_seen, case_id=case_id, han_id=han_id):
            found, by = db.session.get(Enrolment, case_id), db.session.get(Person, han_id)
            found.reject(by=by, reason="Not this year", acting_for={Holder.COUNTY})

        ends = at_once(approving(case, qian), (lambda: None, reject))

        assert ends.pop("done") == 1
        winner = {S.CITY_REVIEW: "Qian", S.REJECTED: "Han"}[case.state]
        assert [sentence.partition(":")[0] for sentence in ends] == [f"{winner} was first"]
        assert len(case.history) == 2


def nominating(teacher, cohort, by):
    ids = teacher.id, cohort.id, by.id

    def act(_seen):
        teacher, cohort, by = (
            db.session.get(kind, key) for kind, key in zip((Person, Cohort, Person), ids, strict=True)
        )
        actions.nominate([teacher], cohort, by=by)

    return (lambda: None), act


def test_a_teacher_nominated_at_once_for_two_overlapping_cohorts_is_in_one(at_once, school, zhangdian):
    sun = a_school_admin(school)
    for _ in range(ROUNDS):
        zhou, one, other = a_teacher(school), a_cohort({zhangdian: SEATS}), a_cohort({zhangdian: SEATS})

        ends = at_once(*(nominating(zhou, cohort, sun) for cohort in [one, other] * 5))

        assert ends["done"] == 1
        assert len(live_cases(zhou)) == 1


def test_without_checking_in_the_transaction_a_teacher_is_in_both(at_once, school, zhangdian, monkeypatch):
    """The negative control: what was free a moment ago is taken to be free still."""
    sun, zhou = a_school_admin(school), a_teacher(school)
    cohorts = a_cohort({zhangdian: SEATS}), a_cohort({zhangdian: SEATS})
    monkeypatch.setattr(queries, "cases_of", lambda teachers: sa.select(Enrolment).where(sa.false()))

    at_once(*(nominating(zhou, cohort, sun) for cohort in cohorts))

    assert len(live_cases(zhou)) == 2


def test_one_who_presses_twice_has_one_case(at_once, school, zhangdian):
    zhou, cohort = a_teacher(school), a_cohort({zhangdian: SEATS})
    zhou_id, cohort_id = zhou.id, cohort.id

    def act(_seen):
        actions.apply(db.session.get(Person, zhou_id), db.session.get(Cohort, cohort_id))

    ends = at_once(*[(lambda: None, act)] * 5)

    assert ends == {"done": 1, "Zhou Min has a case for this cohort already: Waiting for the school to recommend.": 4}
    assert len(live_cases(zhou)) == 1


def cancelling_for(cohort, other, by):
    """The city cancels `cohort`; its people go on in `other`."""
    ids = cohort.id, other.id, by.id

    def act(_seen):
        cohort, other, by = (db.session.get(kind, key) for kind, key in zip((Cohort, Cohort, Person), ids, strict=True))
        cancelling.cancel(cohort, [other], by=by, reason="Too few.")

    return (lambda: None), act


def test_a_cohort_is_cancelled_while_counties_approve_and_schools_nominate(at_once, school, zhangdian):
    """Nobody stays behind in it, nobody is in both, and of the other no seat is given twice."""
    qian, sun, wu = a_county_admin(zhangdian), a_school_admin(school), a_city_admin()
    for _ in range(ROUNDS):
        thin, other = a_cohort({zhangdian: MANY}), a_cohort({zhangdian: SEATS}, **days_from(60))
        placed = [an_enrolment(thin, teacher=a_teacher(school), state=S.CONFIRMED) for _ in range(SEATS)]
        reviewed = [an_enrolment(thin, teacher=a_teacher(school)) for _ in range(3)]
        there = [an_enrolment(other, teacher=a_teacher(school)) for _ in range(SEATS)]
        clerks = [approving(case, qian) for case in reviewed + there]
        schools = [nominating(a_teacher(school), cohort, sun) for cohort in (thin, other)]

        ends = at_once(cancelling_for(thin, other, wu), cancelling_for(thin, other, wu), *clerks, *schools)

        assert ends["A cohort is cancelled that is announced."] == 1
        assert not [case for case in thin.enrolments if case.state.is_live]
        assert (seated(thin), thin.lines[0].used) == (0, 0)
        assert seated(other) == other.lines[0].used == SEATS
        went = [case.went_on.state for case in placed]
        assert set(went) <= {S.PROVISIONAL, S.RESERVE}
        waiting = sorted(case.reserve_rank for case in other.enrolments if case.state is S.RESERVE)
        assert waiting == list(range(1, 1 + went.count(S.RESERVE)))


def seated(cohort):
    return sum(
        case.state.holds_seat for case in db.session.scalars(sa.select(Enrolment).filter_by(cohort_id=cohort.id))
    )


def live_cases(teacher):
    return [
        case for case in db.session.scalars(sa.select(Enrolment).filter_by(teacher_id=teacher.id)) if case.state.is_live
    ]
