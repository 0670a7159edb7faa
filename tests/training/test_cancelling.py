"""A cohort is cancelled, and each of its people goes on in another that can have them, or is told."""

from datetime import timedelta

import pytest

from teachnet.accounts.models import Stage, Subject
from teachnet.attendance.models import ClassMeeting
from teachnet.db import beginning_of, db, today
from teachnet.errors import Refused
from teachnet.training import actions, cancelling
from teachnet.training.chain import ENDED, NOT_BEGUN, PLACED, SEATED
from teachnet.training.models import (
    CohortState,
    Enrolment,
    EnrolmentState,
    EntryRule,
    EntryRuleKind,
    Phase,
    ReplacementState,
    SpreadRule,
)
from tests.factories import a_city_admin, a_county, a_county_admin, a_school_admin, a_teacher, saved
from tests.training.factories import a_cohort, an_enrolment, days_from, line_of

S = EnrolmentState
MATHS = {"stage": Stage.PRIMARY, "subject": Subject.MATHEMATICS}


@pytest.fixture
def thin(zhangdian):
    return a_cohort({zhangdian: 9}, title="Thin")


@pytest.fixture
def other(zhangdian, thin):
    return a_cohort({zhangdian: 2}, title="Other", programme=thin.programme, **days_from(60))


def cancelled(cohort, *others, reason="Too few."):
    cancelling.cancel(cohort, others, by=a_city_admin(), reason=reason)
    db.session.commit()


def goes_on(case):
    """(in which cohort, how far) a case goes on."""
    return (case.went_on.cohort.title, case.went_on.state) if case.went_on else None


def test_whoever_had_a_place_has_one_in_the_other(thin, other, school, zhangdian):
    case = an_enrolment(thin, teacher=a_teacher(school, "Zhou"), state=S.CONFIRMED)
    cancelled(thin, other)
    assert (case.state, thin.state, thin.phase) == (S.CANCELLED, CohortState.CANCELLED, Phase.CANCELLED)
    assert goes_on(case) == ("Other", S.PROVISIONAL)
    assert (line_of(thin, zhangdian).used, line_of(other, zhangdian).used) == (0, 1)
    assert case.moved_note == "Too few. It goes on in “Other”."
    assert case.went_on.moved_note == "Instead of “Thin”, which is cancelled: Too few."
    assert thin.history[-1].note == "Too few."


def test_each_goes_on_as_far_as_their_case_was(thin, school, zhangdian):
    other = a_cohort({zhangdian: 30}, title="Other", **days_from(60))
    cases = {state: an_enrolment(thin, teacher=a_teacher(school), state=state) for state in NOT_BEGUN}
    cancelled(thin, other)
    went = {state: case.went_on.state for state, case in cases.items()}
    applied = dict.fromkeys((S.APPLIED, S.RETURNED_TO_TEACHER), S.APPLIED)
    placed = dict.fromkeys(PLACED, S.PROVISIONAL)
    assert went == dict.fromkeys(NOT_BEGUN, S.COUNTY_REVIEW) | applied | placed
    assert {case.state for case in cases.values()} == {S.CANCELLED}
    assert (line_of(thin, zhangdian).used, line_of(other, zhangdian).used) == (0, len(PLACED))


def test_what_has_ended_stays_as_it_ended(thin, other, school):
    cases = [an_enrolment(thin, teacher=a_teacher(school), state=state) for state in (S.REJECTED, S.WITHDRAWN)]
    cancelled(thin, other)
    assert [case.state for case in cases] == [S.REJECTED, S.WITHDRAWN]
    assert [case.went_on for case in cases] == [None, None]


def test_those_with_a_place_come_first_and_who_finds_no_seat_is_on_the_reserve(thin, other, school, zhangdian):
    """Two seats for three; the first of the reserve there stays the first."""
    waits = an_enrolment(other, teacher=a_teacher(school), state=S.RESERVE)
    review = an_enrolment(thin, teacher=a_teacher(school), state=S.COUNTY_REVIEW)
    places = [an_enrolment(thin, teacher=a_teacher(school), state=S.ADMITTED) for _number in range(3)]
    cancelled(thin, other)
    assert [case.went_on.state for case in places] == [S.PROVISIONAL, S.PROVISIONAL, S.RESERVE]
    assert (waits.reserve_rank, places[2].went_on.reserve_rank) == (1, 2)
    assert review.went_on.state is S.COUNTY_REVIEW
    assert line_of(other, zhangdian).used == 2


def test_the_first_of_the_chosen_that_has_a_seat_is_taken(thin, other, school, zhangdian):
    third = a_cohort({zhangdian: 5}, title="Third", **days_from(90))
    an_enrolment(other, teacher=a_teacher(school), state=S.CONFIRMED)
    cases = [an_enrolment(thin, teacher=a_teacher(school), state=S.CONFIRMED) for _number in range(2)]
    cancelled(thin, other, third)
    assert [goes_on(case) for case in cases] == [("Other", S.PROVISIONAL), ("Third", S.PROVISIONAL)]


