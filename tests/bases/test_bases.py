"""What a base has, what is on there, and who sees it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.bases import actions
from teachnet.bases.models import Finding, Grade, Inspection, Rectification, Room
from teachnet.bases.queries import bases_visible_to, inspections_visible_to
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training.models import CohortState
from tests.bases.factories import a_base_in, a_finding, a_room, an_inspection
from tests.factories import a_city_admin, a_county, a_county_admin, a_school, a_teacher, somebody, the_city
from tests.training.factories import a_cohort


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def base(zhangdian):
    return a_base_in(zhangdian, name="Zhangdian base")


@pytest.fixture
def host(base):
    return somebody(Role.HOST, base, "Han")


@pytest.fixture
def qian(zhangdian):
    return a_county_admin(zhangdian)


def seen_by(person, things=bases_visible_to):
    return len(db.session.scalars(things(person)).all())


def test_its_own_people_its_county_the_city_and_the_auditor_see_a_base(base, host, qian):
    an_inspection(base)
    an_inspection(a_base_in())
    everybody = {
        "host": host,
        "county": qian,
        "other county": a_county_admin(a_county()),
        "city": a_city_admin(),
        "auditor": somebody(Role.AUDITOR, the_city(), "Kan"),
        "teacher": a_teacher(a_school()),
    }

    seen = {"host": 1, "county": 1, "other county": 0, "city": 2, "auditor": 2, "teacher": 0}
    assert {name: seen_by(person) for name, person in everybody.items()} == seen
    assert {name: seen_by(person, inspections_visible_to) for name, person in everybody.items()} == seen


def test_who_no_longer_works_there_sees_it_no_longer(base, host):
    host.current_appointments[0].close(on=today())

    assert seen_by(host) == 0


def test_the_base_keeps_its_rooms(base, host, as_person):
    browser = as_person(host)
    browser.post(f"/bases/{base.id}/rooms", name="Hall 1", seats="60", equipment="Projector")
    room = db.session.scalars(sa.select(Room)).one()

    browser.post(f"/bases/rooms/{room.id}/edit", name="Hall A", seats="80", version=str(room.version))
    assert (room.name, room.seats, room.equipment) == ("Hall A", 80, "")
    assert "Hall A" in browser.get(f"/bases/{base.id}").get_text()

    browser.post(f"/bases/rooms/{room.id}/removal")
    assert db.session.scalars(sa.select(Room)).all() == []


def test_two_rooms_of_a_base_are_not_called_the_same(base, host, as_person):
    first, second = a_room(base, "Hall 1"), a_room(base, "Hall 2")
    a_room(a_base_in(), "Hall 3")
    browser = as_person(host)

    assert browser.post(f"/bases/{base.id}/rooms", name="Hall 1", seats="60").status == 409
    assert browser.post(f"/bases/rooms/{second.id}/edit", name="Hall 1", seats="60").status == 409
    assert browser.post(f"/bases/rooms/{second.id}/edit", name="Hall 3", seats="60").status == 303
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(Room).where(Room.id == second.id).values(name=first.name))


def test_whoever_changes_a_room_that_was_changed_meanwhile_is_told(base, host, as_person):
    room, browser = a_room(base), as_person(host)
    browser.post(f"/bases/rooms/{room.id}/edit", name="Hall A", seats="80", version="1")

    assert browser.post(f"/bases/rooms/{room.id}/edit", name="Hall B", seats="80", version="1").status == 409
    assert room.name == "Hall A"


def on_days(page) -> dict[str, list[str]]:
    days = {day.time["datetime"]: day.select("ul a") for day in page.select(".month > li:not(.weekday)")}
    return {day: [link.get_text() for link in links] for day, links in days.items() if links}


def test_the_month_shows_what_is_held_there_day_by_day(base, host, qian, as_person):
    first = today() + timedelta(days=40)
    cohort = a_cohort({qian.current_appointments[0].organisation: 3}, host_organisation=base)
    cohort.confirm_by, cohort.starts_on, cohort.ends_on = first, first, first + timedelta(days=2)
    elsewhere = a_cohort({a_county(): 3}, host_organisation=a_base_in())
    db.session.commit()

    page = as_person(host).get(f"/bases/{base.id}?month={first:%Y-%m}")
    after = as_person(host).get(f"/bases/{base.id}?month={first + timedelta(days=70):%Y-%m}")

    assert on_days(page)[first.isoformat()] == [cohort.title]
    assert elsewhere.title not in page.get_text()
    assert on_days(after) == {}
    assert "No cohort is held here in this month." in after.get_text()


def test_what_is_only_planned_the_base_does_not_see(base, host, as_person):
    cohort = a_cohort({a_county(): 3}, host_organisation=base, state=CohortState.PLANNED)
    url = f"/bases/{base.id}?month={cohort.starts_on:%Y-%m}"

    assert cohort.title not in as_person(host).get(url).get_text()
    assert cohort.title in as_person(a_city_admin()).get(url).get_text()


def test_the_people_of_the_base_are_those_with_a_post_today(base, host, qian, as_person):
    gone = somebody(Role.HOST, base, "Gone")
    gone.current_appointments[0].close(on=today())
    host.set_phone("13812341234")
    db.session.commit()

    page = as_person(qian).get(f"/bases/{base.id}")

    staff = page.select_one("[aria-labelledby=staff]").get_text()
    assert ("Han" in staff, "Gone" in staff) == (True, False)
    assert "138" not in page.get_text()


def test_a_base_is_inspected_once_a_year(base, qian, as_person):
    told = {"year": "2026", "inspected_on": "2026-10-12", "inspectors": "Qian, Wu", "summary": "Well kept."}
    browser = as_person(qian)

    assert browser.post(f"/bases/{base.id}/inspections/new", **told).status == 303
    page = browser.post(f"/bases/{base.id}/inspections/new", **told)
    assert (page.status, "There is an inspection of 2026 already." in page.get_text()) == (409, True)
    assert browser.post(f"/bases/{base.id}/inspections/new", **told | {"year": "2025"}).status == 303


def test_of_two_who_write_the_inspection_of_a_year_at_once_one_does(at_once, base, qian):
    base_id, qian_id = base.id, qian.id
    kinds = type(base), type(qian)

    def act(_seen):
        found, by = db.session.get(kinds[0], base_id), db.session.get(kinds[1], qian_id)
        actions.inspect(found, by=by, year=2026, inspected_on=today(), inspectors="Qian", summary="")

    ends = at_once(*[(lambda: None, act)] * 4)

    assert ends == {"done": 1, "There is an inspection of 2026 already.": 3}
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(
            sa.insert(Inspection).values(
                base_id=base_id, year=2026, inspected_on=today(), inspectors="Q", summary="", written_by_id=qian_id
            )
        )


def test_an_inspection_to_come_is_not_written_down(base, qian, as_person):
    tomorrow = (today() + timedelta(days=1)).isoformat()
    told = {"year": str(today().year), "inspected_on": tomorrow, "inspectors": "Qian"}

    assert as_person(qian).post(f"/bases/{base.id}/inspections/new", **told).status == 422


def test_what_is_insufficient_has_a_day_and_nothing_else_has(base):
    inspection = an_inspection(base)
    for grade, due_on in ((Grade.INSUFFICIENT, None), (Grade.GOOD, today())):
        with pytest.raises(Refused, match="has a day for it"):
            inspection.add_finding(text="Exit", grade=grade, due_on=due_on)
    with pytest.raises(Refused, match="before the inspection"):
        inspection.add_finding(text="Exit", grade=Grade.INSUFFICIENT, due_on=today() - timedelta(days=21))
    with pytest.raises(sa.exc.IntegrityError, match="due_when_insufficient"):
        db.session.execute(sa.update(Finding).where(Finding.id == a_finding(inspection).id).values(due_on=today()))


@pytest.mark.parametrize(
    ("days", "state"), [(1, Rectification.OPEN), (0, Rectification.OPEN), (-1, Rectification.LATE), (None, None)]
)
def test_what_is_to_be_put_right_is_late_after_its_day(base, days, state):
    assert a_finding(an_inspection(base), days=days).rectification is state


def test_what_was_put_right_is_ticked_off_once_by_the_office(base, qian, host, as_person):
    finding = a_finding(an_inspection(base), days=5)
    url = f"/bases/findings/{finding.id}/rectification"
    assert as_person(host).post(url, note="Done").status == 403

    assert as_person(qian).post(url, note="The exit is free.").status == 303

    assert (finding.rectification, finding.rectified_by.name) == (Rectification.DONE, "Qian")
    page = as_person(a_city_admin()).post(url, note="Again")
    assert (page.status, "Qian has ticked it off already." in page.get_text()) == (409, True)
    assert "The exit is free." in as_person(host).get(f"/bases/inspections/{finding.inspection_id}").get_text()


def test_a_finding_is_written_by_a_form_that_says_what_is_wrong(base, qian, as_person):
    url = f"/bases/inspections/{an_inspection(base).id}/findings"

    page = as_person(qian).post(url, text="Exit", grade="insufficient", due_on="")

    assert (page.status, "has a day for it" in page.get_text()) == (422, True)
    assert as_person(qian).post(url, text="Exit", grade="insufficient", due_on=today().isoformat()).status == 303


def test_nobody_inspects_where_they_work(base, qian, as_person):
    qian.appoint(Role.HOST, base)
    db.session.commit()

    assert as_person(qian).get(f"/bases/{base.id}/inspections/new").status == 403
    # The negative control: without that post they do.
    next(post for post in qian.current_appointments if post.role is Role.HOST).close(on=today())
    db.session.commit()
    assert as_person(qian).get(f"/bases/{base.id}/inspections/new").status == 200


def test_the_list_tells_rooms_seats_and_what_is_late(base, as_person):
    a_room(base, "Hall 1", seats=60)
    a_room(base, "Hall 2", seats=40)
    inspection = an_inspection(base)
    a_finding(inspection, days=-1)
    a_finding(inspection, days=5)
    a_finding(inspection)

    row = as_person(a_city_admin()).get("/bases/").select_one(f"#base-{base.id}").get_text(" ", strip=True)

    assert all(told in row for told in ("100", str(today().year), "1 of 2 late"))


def test_the_pages_cost_the_same_for_a_little_and_for_much(base, zhangdian, as_person, statements):
    city, costs = as_person(a_city_admin()), []
    for year in (2020, 2021, 2022):
        other = a_base_in(zhangdian)
        for number in range(2):
            a_room(other, f"Room {number}")
            a_room(base, f"Room {year} {number}")
            a_cohort({zhangdian: 3}, host_organisation=base)
        somebody(Role.HOST, base, f"Host {year}")
        inspection = an_inspection(base, year=year)
        a_finding(inspection, days=3)
        pages = ["/bases/", f"/bases/{base.id}", f"/bases/inspections/{inspection.id}"]
        city.get("/bases/")
        costs.append([])
        for url in pages:
            statements.clear()
            assert city.get(url).status == 200
            costs[-1].append(len(statements))

    assert costs[0] == costs[2]
