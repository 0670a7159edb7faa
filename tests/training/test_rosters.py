from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Gender, Role, Stage, Subject, Title
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.training.models import EnrolmentState
from tests.factories import a_city_admin, a_county, a_county_admin, a_school, a_teacher, somebody
from tests.training.factories import a_base, a_cohort, a_programme, an_enrolment

S = EnrolmentState


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian", short_name="Zhangdian")


@pytest.fixture
def cohort(zhangdian):
    programme = a_programme(title="Backbone teachers 2026", document_number="淄教师字〔2026〕18 号")
    return a_cohort({zhangdian: 500}, title="Primary mathematics", programme=programme, seats=600)


def people(zhangdian):
    """周敏, 郑海涛 and 刘芳, of two schools."""
    first, second = a_school(zhangdian, name="张店区实验小学"), a_school(zhangdian, name="和平街道小学", is_rural=True)
    maths = {"stage": Stage.PRIMARY, "subject": Subject.MATHEMATICS}
    return [
        a_teacher(
            first, "周敏", name_pinyin="zhou min", name_initials="zm", gender=Gender.FEMALE, title=Title.FIRST, **maths
        ),
        a_teacher(second, "郑海涛", name_pinyin="zheng hai tao", name_initials="zht", **maths),
        a_teacher(first, "刘芳", name_pinyin="liu fang", name_initials="lf", **maths),
    ]


@pytest.fixture
def three(cohort, zhangdian):
    states = (S.CONFIRMED, S.COUNTY_REVIEW, S.ADMITTED)
    return [
        an_enrolment(cohort, teacher=person, state=state)
        for person, state in zip(people(zhangdian), states, strict=True)
    ]


def names(page):
    return [head.text.strip() for head in page.select("tbody th")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["刘芳", "郑海涛", "周敏"]),
        ("q=周", ["周敏"]),
        ("q=zm", ["周敏"]),
        ("q=ZHT", ["郑海涛"]),
        ("q=zhou min", ["周敏"]),
        ("q=zhoumin", ["周敏"]),
        ("q=zh", ["郑海涛", "周敏"]),
        ("q=实验小学", ["刘芳", "周敏"]),
        ("q=_", []),
        ("state=confirmed", ["周敏"]),
        ("state=nonsense", ["刘芳", "郑海涛", "周敏"]),
        ("sort=school", ["郑海涛", "刘芳", "周敏"]),
        ("sort=state", ["刘芳", "周敏", "郑海涛"]),
        ("sort='; DROP TABLE enrolment", ["刘芳", "郑海涛", "周敏"]),
        ("per_page=2", ["刘芳", "郑海涛"]),
        ("per_page=2&page=2", ["周敏"]),
        ("per_page=501", ["刘芳", "郑海涛", "周敏"]),
        ("per_page=-1&page=-1", ["刘芳", "郑海涛", "周敏"]),
        (f"per_page={'9' * 400}", ["刘芳", "郑海涛", "周敏"]),
        ("sort=%20&state=%20&per_page=%20", ["刘芳", "郑海涛", "周敏"]),
    ],
)
def test_a_roster_is_searched_filtered_sorted_and_paged_in_the_address(
    as_person, three, cohort, zhangdian, query, found
):
    page = as_person(a_county_admin(zhangdian)).get(f"/training/cohorts/{cohort.id}/roster?{query}")

    assert (page.status, names(page)) == (200, found)


def test_a_roster_page_costs_the_same_for_one_and_for_three(as_person, cohort, zhangdian, statements):
    browser, url = as_person(a_county_admin(zhangdian)), f"/training/cohorts/{cohort.id}/roster?per_page=500"
    costs = []
    for person in people(zhangdian):
        an_enrolment(cohort, teacher=person, state=S.ADMITTED)
        statements.clear()
        assert len(names(browser.get(url))) == len(costs) + 1
        costs.append(len(statements))

    assert costs[0] == costs[2]


def sheet_of(page):
    assert page.response.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = openpyxl.load_workbook(BytesIO(page.response.data))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_excel_holds_the_columns_one_chose_in_the_order_of_the_page(as_person, three, cohort, zhangdian):
    three[0].teacher.set_phone("13812341234")
    page = as_person(a_county_admin(zhangdian)).post(
        f"/training/cohorts/{cohort.id}/roster/export",
        columns=["state", "name", "phone", "school", "rural", "title", "moved_on"],
        purpose="Room list",
    )

    rows = sheet_of(page)
    assert rows[0][0] == "Primary mathematics"
    assert rows[1][0].startswith("淄教师字〔2026〕18 号 · ")
    assert rows[1][0].endswith(" · 3 people")
    assert rows[3] == ["Name", "School", "Rural school", "Professional title", "Phone (masked)", "State", "Since"]
    assert [row[:6] for row in rows[4:]] == [
        ["刘芳", "张店区实验小学", None, None, None, "Admitted, to be confirmed"],
        ["郑海涛", "和平街道小学", "✓", None, None, "County review"],
        ["周敏", "张店区实验小学", None, "First-grade teacher", "138****1234", "Confirmed"],
    ]
    assert "Primary mathematics roster" in page.response.headers["Content-Disposition"]


