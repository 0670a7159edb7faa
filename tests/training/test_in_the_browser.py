"""The quota grid in front of a clerk: it adds up while one types, and takes what a spreadsheet gives it."""

import pytest

from teachnet.db import db
from teachnet.training.models import CohortState, QuotaLine
from tests.factories import a_city_admin, a_county
from tests.training.factories import a_cohort

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text", text);
  const told = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
}"""


@pytest.fixture
def grid(live_server, page, sign_in):
    """The grid of a cohort of 30 seats, with Zhangdian and Yiyuan."""
    counties = [a_county(name="Zhangdian", code="370303"), a_county(name="Yiyuan", code="370323")]
    cohort = a_cohort(state=CohortState.PLANNED, seats=30, host_organisation=counties[0])
    sign_in(page, a_city_admin())
    page.goto(f"{live_server.url}/training/cohorts/{cohort.id}/quota")
    return page.locator("[data-quota-grid]")


def paste(page, text):
    page.evaluate(PASTE, text)


def test_it_adds_up_as_one_types_and_says_when_it_is_too_much(page, grid):
    zhangdian, yiyuan = grid.locator("td input").all()
    zhangdian.fill("20")
    zhangdian.press("Enter")
    page.keyboard.type("9")

    assert grid.locator("output").all_text_contents() == ["20", "9", "29", "29 / 30"]
    assert yiyuan.input_value() == "9"
    yiyuan.fill("11")
    assert grid.locator("td[data-state=bad] output").all_text_contents() == ["31 / 30"]


def test_a_copied_table_finds_its_counties_whatever_their_order(page, grid):
    grid.locator("td input").first.focus()
    paste(page, "County\tSeats\r\nYiyuan\t１２\r\nZhangdian\t1,8\r\nElsewhere\t5\r\n")
    assert [cell.input_value() for cell in grid.locator("td input").all()] == ["18", "12"]

    paste(page, "3\n4\n")
    assert [cell.input_value() for cell in grid.locator("td input").all()] == ["3", "4"]
    page.get_by_role("button", name="Give the seats").click()
    page.wait_for_url("**/cohorts/*")
    assert sorted(line.seats for line in db.session.query(QuotaLine)) == [3, 4]
