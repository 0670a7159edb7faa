"""A list is frozen, runs for its working days, and is read by whoever may."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from teachnet.db import db, today, utcnow
from teachnet.errors import Refused
from teachnet.notices import actions
from teachnet.notices.models import Notice, NoticeLine, NoticePhase
from teachnet.training.models import EnrolmentState
from teachnet.training.policy import is_turn_of
from teachnet.training.queries import cases_to_decide
from tests.factories import a_city_admin, a_county, a_school, a_teacher
from tests.notices.factories import TOLD, a_list, a_notice
from tests.training.factories import a_cohort, an_enrolment

S = EnrolmentState


@pytest.fixture
def wu(app):
    return a_city_admin()


def names_on(page) -> list[str]:
    return [row.get_text(strip=True) for row in page.select("tbody th")]


def test_on_the_list_is_who_is_provisionally_admitted_and_nobody_else(app, wu):
    cohort = a_list("An", "Bo")
    county = cohort.lines[0].county
    for state in (S.CITY_REVIEW, S.RESERVE, S.ADMITTED, S.REJECTED):
        an_enrolment(cohort, teacher=a_teacher(a_school(county), state.value), state=state)

    notice = a_notice(cohort, by=wu)

    assert [(line.position, line.name) for line in notice.lines] == [(1, "An"), (2, "Bo")]
    assert (notice.people, notice.phase) == (2, NoticePhase.RUNNING)


def test_the_list_stays_as_it_was_whatever_becomes_of_the_cases(app, wu, visitor):
    notice = a_notice(a_list("An", "Bo"), by=wu)
    case = notice.lines[0].enrolment
    case.reject(by=wu, reason="Left the school", acting_for={case.holder})
    case.teacher.name = "An Newname"
    case.school.name = "Renamed school"
    db.session.commit()

    page = visitor.get(f"/notices/{notice.id}")

    assert names_on(page) == ["An", "Bo"]
    assert "Renamed school" not in page.get_text()


@pytest.mark.parametrize("statement", [sa.update(NoticeLine).values(name="Somebody"), sa.delete(NoticeLine)])
def test_the_database_refuses_to_change_a_line_or_take_it_away(app, wu, statement):
    a_notice(by=wu)

    with pytest.raises(sa.exc.DatabaseError, match="notice_line only grows"):
        db.session.execute(statement)


def test_neither_phone_nor_id_number_is_on_any_page(app, wu, visitor, as_person):
    county = a_county()
    cohort = a_cohort({county: 3})
    zhou = a_teacher(a_school(county), "Zhou")
    zhou.set_phone("13812341234")
    zhou.set_id_number("370303199001010018")
    an_enrolment(cohort, teacher=zhou, state=S.PROVISIONAL)
    notice = a_notice(cohort, by=wu)

    for browser in (visitor, as_person(wu)):
        for url in (f"/notices/{notice.id}", f"/notices/{notice.id}/print"):
            text = str(browser.get(url))
            assert "Zhou" in text
            assert not any(secret in text for secret in ("13812341234", "138****1234", "19900101", "0018"))


def test_the_days_are_counted_over_a_holiday(app, wu, time_machine):
    time_machine.move_to(datetime(2026, 9, 30, 3, tzinfo=UTC), tick=False)

    notice = a_notice(by=wu)

    assert (notice.first_day, notice.last_day) == (date(2026, 10, 8), date(2026, 10, 13))
    assert notice.readable_until == date(2026, 11, 12)
    assert notice.working_days_left == 5
    time_machine.move_to(datetime(2026, 10, 12, 3, tzinfo=UTC), tick=False)
    assert notice.working_days_left == 2


def test_the_last_day_lasts_until_midnight_in_the_city(app, wu, time_machine):
    time_machine.move_to(datetime(2026, 11, 2, 3, tzinfo=UTC), tick=False)
    notice = a_notice(by=wu)
    assert notice.last_day == date(2026, 11, 9)

    time_machine.move_to(datetime(2026, 11, 9, 15, 59, tzinfo=UTC), tick=False)
    assert (notice.is_running, notice.working_days_left) == (True, 1)
    time_machine.move_to(datetime(2026, 11, 9, 16, 0, tzinfo=UTC), tick=False)
    assert (notice.is_running, notice.phase) == (False, NoticePhase.ENDED)


def test_a_year_without_its_decree_is_named_on_the_page(app, wu, visitor, time_machine):
    said = "The holidays of 2099 are not yet known"
    known = a_notice(by=wu)
    time_machine.move_to(datetime(2099, 5, 4, 3, tzinfo=UTC), tick=False)
    unknown = a_notice(by=wu)

    assert said in visitor.get(f"/notices/{unknown.id}").get_text()
    assert said not in visitor.get(f"/notices/{known.id}").get_text()


@pytest.mark.parametrize("days", ["", "0", "-3", "five", "31", "2000000000"])
def test_what_is_no_number_of_days_is_refused(app, wu, as_person, days):
    cohort = a_list("An")

    assert as_person(wu).post(f"/notices/cohorts/{cohort.id}/new", **TOLD | {"working_days": days}).status == 422


def test_before_it_is_published_the_page_says_until_when_it_would_run(app, as_person, time_machine):
    time_machine.move_to(datetime(2026, 9, 30, 3, tzinfo=UTC), tick=False)
    cohort = a_list("An")

    assert "13 October 2026" in as_person(a_city_admin()).get(f"/notices/cohorts/{cohort.id}/new").get_text()


def test_fewer_than_five_working_days_are_refused_by_the_form_and_by_the_database(app, wu, as_person):
    cohort = a_list("An")

    page = as_person(wu).post(f"/notices/cohorts/{cohort.id}/new", **TOLD | {"working_days": "4"})

    assert (page.status, "From 5 to 30 working days." in page.get_text()) == (422, True)
    with pytest.raises(sa.exc.IntegrityError, match="five_working_days_at_least"):
        a_notice(cohort, by=wu, working_days=4)


def test_everybody_reads_it_for_thirty_days_more_then_members(app, wu, visitor, as_person, time_machine):
    notice, teacher = a_notice(by=wu), a_teacher(a_school())
    url = f"/notices/{notice.id}"
    days = (notice.readable_until - today()).days
    assert days >= 30

    time_machine.move_to(utcnow() + timedelta(days=days), tick=False)
    assert visitor.get(url).status == 200
    assert notice.title in visitor.get("/notices/").get_text()

    time_machine.move_to(utcnow() + timedelta(days=1), tick=False)
    assert visitor.get(url).status == 404
    assert visitor.get(f"{url}/print").status == 404
    assert notice.title not in visitor.get("/notices/").get_text()
    assert as_person(teacher).get(url).status == 200


def test_nobody_on_the_list_no_notice(app, wu):
    with pytest.raises(Refused, match="there is no list to publish"):
        a_notice(a_cohort({a_county(): 3}), by=wu)


def test_a_cohort_has_one_open_notice(app, wu):
    cohort = a_list("An")
    a_notice(cohort, by=wu)

    with pytest.raises(Refused, match="open already"):
        a_notice(cohort, by=wu)


def test_the_database_itself_refuses_a_second_open_notice(app, wu):
    cohort = a_list("An")
    a_notice(cohort, by=wu)
    cohort.is_on_notice = False  # as if the flag had been lost
    db.session.commit()

    with pytest.raises(sa.exc.IntegrityError):
        a_notice(cohort, by=wu)


def test_of_two_who_publish_at_once_one_does(at_once, wu):
    cohort_id, wu_id = a_list("An", "Bo").id, wu.id

    def act(_seen):
        cohort = db.session.get(type_of_cohort, cohort_id)
        actions.publish(cohort, by=db.session.get(type_of_person, wu_id), **TOLD)

    type_of_cohort, type_of_person = type(a_cohort({a_county(): 1})), type(wu)
    ends = at_once(*[(lambda: None, act)] * 4)

    assert ends["done"] == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Notice)) == 1


def test_while_it_runs_nobody_of_the_cohort_is_admitted_singly(app, wu, as_person):
    notice = a_notice(by=wu)
    case = notice.lines[0].enrolment
    said = "when the notice is closed, all on it are admitted together"

    page = as_person(wu).post(f"/training/enrolments/{case.id}/admission")

    assert (page.status, said in page.get_text()) == (409, True)
    assert case.state is S.PROVISIONAL
    # The negative control: without the flag it goes through.
    notice.cohort.is_on_notice = False
    db.session.commit()
    as_person(wu).post(f"/training/enrolments/{case.id}/admission")
    assert case.state is S.ADMITTED


def test_what_is_on_notice_waits_for_nobody(app, wu):
    cohort = a_list("An")
    case = cohort.enrolments[0]
    assert (is_turn_of(wu, case), db.session.scalars(cases_to_decide(wu)).all()) == (True, [case])

    a_notice(cohort, by=wu)

    assert (is_turn_of(wu, case), db.session.scalars(cases_to_decide(wu)).all()) == (False, [])


def test_a_cohort_is_not_closed_over_its_open_notice(app, wu, time_machine):
    notice = a_notice(by=wu)
    time_machine.move_to(utcnow() + timedelta(days=90), tick=False)

    with pytest.raises(Refused, match="Close the public notice"):
        notice.cohort.close(by=wu)


def test_the_list_is_published_by_a_form_and_printed(app, wu, as_person, visitor):
    cohort = a_list("An", "Bo")
    city = as_person(wu)
    assert "Publish the list" in city.get("/notices/").get_text()
    assert "An" in city.get(f"/notices/cohorts/{cohort.id}/new").get_text()

    url = city.post(f"/notices/cohorts/{cohort.id}/new", **TOLD | {"readable_days": "0"}).location

    assert names_on(visitor.get(url)) == ["An", "Bo"]
    assert "Zibo education bureau" in visitor.get(f"{url}/print").get_text()
    assert "Publish the list" not in city.get("/notices/").get_text()


def test_a_teacher_has_no_lists_to_publish(app, as_person):
    a_list("An")

    assert "Publish the list" not in as_person(a_teacher(a_school())).get("/notices/").get_text()


def test_the_pages_cost_the_same_for_a_few_and_for_many(app, wu, as_person, statements, time_machine):
    city, costs = as_person(wu), []
    for names in (["An"], [f"N{number}" for number in range(12)]):
        notice = a_notice(a_list(*names), by=wu)
        a_list("Waiting")
        pages = ["/notices/", f"/notices/{notice.id}", f"/notices/{notice.id}/print", f"/notices/{notice.id}/closing"]
        for url in [*pages, f"/notices/cohorts/{a_list(*names).id}/new"]:
            city.get(url)  # the first visit of a session touches it
        costs.append([])
        for url in [*pages, f"/notices/cohorts/{a_list(*names).id}/new"]:
            statements.clear()
            assert city.get(url).status == 200
            costs[-1].append(len(statements))

    assert costs[0] == costs[1]


def test_a_visitor_needs_no_sign_in(app, wu, visitor):
    notice = a_notice(by=wu)

    assert names_on(visitor.get("/notices/")) == [f"{notice.title}{notice.document_number}"]
    assert visitor.get(f"/notices/{notice.id}").select_one("form#objection, [aria-labelledby=objection] form")
