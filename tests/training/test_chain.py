import pytest
import sqlalchemy as sa

from teachnet.credits.models import CreditEntry
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training import actions
from teachnet.training.chain import NOT_BEGUN
from teachnet.training.models import EnrolmentState, Holder
from tests.credits.factories import some_rules
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_person,
    a_school,
    a_school_admin,
    a_teacher,
)
from tests.training.factories import a_cohort, an_enrolment, line_of

S = EnrolmentState
COUNTY, CITY, SCHOOL = {Holder.COUNTY}, {Holder.CITY}, {Holder.SCHOOL}


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian, name="Zhangdian First Primary")


def test_a_teachers_application_goes_all_the_way_to_a_confirmed_place(school, zhangdian):
    zhou, sun, qian, wu = a_teacher(school), a_school_admin(school), a_county_admin(zhangdian), a_city_admin()
    cohort = a_cohort({zhangdian: 1})

    case = actions.apply(zhou, cohort, note="I lead the mathematics group.")
    db.session.commit()
    case.endorse(by=sun)
    case.approve_for_county(by=qian)
    case.admit_provisionally(by=wu)
    case.admit(by=wu)
    case.confirm(by=zhou)
    db.session.commit()

    assert [(move.was, move.became, move.by.name, move.note) for move in case.history] == [
        (None, "applied", "Zhou Min", "I lead the mathematics group."),
        ("applied", "county_review", "Sun", ""),
        ("county_review", "city_review", "Qian", ""),
        ("city_review", "provisional", "Wu", ""),
        ("provisional", "admitted", "Wu", ""),
        ("admitted", "confirmed", "Zhou Min", ""),
    ]
    assert (line_of(cohort, zhangdian).used, cohort.taken) == (1, 1)


def test_a_nomination_skips_the_school_and_waits_for_the_county(school, zhangdian):
    sun, zhou, liu = a_school_admin(school), a_teacher(school, "Zhou"), a_teacher(school, "Liu")
    cases = actions.nominate([zhou, liu], a_cohort({zhangdian: 1}), by=sun)

    assert [(case.teacher.name, case.state, case.origin) for case in cases] == [
        ("Zhou", S.COUNTY_REVIEW, "nomination"),
        ("Liu", S.COUNTY_REVIEW, "nomination"),
    ]


def test_each_level_returns_one_level_back_and_what_was_put_right_goes_on_from_there(school, zhangdian):
    zhou, sun, qian, wu = a_teacher(school), a_school_admin(school), a_county_admin(zhangdian), a_city_admin()
    case = an_enrolment(a_cohort({zhangdian: 1}), teacher=zhou, state=S.CITY_REVIEW)

    case.send_back(by=wu, reason="Which grade?", acting_for=CITY)
    assert (case.state, case.line.used) == (S.RETURNED_TO_COUNTY, 1)
    case.send_back(by=qian, reason="Which grade?", acting_for=COUNTY)
    assert (case.state, case.line.used) == (S.RETURNED_TO_SCHOOL, 0)
    case.send_back(by=sun, reason="Which grade?", acting_for=SCHOOL)
    case.resubmit(by=zhou, note="Grade five.")
    assert case.state is S.APPLIED
    case.endorse(by=sun)
    case.approve_for_county(by=qian)
    db.session.commit()

    assert (case.state, case.line.used) == (S.CITY_REVIEW, 1)
    assert [move.note for move in case.history if move.is_return] == ["Which grade?"] * 3


def test_a_returned_nomination_is_put_right_by_the_school_and_not_by_the_teacher(school, zhangdian):
    zhou, sun = a_teacher(school), a_school_admin(school)
    case = an_enrolment(a_cohort({zhangdian: 1}), teacher=zhou, nominated_by=sun, state=S.RETURNED_TO_SCHOOL)

    with pytest.raises(Refused, match="Returned to the school"):
        case.resubmit(by=zhou)
    case.resubmit(by=sun, note="The certificate is complete now.")

    assert case.state is S.COUNTY_REVIEW


@pytest.mark.parametrize("state", list(S))
def test_only_the_moves_of_the_table_are_possible(app, state):
    assert possible_moves(an_enrolment(state=state)) == POSSIBLE[state]