def test_what_looks_like_a_formula_leaves_as_text(as_person, cohort, zhangdian):
    names = ["=1+1", "+86", "-2", "@SUM(A1)", "\tTab", "\rReturn", "\nLine", "http://evil.example", "12345678901234567"]
    for name in names:
        an_enrolment(cohort, teacher=a_teacher(a_school(zhangdian), name, name_pinyin=name.lower()))
    page = as_person(a_county_admin(zhangdian)).post(
        f"/training/cohorts/{cohort.id}/roster/export", columns=["name"], purpose="Check"
    )

    book = openpyxl.load_workbook(BytesIO(page.response.data))
    cells = [row[0] for row in book.active.iter_rows(min_row=5)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}
    escaped = {cell.value.replace("_x000D_", "\r").replace("\r\n", "\n") for cell in cells}
    assert {f"'{name}" for name in names[:5]} < escaped
    assert {"http://evil.example", "12345678901234567"} < escaped
    assert all(value.startswith(("'", "h", "1")) for value in escaped)


def test_an_export_holds_only_what_one_may_see_and_what_one_filtered(as_person, three, cohort, zhangdian):
    elsewhere = a_county(name="Yiyuan")
    cohort.seats = 700
    browser, url = as_person(a_county_admin(zhangdian)), f"/training/cohorts/{cohort.id}/roster/export"

    assert [row[0] for row in sheet_of(browser.post(url, columns=["name"], purpose="x", q="zm"))[4:]] == ["周敏"]
    assert [row[0] for row in sheet_of(browser.post(url, columns=["name"], purpose="x", state="admitted"))[4:]] == [
        "刘芳"
    ]
    assert sheet_of(as_person(a_county_admin(elsewhere)).post(url, columns=["name"], purpose="x"))[4:] == []
    form = browser.get(url + "?q=zm&state=confirmed").select_one("form.fields")
    assert (form.select_one("[name=q]")["value"], form.select_one("[name=state]")["value"]) == ("zm", "confirmed")


def test_an_export_is_written_down_with_its_purpose(as_person, three, cohort):
    wu = a_city_admin()
    as_person(wu).post(f"/training/cohorts/{cohort.id}/roster/export", columns=["name", "phone"], purpose="Room list")

    row = db.session.scalars(
        sa.select(AuditEntry).filter_by(action="training.download_export", reason="Room list")
    ).one()
    assert (row.actor_name, row.thing, row.thing_id, row.reason) == ("Wu", "cohort", cohort.id, "Room list")
    assert row.changes == {"columns": [None, "name phone"], "rows": [None, 3]}


def test_an_export_without_purpose_or_columns_is_not_made_and_keeps_the_choice(as_person, three, cohort):
    browser, url = as_person(a_city_admin()), f"/training/cohorts/{cohort.id}/roster/export"

    page = browser.post(url, columns=["name", "county"])
    assert (page.status, page.select_one("#purpose-error").text.strip()) == (
        422,
        "Say what the list is for; it is written down.",
    )
    assert [box["value"] for box in page.select("[name=columns][checked]")] == ["name", "county"]
    assert browser.post(url, purpose="x").status == 422
    assert browser.post(url, purpose="x", columns=["id_number"]).status == 422
    assert db.session.query(AuditEntry).filter_by(thing="cohort", reason="x").count() == 0


def test_the_printed_roster_names_those_with_a_place_and_no_phone(as_person, three, cohort):
    three[0].teacher.set_phone("13812341234")
    page = as_person(a_city_admin()).get(f"/training/cohorts/{cohort.id}/roster/print")

    assert [cell.text for cell in page.select(".print-sheet tbody .name")] == ["刘芳", "周敏"]
    assert "淄教师字〔2026〕18 号" in page.select_one(".print-sheet header").text
    assert page.select_one(".print-sheet h1").text == f"{cohort.title}: roster"
    assert "138" not in page.text


def test_the_host_reads_and_exports_their_own_cohort_and_no_other(as_person, three, cohort, zhangdian):
    han = somebody(Role.HOST, a_base(), "Han")
    other = a_cohort({zhangdian: 3})
    url = "/training/cohorts/{}/roster"
    assert as_person(han).get(url.format(cohort.id)).status == 403
    cohort.host = han

    assert names(as_person(han).get(url.format(cohort.id))) == ["刘芳", "周敏"]
    assert len(sheet_of(as_person(han).post(url.format(cohort.id) + "/export", columns=["name"], purpose="Rooms"))) == 6
    assert as_person(han).get(url.format(other.id)).status == 403
