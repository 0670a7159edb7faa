"""The reserve: a free place is offered to the first, for some days; and the seat beyond the quota the city may give."""

from datetime import timedelta

import pytest

from teachnet.db import db, today, utcnow
from teachnet.errors import Refused
from teachnet.jobs import outbox
from teachnet.jobs.worker import work_until_idle
from teachnet.training import offers
from teachnet.training.models import CohortState, Enrolment, EnrolmentState, SeatMove, SeatReason
from teachnet.web.filters import day
from tests.factories import a_city_admin, a_county_admin, a_teacher
from tests.training.factories import a_cohort, an_enrolment, line_of

S = EnrolmentState


def on_reserve(cohort, school, *names):
    return [an_enrolment(cohort, teacher=a_teacher(school, name), state=S.RESERVE) for name in names]


def offered(cohort, school):
    (case,) = on_reserve(cohort, school, "An")
    case.offer_place(by=a_city_admin())
    db.session.commit()
    return case


def days_pass(time_machine, days):
    time_machine.move_to(utcnow() + timedelta(days=days))


def test_a_free_place_is_offered_to_the_first_who_takes_it_and_is_asked_no_second_time(as_person, zhangdian, school):
    cohort, wu = a_cohort({zhangdian: 1}, offer_days=4), a_city_admin()
    first, second = on_reserve(cohort, school, "An", "Bo")
    an, url = as_person(first.teacher), f"/training/enrolments/{first.id}"

    as_person(wu).post(f"{url}/offer")
    assert (first.state, first.offered_until, second.reserve_rank) == (S.OFFERED, today() + timedelta(days=4), 1)
    assert line_of(cohort, zhangdian).is_full
    assert f"By {day(first.offered_until)}." in an.get(url).select_one("main").get_text()
    desk = an.get("/").select_one("main").get_text(" ", strip=True)
    assert f"Take the place: {cohort.title}" in desk
    an.post(f"{url}/acceptance")
    as_person(wu).post(f"{url}/admission")

    db.session.expire_all()
    assert first.state is S.CONFIRMED
    assert [move.became for move in first.history][1:] == [S.OFFERED, S.PROVISIONAL, S.ADMITTED, S.CONFIRMED]
    assert second.state is S.RESERVE


def test_an_offer_nobody_answers_ends_and_the_next_may_have_the_place(time_machine, zhangdian, school):
    cohort = a_cohort({zhangdian: 1})
    case, (second,) = offered(cohort, school), on_reserve(cohort, school, "Bo")

    days_pass(time_machine, 3)
    case, second = _the_worker_looks(case, second)
    assert case.state is S.OFFERED  # the last day is theirs
    days_pass(time_machine, 1)
    with pytest.raises(Refused, match="The offer ended on"):
        case.accept_offer(by=case.teacher)
    db.session.rollback()
    case, second = _the_worker_looks(case, second)
    assert (case.state, case.line.used) == (S.DECLINED, 0)
    assert case.moved_note == f"The offer ended on {day(case.offered_until)}."
    second.offer_place(by=a_city_admin())
    assert second.state is S.OFFERED


def _the_worker_looks(*cases):
    """And these are the cases after it did."""
    ids = [case.id for case in cases]
    outbox.send(offers.TOPIC)
    db.session.commit()
    work_until_idle()
    return [db.session.get(Enrolment, id_) for id_ in ids]


def test_no_offer_is_made_without_a_free_seat_nor_once_the_reserve_is_frozen(time_machine, zhangdian, school):
    wu = a_city_admin()
    full = a_cohort({zhangdian: 1})
    an_enrolment(full, teacher=a_teacher(school), state=S.CONFIRMED)
    with pytest.raises(Refused, match="All seats of Zhangdian are taken"):
        on_reserve(full, school, "An")[0].offer_place(by=wu)
    db.session.rollback()

    freeze = today() + timedelta(days=10)
    case = on_reserve(a_cohort({zhangdian: 1}, promotes_until=freeze), school, "Bo")[0]
    days_pass(time_machine, 11)
    with pytest.raises(Refused, match="nobody moves up from the reserve"):
        case.offer_place(by=wu)
    db.session.rollback()
    assert case.state is S.RESERVE


def test_an_offer_stands_no_longer_than_the_reserve(zhangdian, school):
    freeze = today() + timedelta(days=4)
    cohort = a_cohort({zhangdian: 1}, promotes_until=freeze, offer_days=30)
    assert offered(cohort, school).offered_until == freeze