@pytest.mark.parametrize("state", list(S))
def test_on_the_last_day_of_a_cohort_other_moves_are_possible(app, state):
    case = an_enrolment(state=state)
    end_today(case.cohort)

    assert possible_moves(case) == (POSSIBLE | POSSIBLE_AT_THE_END)[state] - {S.CANCELLED}


def end_today(cohort):
    passed = cohort.ends_on - today()
    for name in ("opens_on", "closes_on", "county_review_by", "confirm_by", "starts_on", "ends_on"):
        setattr(cohort, name, getattr(cohort, name) - passed)
    db.session.commit()


def possible_moves(case) -> set:
    state, wu = case.state, a_city_admin()
    tried = {
        S.COUNTY_REVIEW: lambda: case.endorse(by=wu),
        S.CITY_REVIEW: lambda: case.approve_for_county(by=wu),
        S.PROVISIONAL: lambda: case.admit_provisionally(by=wu),
        S.OFFERED: lambda: case.offer_place(by=wu),
        "accepted": lambda: case.accept_offer(by=case.teacher),
        "excepted": lambda: case.admit_beyond_quota(by=wu, reason="Because"),
        S.ADMITTED: lambda: case.admit(by=wu),
        S.CONFIRMED: lambda: case.confirm(by=case.teacher),
        S.DECLINED: lambda: case.decline(by=case.teacher),
        S.WITHDRAWN: lambda: case.withdraw(by=case.teacher),
        S.RESERVE: lambda: case.put_on_reserve(by=wu, acting_for=set(Holder)),
        S.REJECTED: lambda: case.reject(by=wu, reason="No", acting_for=set(Holder)),
        "back": lambda: case.send_back(by=wu, reason="Please complete", acting_for=set(Holder) - {Holder.TEACHER}),
        S.ARRIVED: lambda: case.arrive(by=wu),
        S.COMPLETED: lambda: case.complete(by=wu, minutes=60),
        S.NOT_COMPLETED: lambda: case.fail_to_complete(by=wu, minutes=60, reason="Missed a third"),
        S.DROPPED_OUT: lambda: case.drop_out(by=wu, reason="Ill"),
        S.REMOVED: lambda: case.remove(by=wu, reason="Signed in for others"),
        S.CANCELLED: lambda: case.cancel(by=wu, note="Too few"),
    }
    possible = set()
    for name, verb in tried.items():
        try:
            verb()
            db.session.flush()
            possible.add(case.state)
        except Refused:
            pass
        assert name in ("back", "accepted", "excepted") or case.state in (state, name)
        db.session.rollback()
        db.session.expire_all()

    return possible


POSSIBLE = {
    S.APPLIED: {S.COUNTY_REVIEW, S.RETURNED_TO_TEACHER, S.REJECTED, S.WITHDRAWN},
    S.RETURNED_TO_TEACHER: {S.WITHDRAWN},
    S.RETURNED_TO_SCHOOL: {S.COUNTY_REVIEW, S.RETURNED_TO_TEACHER, S.REJECTED, S.WITHDRAWN},
    S.COUNTY_REVIEW: {S.CITY_REVIEW, S.RESERVE, S.RETURNED_TO_SCHOOL, S.REJECTED, S.WITHDRAWN},
    S.RETURNED_TO_COUNTY: {S.CITY_REVIEW, S.RESERVE, S.RETURNED_TO_SCHOOL, S.REJECTED, S.WITHDRAWN},
    S.CITY_REVIEW: {S.PROVISIONAL, S.RESERVE, S.RETURNED_TO_COUNTY, S.REJECTED, S.WITHDRAWN},
    S.RESERVE: {S.OFFERED, S.REJECTED, S.WITHDRAWN},
    S.OFFERED: {S.PROVISIONAL, S.DECLINED},
    S.PROVISIONAL: {S.ADMITTED, S.REJECTED, S.WITHDRAWN},
    S.ADMITTED: {S.CONFIRMED, S.DECLINED},
    S.CONFIRMED: {S.DECLINED},
    S.ARRIVED: {S.REMOVED},
    S.COMPLETED: set(),
    S.NOT_COMPLETED: set(),
    S.DROPPED_OUT: set(),
    S.REMOVED: set(),
    S.DECLINED: set(),
    S.REJECTED: set(),
    S.WITHDRAWN: set(),
    S.CANCELLED: set(),
}
POSSIBLE |= {state: POSSIBLE[state] | {S.CANCELLED} for state in NOT_BEGUN}
POSSIBLE_AT_THE_END = {
    S.RESERVE: {S.REJECTED, S.WITHDRAWN},
    S.OFFERED: {S.PROVISIONAL},
    S.ADMITTED: {S.CONFIRMED, S.ARRIVED, S.DROPPED_OUT},
    S.CONFIRMED: {S.ARRIVED, S.DROPPED_OUT},
    S.ARRIVED: {S.COMPLETED, S.NOT_COMPLETED, S.DROPPED_OUT, S.REMOVED},
    S.COMPLETED: {S.NOT_COMPLETED},
    S.NOT_COMPLETED: {S.COMPLETED},
}


