"""What people see of their hours and credits, and how the city writes the rules."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.credits.known import KNOWN
from teachnet.credits.models import CreditEntry, CreditRule, Requirement, RuleSet, Way
from teachnet.db import db, today
from teachnet.jobs.worker import work_until_idle
from tests.credits.factories import a_closed_year, attested, some_rules
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_school,
    a_school_admin,
    a_teacher,
    somebody,
    the_city,
)

YEAR = today().year


def this_year(month: int = 1) -> date:
    return date(YEAR, month, 1)


@pytest.fixture
def school(app):
    return a_school(a_county(name="Zhangdian"), name="First Primary")


def test_a_teacher_sees_the_cycle_each_year_of_it_and_how_every_entry_was_counted(as_person, school):
    some_rules("shandong", from_year=YEAR - 1, first_year=YEAR - 1)
    zhou = a_teacher(school)
    attested(zhou, 30, ended=date(YEAR - 1, 6, 1))
    attested(zhou, 20, ended=this_year())

    page = as_person(zhou).get("/credits/")

    years = [line.get_text(" ", strip=True) for line in page.select(".credit-years li")]
    assert years[:3] == [f"{YEAR - 1} 30", f"{YEAR} 20", f"{YEAR + 1} 0"]
    assert [bar["aria-label"] for bar in page.select(".credit-years .bar")][1] == f"{YEAR}: 20 credits · 20 hours"
    assert [line.get_text(" ", strip=True) for line in page.select(".card .share .row")] == [
        "All together 20 of 48 credits Under way",
        "All together 50 of 360 credits Under way",
    ]
    assert page.select(".entry")[0].select("p")[1].text == "Face to face 20 hours ÷ 1 = 20 credits; counted: 20"


def test_a_year_that_fell_short_is_marked(as_person, school):
    some_rules("shandong", from_year=YEAR - 1, first_year=YEAR - 1)
    zhou = a_teacher(school)
    attested(zhou, 30, ended=date(YEAR - 1, 6, 1))

    bars = as_person(zhou).get("/credits/").select(".credit-years .bar")

    assert [bar.get("data-state") for bar in bars[:3]] == ["wait", None, None]


def test_hours_of_one_way_and_of_all_others_are_told_apart(as_person, school):
    some_rules("wuhan", from_year=YEAR, first_year=YEAR)
    zhou = a_teacher(school)
    attested(zhou, 160, ended=this_year())
    attested(zhou, 30, ended=this_year(), way=Way.VIDEO)
    attested(zhou, 20, ended=this_year(), way=Way.DEGREE)

    page = as_person(zhou).get("/credits/")

    assert [line.get_text(" ", strip=True) for line in page.select(".card .share .row")] == [
        "All together 210 of 360 hours Under way",
        "Face to face 160 of 160 hours Reached",
        "Other ways 30 of 200 hours Under way",
    ]


def test_a_page_without_anything_says_what_to_do(as_person, school):
    page = as_person(a_teacher(school)).get("/credits/")

    assert page.select_one(".empty a")["href"] == "/credits/claims/new"


def test_an_office_sees_its_teachers_and_finds_who_is_short(as_person, school):
    some_rules("shandong", from_year=YEAR, first_year=YEAR)
    zhou, liu = a_teacher(school, "Zhou"), a_teacher(school, "Liu")
    other = a_teacher(a_school(), "Elsewhere")
    attested(zhou, 50, ended=this_year())
    attested(liu, 10, ended=this_year())
    attested(other, 10, ended=this_year())
    sun = as_person(a_school_admin(school))

    def names(url):
        return [link.text for link in sun.get(url).select(".table th a")]

    assert sorted(names("/credits/people")) == ["Liu", "Zhou"]
    assert names("/credits/people?behind=y") == ["Liu"]
    assert names("/credits/people?q=Zhou") == ["Zhou"]
    assert sorted(names("/credits/people?q=First+Primary")) == ["Liu", "Zhou"]
    assert sun.get(f"/credits/people/{other.id}").status == 404


def test_who_moved_away_is_seen_by_the_new_school_and_no_longer_by_the_old(as_person, school):
    zhou, new_school = a_teacher(school), a_school()
    attested(zhou, 8)
    zhou.transfer(new_school)
    db.session.commit()

    seen = [as_person(a_school_admin(one)).get(f"/credits/people/{zhou.id}").status for one in (school, new_school)]

    assert seen == [404, 200]


def test_a_list_of_three_takes_as_many_statements_as_one_of_thirty(as_person, school, statements):
    sun = as_person(a_school_admin(school))
    counts = []
    for many in (3, 27):
        for _ in range(many):
            attested(a_teacher(school), 8)
        statements.clear()
        sun.get("/credits/people")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_ones_own_page_takes_as_many_statements_for_three_entries_as_for_twenty(as_person, school, statements):
    some_rules("shandong")
    zhou, counts = a_teacher(school), []
    browser = as_person(zhou)
    for many in (3, 17):
        for _ in range(many):
            attested(zhou, 8)
        statements.clear()
        browser.get("/credits/")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_the_city_takes_something_back_only_with_a_reason(as_person, school):
    some_rules("shandong")
    zhou, wu = a_teacher(school), as_person(a_city_admin())
    record = attested(zhou, 8)

    assert wu.post(f"/credits/records/{record.id}/voiding").status == 422
    wu.post(f"/credits/records/{record.id}/voiding", note="Listed twice by hand.")

    page = as_person(zhou).get("/credits/")
    assert [line.select_one(".push").text for line in page.select(".entry")] == ["-8 credits", "8 credits"]
    assert "Listed twice by hand." in page.select_one(".entry").text
    assert db.session.scalar(sa.select(sa.func.sum(CreditEntry.credits))) == 0


def written(organisation, *lines, **changes) -> dict:
    typed = {"title": "Rules of ours", "from_year": YEAR, "first_year": YEAR, "cycle_years": 5}
    for number, line in enumerate(lines):
        typed |= {f"rules-{number}-{name}": value for name, value in line.items()}
    return typed | {"organisation_id": organisation.id} | changes


@pytest.mark.parametrize("name", list(KNOWN))
def test_known_rules_can_be_taken_over_as_they_stand(as_person, school, name):
    wu, city = as_person(a_city_admin()), the_city()
    form = wu.get(f"/credits/rules/new?known={name}").select_one("main form")
    typed = {one["name"]: one.get("value", "") for one in form.select("input[name]") if one.get("type") != "checkbox"}
    typed |= {one["name"]: "y" for one in form.select("input[type=checkbox][checked]")}
    for one in form.select("select"):
        chosen = one.select_one("option[selected]") or one.select_one("option")
        typed[one["name"]] = chosen["value"]

    answer = wu.post("/credits/rules/new", **{key: value for key, value in typed.items() if "token" not in key})

    assert answer.status == 303
    rules = db.session.scalars(sa.select(RuleSet)).one()
    expected = RuleSet(
        organisation_id=city.id, from_year=YEAR, first_year=YEAR, cycle_years=5,
        rules=[CreditRule(**line) for line in KNOWN[name].rules],
        requirements=[Requirement(**line) for line in KNOWN[name].requirements],
    )  # fmt: skip
    assert rules.terms == expected.terms


def test_new_rules_count_open_years_anew_in_the_background(as_person, school):
    rules = some_rules("shandong", from_year=YEAR, first_year=YEAR)
    zhou, wu = a_teacher(school), as_person(a_city_admin())
    attested(zhou, 48, ended=this_year())

    line = {"way": "face_to_face", "level": "", "minutes_per_credit": "6"}
    typed = written(the_city(), line, version=rules.version)
    assert wu.post(f"/credits/rules/{rules.id}/edit", **typed).status == 303
    work_until_idle()

    assert list(db.session.scalars(sa.select(CreditEntry.credits).order_by(CreditEntry.id))) == [4800, -4800, 800]


def test_rules_that_counted_a_closed_year_can_end_but_not_change(as_person, school):
    rules = some_rules("shandong", from_year=YEAR - 2, first_year=YEAR - 2)
    a_closed_year(YEAR - 2)
    wu, line = as_person(a_city_admin()), {"way": "face_to_face", "level": "", "minutes_per_credit": "6"}

    changed = written(the_city(), line, from_year=YEAR - 2, first_year=YEAR - 2)
    assert wu.post(f"/credits/rules/{rules.id}/edit", **changed).status == 409
    same = [
        {"way": rule.way, "level": "", "minutes_per_credit": "1", "absent_percent": 20}
        for rule in sorted(rules.rules, key=lambda one: one.id)
    ]
    least = {"requirements-0-span": "cycle", "requirements-0-least": "360", "requirements-0-measure": "credits"}
    least |= {"requirements-1-span": "year", "requirements-1-least": "48", "requirements-1-measure": "credits"}
    least |= {"requirements-0-way": "", "requirements-1-way": ""}
    ended = written(the_city(), *same, from_year=YEAR - 2, first_year=YEAR - 2, until_year=YEAR - 2) | least
    assert wu.post(f"/credits/rules/{rules.id}/edit", **ended).status == 303

    following = written(the_city(), line, from_year=YEAR - 1, first_year=YEAR - 2)
    assert wu.post("/credits/rules/new", **following).status == 303


def test_two_sets_of_rules_do_not_hold_for_one_year(as_person, school):
    some_rules("shandong", from_year=YEAR - 1, first_year=YEAR - 1)
    line = {"way": "other", "level": "", "minutes_per_credit": "8"}

    answer = as_person(a_city_admin()).post("/credits/rules/new", **written(the_city(), line))

    assert (answer.status, "Other rules of this organisation" in answer.text) == (409, True)


def test_whoever_saves_rules_over_somebody_elses_is_shown_theirs_first(as_person, school):
    rules = some_rules("shandong")
    line = {"way": "other", "level": "", "minutes_per_credit": "8"}

    page = as_person(a_city_admin()).post(f"/credits/rules/{rules.id}/edit", **written(the_city(), line, version=99))

    assert (page.status, "Somebody else has changed these rules" in page.text) == (409, True)


def test_what_makes_no_rules_is_said_beside_the_field(as_person, school):
    wu = as_person(a_city_admin())
    twice = [{"way": "other", "level": "", "minutes_per_credit": "8"}] * 2

    assert "Write at least one line" in wu.post("/credits/rules/new", **written(the_city())).text
    assert "There is a line for this way" in wu.post("/credits/rules/new", **written(the_city(), *twice)).text
    late = wu.post("/credits/rules/new", **written(the_city(), twice[0], first_year=YEAR + 1))
    assert "A cycle must have begun" in late.select_one("#first_year-error").text


def test_a_year_is_closed_after_one_has_seen_what_that_fixes(as_person, school):
    some_rules("shandong")
    attested(a_teacher(school), 8, ended=date(YEAR - 1, 5, 1))
    wu = as_person(a_city_admin())

    page = wu.get(f"/credits/years/{YEAR - 1}")
    assert [figure.text for figure in page.select(".figure b")] == ["1", "8", "8"]
    assert wu.post(f"/credits/years/{YEAR - 1}/closing").status == 303
    assert wu.post(f"/credits/years/{YEAR - 1}/closing").status == 409
    assert "closed" in wu.get("/credits/years").select_one(".list li").text


def test_an_auditor_reads_and_changes_nothing(as_person, school):
    zhou, kan = a_teacher(school), as_person(somebody(Role.AUDITOR, the_city()))
    record = attested(zhou, 8)

    page = kan.get(f"/credits/people/{zhou.id}")

    assert (page.status, page.select("main form"), kan.post(f"/credits/records/{record.id}/voiding").status) == (
        200,
        [],
        403,
    )


def test_a_county_sees_only_its_own(as_person, school):
    zhou = a_teacher(school)
    attested(zhou, 8, ended=today() - timedelta(days=3))
    theirs, others = a_county_admin(school.county), a_county_admin(a_county(), "Han")

    assert [as_person(one).get(f"/credits/people/{zhou.id}").status for one in (theirs, others)] == [200, 404]
