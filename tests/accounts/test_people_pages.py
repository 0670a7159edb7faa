import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person, Role
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.db import db, today
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_person,
    a_school,
    a_school_admin,
    a_teacher,
    somebody,
    the_city,
)


def names(page) -> list[str]:
    return [row.text.strip() for row in page.select(".person th")]


def test_an_office_sees_its_own_people_and_nobody_elses(as_person):
    here, there = a_school(), a_school()
    a_teacher(here, "Mine")
    a_teacher(there, "Theirs")

    assert names(as_person(a_school_admin(here)).get("/people/")) == ["Mine"]


def test_somebody_who_left_is_still_in_the_list_of_the_old_school_but_out_of_its_hands(as_person):
    old, new = a_school(), a_school()
    teacher = a_teacher(old, "Gone")
    admin = a_school_admin(old)
    teacher.transfer(new)

    page = as_person(admin).get(f"/people/{teacher.id}")

    assert page.status == 200
    assert page.select(".card form") == []
    assert as_person(admin).post(f"/people/{teacher.id}/code").status == 403


@pytest.mark.parametrize("words", ["周敏", "zhoumin", "zhou min", "ZM", "敏"])
def test_a_person_is_found_by_characters_pinyin_and_initials(as_person, words):
    school = a_school()
    a_teacher(school, "周敏", username="u1", name_pinyin="zhou min", name_initials="zm")
    a_teacher(school, "李雷", username="u2", name_pinyin="li lei", name_initials="ll")

    assert names(as_person(a_school_admin(school)).get("/people/", query_string={"q": words})) == ["周敏"]


def test_a_code_given_by_the_school_sets_a_first_password_once(as_person, visitor):
    school = a_school()
    a_teacher(school, "Zhou", username="zhou")
    teacher = db.session.scalars(sa.select(Person).where(Person.username == "zhou")).one()
    page = as_person(a_school_admin(school)).post(f"/people/{teacher.id}/code")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", page.select_one(".one-time-code").text)[0]
    form = {"username": "zhou", "code": code, "new_password": "Long-Enough-7", "repeated": "Long-Enough-7"}

    assert visitor.post("/first-sign-in", **form).status == 303
    assert visitor.get("/me").status == 200
    assert visitor.post("/first-sign-in", **form).status == 422


def test_a_disabled_person_is_out_at_the_next_request(as_person):
    school = a_school()
    teacher = a_teacher(school, "Zhou")
    phone = as_person(teacher)
    assert phone.get("/me").status == 200

    as_person(a_school_admin(school)).post(f"/people/{teacher.id}/disabling")

    assert phone.get("/me").status == 302


def test_nobody_appoints_above_their_own_level(as_person):
    school = a_school()
    teacher = a_teacher(school, "Zhou")
    form = {"role": "city_admin", "organisation": the_city().name}

    assert as_person(a_school_admin(school)).post(f"/people/{teacher.id}/appointments", **form).status == 422
    assert [post.role for post in teacher.current_appointments] == [Role.TEACHER]


def test_a_county_appoints_a_school_administrator(as_person):
    county = a_county()
    school = a_school(county)
    teacher = a_teacher(school, "Zhou")

    answer = as_person(a_county_admin(county)).post(
        f"/people/{teacher.id}/appointments", role="school_admin", organisation=school.name
    )

    assert answer.status == 303
    assert {post.role for post in teacher.current_appointments} == {Role.TEACHER, Role.SCHOOL_ADMIN}


def test_a_misspelt_organisation_keeps_what_was_typed(as_person):
    county = a_county()
    teacher = a_teacher(a_school(county), "Zhou")

    page = as_person(a_county_admin(county)).post(
        f"/people/{teacher.id}/appointments", role="school_admin", organisation="No such school"
    )

    assert (page.status, page.select_one("[name=organisation]")["value"]) == (422, "No such school")
    assert "No such school" in page.select_one("form .error").text


def test_an_auditor_holds_no_other_role(as_person):
    auditor = somebody(Role.AUDITOR, the_city(), "Auditor")
    school = a_school()

    answer = as_person(a_city_admin()).post(
        f"/people/{auditor.id}/appointments", role="reviewer", organisation=school.name
    )

    assert answer.status == 422
    assert [post.role for post in auditor.current_appointments] == [Role.AUDITOR]


def test_a_county_moves_a_teacher_between_its_schools(as_person):
    county = a_county()
    old, new = a_school(county), a_school(county)
    teacher = a_teacher(old, "Zhou")
    teacher.appointments[0].starts_on = today() - timedelta(days=30)

    answer = as_person(a_county_admin(county)).post(
        f"/people/{teacher.id}/transfer", school=new.name, on=today().isoformat()
    )

    assert answer.status == 303
    assert (teacher.school, teacher.appointments[0].ends_on) == (new, today())


def test_a_list_of_people_costs_the_same_for_one_and_for_thirty(as_person, statements):
    school = a_school()
    admin = as_person(a_school_admin(school))
    costs = []

    for many in (1, 15):
        for _n in range(many):
            a_teacher(school, "Zhou")
        statements.clear()
        admin.get("/people/")
        costs.append(len(statements))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("query", ["role=%20", "role=%E3%80%80", "role=nonsense"])
def test_a_filter_that_is_none_filters_nothing(as_person, query):
    school = a_school()
    a_teacher(school, "周敏")

    assert "周敏" in names(as_person(a_school_admin(school)).get(f"/people/?{query}"))


def test_the_trail_is_for_the_auditor_and_the_city(as_person):
    auditor = somebody(Role.AUDITOR, the_city(), "Auditor")
    a_person("Somebody")

    assert as_person(auditor).get("/audit/").status == 200
    assert as_person(a_teacher()).get("/audit/").status == 403


def test_the_trail_is_read_from_one_day_to_another(as_person, monkeypatch):
    """A day is the city's: it begins at 16:00 of the day before in Greenwich."""
    auditor = as_person(somebody(Role.AUDITOR, the_city(), "Auditor"))
    late = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)
    for moment, name in ((late, "Sunday"), (late + timedelta(seconds=1), "Monday")):
        record(moment, name)

    def named(query):
        return [name for name in ("Sunday", "Monday") if name in auditor.get(f"/audit/?{query}").get_text()]

    assert named("first=2026-03-02") == ["Monday"]
    assert named("last=2026-03-01") == ["Sunday"]
    assert named("first=2026-03-01&last=2026-03-02") == ["Sunday", "Monday"]
    assert named("first=nonsense&last=9999-12-31") == ["Sunday", "Monday"]


def record(moment, name):
    db.session.add(
        AuditEntry(at=moment, actor_name=name, action="accounts.disable", thing="person", outcome=Outcome.DONE)
    )
    db.session.commit()