def test_whoever_hosts_a_cohort_writes_down_nothing_about_themselves(school, zhangdian):
    case = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school), state=S.ARRIVED)
    end_today(case.cohort)

    with pytest.raises(Refused, match="Nobody decides their own case"):
        case.complete(by=case.teacher, minutes=2400)
    case.complete(by=a_city_admin(), minutes=2400)

    assert (case.state, case.attended_minutes) == (S.COMPLETED, 2400)


def test_who_leaves_a_cohort_that_has_begun_makes_no_room_for_another(school, zhangdian):
    cohort, wu = a_cohort({zhangdian: 1}), a_city_admin()
    case = an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    end_today(cohort)

    case.arrive(by=wu)
    case.drop_out(by=wu, reason="Ill")

    assert (case.state, case.line.used, case.state.takes_days) == (S.DROPPED_OUT, 1, False)


def test_nobody_decides_their_own_case_or_one_they_nominated(school, zhangdian):
    qian = a_county_admin(zhangdian)
    own = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school), state=S.COUNTY_REVIEW)
    nominated = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school), nominated_by=qian)

    with pytest.raises(Refused, match="Nobody decides their own case"):
        own.approve_for_county(by=own.teacher)
    with pytest.raises(Refused, match="Nobody decides their own case"):
        nominated.approve_for_county(by=qian)
    own.approve_for_county(by=qian)

    assert own.state is S.CITY_REVIEW


def test_the_second_to_decide_is_told_who_was_first(school, zhangdian):
    qian, han = a_county_admin(zhangdian), a_county_admin(zhangdian, "Han")
    case = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school))
    case.approve_for_county(by=qian)
    db.session.commit()

    with pytest.raises(Refused, match=r"^Qian was first: since .+ this case is “City review”\.$"):
        case.reject(by=han, reason="Too late", acting_for=COUNTY)


def test_a_case_that_moved_since_it_was_read_is_not_moved_unseen(school, zhangdian):
    case = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school))
    seen = case.version
    case.approve_for_county(by=a_county_admin(zhangdian))
    db.session.commit()

    with pytest.raises(Refused, match="Qian was first"):
        case.require_unmoved(seen)
    case.require_unmoved(case.version)


def test_a_second_live_case_for_one_class_is_refused_by_the_database_itself(school, zhangdian):
    zhou, cohort = a_teacher(school), a_cohort({zhangdian: 3})
    an_enrolment(cohort, teacher=zhou, state=S.WITHDRAWN)
    an_enrolment(cohort, teacher=zhou, state=S.APPLIED)

    with pytest.raises(sa.exc.IntegrityError):
        an_enrolment(cohort, teacher=zhou, state=S.COUNTY_REVIEW)


def test_the_history_of_a_case_only_grows(school, zhangdian):
    case = an_enrolment(a_cohort({zhangdian: 3}), teacher=a_teacher(school))

    with pytest.raises(sa.exc.DBAPIError, match="only grows"):
        db.session.execute(sa.text("UPDATE enrolment_move SET note = 'never happened'"))
    db.session.rollback()
    with pytest.raises(sa.exc.DBAPIError, match="only grows"):
        db.session.execute(sa.text("DELETE FROM enrolment_move"))
    db.session.rollback()
    assert len(case.history) == 1