def test_a_freeze_lies_between_the_applications_and_the_first_day(as_person, zhangdian):
    cohort = a_cohort({zhangdian: 1}, state=CohortState.PLANNED)
    browser, url = as_person(a_city_admin()), f"/training/cohorts/{cohort.id}/edit"
    form = {field["name"]: field.get("value", "") for field in browser.get(url).select("form.fields input[name]")}
    form |= {"host_organisation_id": cohort.host_organisation_id, "stage": "", "subject": "", "host_id": ""}

    for wrong in (cohort.closes_on - timedelta(days=1), cohort.starts_on + timedelta(days=1)):
        page = browser.post(url, **form | {"promotes_until": wrong.isoformat()})
        assert "A day between" in page.select_one("#promotes_until-error").text
    assert browser.post(url, **form | {"offer_days": 31}).status == 422
    right = cohort.starts_on - timedelta(days=2)
    assert browser.post(url, **form | {"promotes_until": right.isoformat(), "offer_days": 5}).status == 303
    assert (cohort.promotes_until, cohort.offer_days) == (right, 5)


def test_a_place_on_reserve_is_not_given_without_asking(zhangdian, school):
    with pytest.raises(Refused, match="is offered to the first"):
        on_reserve(a_cohort({zhangdian: 1}), school, "An")[0].admit_provisionally(by=a_city_admin())


# 特批


def test_the_city_gives_a_seat_beyond_the_quota_with_a_reason_that_stays(as_person, zhangdian, school):
    cohort, wu = a_cohort({zhangdian: 1}, seats=2), a_city_admin()
    an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    case = an_enrolment(cohort, teacher=a_teacher(school, "An"))
    browser, url = as_person(wu), f"/training/enrolments/{case.id}"

    assert f"{url}/exception" in {button.get("formaction") for button in browser.get(url).select("button")}
    assert browser.post(f"{url}/exception", note=" ").status == 422
    browser.post(f"{url}/exception", note="She leads the county's workshop")

    db.session.expire_all()
    line = line_of(cohort, zhangdian)
    assert (case.state, case.is_exception, line.used, line.seats, cohort.allocated) == (S.PROVISIONAL, True, 2, 2, 2)
    entry = db.session.query(SeatMove).filter_by(reason=SeatReason.EXCEPTION).one()
    assert (entry.line, entry.seats, entry.note, entry.by) == (line, 1, "She leads the county's workshop", wu)
    assert "Admitted beyond the quota" in browser.get(url).select_one("dl").text


def test_an_exception_needs_a_full_line_and_a_seat_the_cohort_still_has(zhangdian, school):
    wu, cohort = a_city_admin(), a_cohort({zhangdian: 1}, seats=1)
    case = an_enrolment(cohort, teacher=a_teacher(school))
    with pytest.raises(Refused, match="Zhangdian has a seat left"):
        case.admit_beyond_quota(by=wu, reason="Because")
    db.session.rollback()
    an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    with pytest.raises(Refused, match="All seats of the cohort are given"):
        case.admit_beyond_quota(by=wu, reason="Because")
    db.session.rollback()
    assert (case.state, case.is_exception, cohort.allocated) == (S.COUNTY_REVIEW, False, 1)


def test_an_exception_goes_past_the_quota_and_past_nobody_on_the_reserve(zhangdian, school):
    cohort = a_cohort({zhangdian: 1}, seats=3)
    an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    first, second = on_reserve(cohort, school, "An", "Bo")

    with pytest.raises(Refused, match="nobody jumps the queue"):
        second.admit_beyond_quota(by=a_city_admin(), reason="Because")
    db.session.rollback()
    first.admit_beyond_quota(by=a_city_admin(), reason="Because")
    db.session.expire(second)
    assert (first.state, second.reserve_rank) == (S.PROVISIONAL, 1)


def test_nobody_excepts_themselves_and_no_county_does(zhangdian, school):
    cohort = a_cohort({zhangdian: 1}, seats=3)
    an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    case = an_enrolment(cohort, teacher=a_teacher(school))
    with pytest.raises(Refused, match="Nobody decides their own case"):
        case.admit_beyond_quota(by=case.teacher, reason="Because")


@pytest.mark.parametrize("seats", [1, 3])
def test_two_exceptions_at_once_never_give_more_seats_than_the_cohort_has(at_once, zhangdian, school, seats):
    cohort, wu = a_cohort({zhangdian: 1}, seats=1 + seats), a_city_admin()
    an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    cases = [an_enrolment(cohort, teacher=a_teacher(school)) for _ in range(6)]

    ends = at_once(*(_excepting(case, wu) for case in cases))

    db.session.expire_all()
    assert ends["done"] == seats
    assert (cohort.allocated, line_of(cohort, zhangdian).used) == (1 + seats, 1 + seats)


def _excepting(case, by):
    kind, who, case_id, by_id = type(case), type(by), case.id, by.id

    def act(_seen):
        db.session.get(kind, case_id).admit_beyond_quota(by=db.session.get(who, by_id), reason="Because")

    return (lambda: None), act


def test_the_county_may_not_except(as_person, zhangdian, school):
    cohort = a_cohort({zhangdian: 1}, seats=3)
    an_enrolment(cohort, teacher=a_teacher(school), state=S.CONFIRMED)
    case = an_enrolment(cohort, teacher=a_teacher(school))
    qian = as_person(a_county_admin(zhangdian))
    assert qian.post(f"/training/enrolments/{case.id}/exception", note="Because").status == 403