def test_without_another_cohort_people_are_told_and_may_ask_again(thin, school, as_person):
    zhou = a_teacher(school, "Zhou", **MATHS)
    case = an_enrolment(thin, teacher=zhou, state=S.CONFIRMED)
    cancelled(thin)
    assert (case.state, case.went_on, case.moved_note) == (S.CANCELLED, None, "Too few.")
    page = as_person(zhou).get(f"/training/cohorts/{thin.id}")
    assert "This cohort is cancelled: Too few." in page.text
    assert as_person(zhou).get("/training/").select(".my-case .badge")[0].text.strip() == "Cohort was cancelled"


@pytest.mark.parametrize("hindrance", ["county", "field", "days", "condition", "rejected"])
def test_nobody_is_sent_where_they_cannot_go(thin, other, school, hindrance):
    zhou = a_teacher(school, "Zhou", **MATHS)
    case = an_enrolment(thin, teacher=zhou, state=S.CONFIRMED)
    if hindrance == "county":
        other = a_cohort({a_county(): 5}, title="Other", **days_from(60))
    elif hindrance == "field":
        other.subject = Subject.CHINESE
    elif hindrance == "days":
        elsewhere = a_cohort({school.county: 5}, title="Elsewhere", **days_from(60))
        an_enrolment(elsewhere, teacher=zhou, state=S.CONFIRMED)
    elif hindrance == "condition":
        zhou.born_on = today() - timedelta(days=365 * 50)
        other.entry_rules.append(EntryRule(kind=EntryRuleKind.MOST_AGE, number=45, on=today()))
    else:
        an_enrolment(other, teacher=zhou, state=S.REJECTED)
    db.session.commit()
    (route,) = cancelling.preview(thin, [other], by=a_city_admin())
    assert (route.line, route.becomes) == (None, S.CANCELLED)
    assert route.hindrance
    cancelled(thin, other)
    assert (case.state, case.went_on) == (S.CANCELLED, None)


def test_the_days_of_the_cancelled_cohort_itself_are_free_again(thin, school, zhangdian):
    case = an_enrolment(thin, teacher=a_teacher(school), state=S.CONFIRMED)
    same_days = a_cohort({zhangdian: 5}, title="Same days")
    cancelled(thin, same_days)
    assert goes_on(case) == ("Same days", S.PROVISIONAL)


def test_a_large_quota_stays_spread(thin, other, school, zhangdian):
    other.spread.append(SpreadRule(from_seats=1, most=1))
    cases = [an_enrolment(thin, teacher=a_teacher(school, **MATHS), state=S.CONFIRMED) for _number in range(2)]
    cancelled(thin, other)
    assert [case.went_on.state for case in cases] == [S.PROVISIONAL, S.RESERVE]


def test_the_preview_is_what_happens(thin, other, school):
    """Mixed states, fewer seats than people, one who cannot go: each ends where the preview says."""
    for state in (*NOT_BEGUN, S.CONFIRMED, S.ADMITTED):
        an_enrolment(thin, teacher=a_teacher(school), state=state)
    an_enrolment(other, teacher=thin.enrolments[0].teacher, state=S.REJECTED)
    planned = cancelling.preview(thin, [other], by=a_city_admin())
    said = {route.case.id: (route.line and route.line.cohort.title, route.becomes) for route in planned}
    cancelled(thin, other)
    for case in thin.enrolments:
        assert (goes_on(case) or (None, S.CANCELLED)) == said[case.id]


def test_a_replacement_that_was_asked_for_is_refused(thin, other, school):
    case = an_enrolment(thin, teacher=a_teacher(school, "Zhou", **MATHS), state=S.CONFIRMED)
    liu = a_teacher(school, "Liu", **MATHS)
    asked = actions.ask_replacement(case, liu, by=a_school_admin(school), reason="Ill")
    db.session.commit()
    cancelled(thin, other)
    assert (asked.state, asked.decided_note) == (ReplacementState.REFUSED, "The cohort is cancelled.")


def test_nobody_gives_a_place_to_themself(thin, other, school):
    """The admin of the city who teaches, too, is reviewed again."""
    wu = a_city_admin()
    case = an_enrolment(thin, teacher=a_teacher(school), state=S.CONFIRMED, nominated_by=wu)
    cancelling.cancel(thin, [other], by=wu, reason="Too few.")
    assert case.went_on.state is S.COUNTY_REVIEW


def test_only_an_announced_cohort_that_has_not_begun_is_cancelled(thin, other, zhangdian):
    running = a_cohort({zhangdian: 5}, **{name: day - timedelta(days=30) for name, day in days_from(30).items()})
    planned = a_cohort({zhangdian: 5}, state=CohortState.PLANNED)
    on_notice = a_cohort({zhangdian: 5}, is_on_notice=True)
    db.session.commit()
    for cohort in (running, planned, on_notice):
        with pytest.raises(Refused):
            cancelled(cohort, other)
        db.session.rollback()
    cancelled(thin, other)
    with pytest.raises(Refused, match="announced"):
        cancelled(thin, other)