def test_the_places_of_a_line_are_given_in_the_order_of_the_reserve(school, zhangdian):
    wu, cohort = a_city_admin(), a_cohort({zhangdian: 2})
    first, second, third = (an_enrolment(cohort, teacher=a_teacher(school), state=S.RESERVE) for _ in range(3))

    with pytest.raises(Refused, match="nobody jumps the queue"):
        second.offer_place(by=wu)
    db.session.rollback()
    first.offer_place(by=wu)
    db.session.commit()
    db.session.expire_all()

    assert [(case.state, case.reserve_rank) for case in (first, second, third)] == [
        (S.OFFERED, None),
        (S.RESERVE, 1),
        (S.RESERVE, 2),
    ]


def test_whoever_leaves_the_reserve_lets_the_others_move_up(school, zhangdian):
    cohort = a_cohort({zhangdian: 2})
    first, second = (an_enrolment(cohort, teacher=a_teacher(school), state=S.RESERVE) for _ in range(2))
    first.withdraw(by=first.teacher)
    db.session.commit()
    db.session.expire_all()

    assert (first.reserve_rank, second.reserve_rank) == (None, 1)


def test_going_on_reserve_gives_the_seat_back_and_stands_last(school, zhangdian):
    cohort = a_cohort({zhangdian: 2})
    an_enrolment(cohort, teacher=a_teacher(school), state=S.RESERVE)
    case = an_enrolment(cohort, teacher=a_teacher(school), state=S.CITY_REVIEW)
    case.put_on_reserve(by=a_city_admin(), acting_for=CITY)

    assert (case.reserve_rank, line_of(cohort, zhangdian).used) == (2, 0)


def test_a_full_line_refuses_one_more_and_a_declined_place_is_free_again(school, zhangdian):
    qian, cohort = a_county_admin(zhangdian), a_cohort({zhangdian: 1})
    placed = an_enrolment(cohort, teacher=a_teacher(school), state=S.ADMITTED)
    waiting = an_enrolment(cohort, teacher=a_teacher(school))

    with pytest.raises(Refused, match="All seats of Zhangdian are taken"):
        waiting.approve_for_county(by=qian)
    db.session.rollback()
    placed.decline(by=placed.teacher, reason="I am ill.")
    waiting.approve_for_county(by=qian)

    assert (placed.state, waiting.state, line_of(cohort, zhangdian).used) == (S.DECLINED, S.CITY_REVIEW, 1)


def test_a_person_with_two_offices_does_not_review_what_they_passed_on(school, zhangdian):
    from teachnet.training.policy import acts_for, is_turn_of

    both = a_county_admin(zhangdian)
    both.appoint("city_admin", zhangdian.parent)
    case = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school))
    assert is_turn_of(both, case)
    case.approve_for_county(by=both)

    assert (acts_for(both, case), is_turn_of(both, case)) == (COUNTY, False)
    assert is_turn_of(a_city_admin(), case)


def test_a_stranger_is_no_party(app):
    case = an_enrolment()
    assert [case.is_party(case.teacher), case.is_party(a_person())] == [True, False]


def test_what_is_completed_counts_in_the_ledger_and_what_was_taken_for_completed_no_longer(school, zhangdian):
    some_rules("shandong")
    case, wu = an_enrolment(a_cohort({zhangdian: 1}), teacher=a_teacher(school), state=S.ARRIVED), a_city_admin()
    end_today(case.cohort)

    actions.complete(case, by=wu, minutes=2100)
    actions.fail_to_complete(case, by=wu, reason="His homework was somebody else's")
    actions.complete(case, by=wu)
    db.session.commit()

    entries = db.session.scalars(sa.select(CreditEntry).filter_by(person_id=case.teacher_id).order_by(CreditEntry.id))
    assert [(entry.minutes, entry.credits) for entry in entries] == [(2100, 3500), (-2100, -3500), (2400, 4000)]