@pytest.mark.parametrize("meanwhile", [{"state": CohortState.CANCELLED}, {"is_on_notice": True}])
def test_nobody_is_sent_to_a_cohort_that_takes_nobody_in_any_more(thin, other, school, meanwhile):
    """It was offered on the page; somebody else was quicker."""
    case = an_enrolment(thin, teacher=a_teacher(school), state=S.COUNTY_REVIEW)
    for name, value in meanwhile.items():
        setattr(other, name, value)
    db.session.commit()
    with pytest.raises(Refused, match="takes nobody in any more"):
        cancelled(thin, other)
    db.session.rollback()
    assert (case.state, thin.state) == (S.COUNTY_REVIEW, CohortState.ANNOUNCED)


def test_nothing_of_a_cancelled_cohort_moves_any_more(thin, other, school, as_person):
    case = an_enrolment(thin, teacher=a_teacher(school, **MATHS), state=S.COUNTY_REVIEW)
    cancelled(thin)
    with pytest.raises(Refused):
        case.approve_for_county(by=a_county_admin(school.county))
    db.session.rollback()
    assert "Cancelled, not held" in as_person(a_city_admin()).get("/training/cohorts?tab=over").text
    with pytest.raises(Refused, match="cancelled"):
        a_meeting(thin)


def test_the_room_of_a_cancelled_cohort_is_free(thin, zhangdian):
    saved(a_meeting(thin))
    twin = a_cohort({zhangdian: 5}, title="Twin")
    with pytest.raises(Refused, match="Room 201 is taken"):
        a_meeting(twin)
    db.session.rollback()
    cancelled(thin)
    saved(a_meeting(twin))


def a_meeting(cohort):
    begins = beginning_of(cohort.starts_on) + timedelta(hours=9)
    meeting = ClassMeeting()
    ends = begins + timedelta(hours=3)
    meeting.place(cohort, title="Opening", begins_at=begins, ends_at=ends, minutes=180, room="201", lecturer="")
    return meeting


def test_the_page_shows_where_each_goes_and_then_does_it(as_person, thin, other, school):
    an_enrolment(thin, teacher=a_teacher(school, "Zhou"), state=S.CONFIRMED)
    wu = as_person(a_city_admin())
    url = f"/training/cohorts/{thin.id}/cancellation"
    first = wu.get(url)
    assert [box["value"] for box in first.select("#others input[checked]")] == [str(other.id)]
    (row,) = first.select("tbody tr")
    assert "Other" in row.text
    assert "Provisionally admitted" in row.text
    nowhere = wu.post(f"{url}/preview", note="Typed already")
    assert "Cohort was cancelled" in nowhere.select("tbody tr")[0].text
    assert nowhere.select("textarea")[0].text.strip() == "Typed already"
    assert db.session.query(Enrolment).filter_by(state=S.CANCELLED).count() == 0

    assert wu.post(url, others=other.id).status == 422
    assert wu.post(url, others=other.id, note="Too few.", version=thin.version - 1).status == 409
    done = wu.post(url, others=other.id, note="Too few.", version=thin.version)
    assert done.status == 303
    assert "Cancelled. One person goes on elsewhere." in wu.get(f"/training/cohorts/{thin.id}").text
    assert wu.get(url).status == 409


def test_the_page_takes_as_many_statements_for_nine_people_as_for_three(as_person, thin, other, school, statements):
    wu, counts = as_person(a_city_admin()), []
    for many in (3, 6):
        for _number in range(many):
            an_enrolment(thin, teacher=a_teacher(school, **MATHS), state=S.CONFIRMED)
        wu.get(f"/training/cohorts/{thin.id}/cancellation")  # warm
        before = len(statements)
        page = wu.get(f"/training/cohorts/{thin.id}/cancellation")
        counts.append(len(statements) - before)
    assert len(page.select("tbody tr")) == 9
    assert counts[0] == counts[1] > 0


def test_a_cohort_that_is_not_offered_cannot_be_chosen(as_person, thin, zhangdian):
    chinese = a_cohort({zhangdian: 5}, subject=Subject.CHINESE, **days_from(60))
    thin.subject = Subject.MATHEMATICS
    db.session.commit()
    wu = as_person(a_city_admin())
    url = f"/training/cohorts/{thin.id}/cancellation"
    assert not wu.get(url).select("#others")
    assert wu.post(url, others=chinese.id, note="Too few.").status == 422


def test_a_cancelled_case_has_ended_and_holds_no_seat():
    assert S.CANCELLED in ENDED
    assert S.CANCELLED not in SEATED
