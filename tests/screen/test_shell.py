"""The shell of every page in a real browser: what works without JavaScript, and where the focus goes."""

import pytest
from playwright.sync_api import expect

from teachnet.accounts.models import Role
from teachnet.audit.models import AuditEntry
from teachnet.db import utcnow
from tests.factories import saved, somebody, the_city
from tests.screen import complaints
from tests.screen.test_pages import CHINESE, ENGLISH, speak
from tests.the_dev import dev


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_signing_in_and_out(new_page, demo_server, java_script_enabled):
    page = new_page(java_script_enabled=java_script_enabled)
    page.goto(demo_server.url)
    page.get_by_label("User name").fill("teacher")
    page.get_by_label("Password").fill(dev.DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_contain_text("周敏")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_searching_without_javascript(new_page, demo_server):
    page = new_page(java_script_enabled=False)
    page.goto(demo_server.url)
    page.locator("main").get_by_role("searchbox").fill("提问")
    page.locator("main").get_by_role("button", name="Search").click()

    expect(page.locator(".resource mark").first).to_have_text("提问")
    assert "q=%E6%8F%90%E9%97%AE" in page.url


def test_language_dark_and_large_text_without_javascript(new_page, demo_server):
    page = new_page(width=360, height=740, java_script_enabled=False)
    page.goto(f"{demo_server.url}/first-sign-in")

    html = page.locator("html")
    page.get_by_role("button", name="Dark").click()
    expect(html).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Large text").click()
    expect(html).to_have_attribute("data-size", "large")
    page.locator(".masthead").get_by_role("button", name="中文").click()
    expect(html).to_have_attribute("lang", "zh-Hans-CN")

    assert page.url == f"{demo_server.url}/first-sign-in"
    assert [html.get_attribute(name) for name in ("lang", "data-theme", "data-size")] == ["zh-Hans-CN", "dark", "large"]
    assert page.locator("body").evaluate("body => getComputedStyle(body).fontSize") == "20.1875px"


@pytest.mark.parametrize(("scheme", "offered"), [("light", "Dark"), ("dark", "Light")])
def test_of_dark_and_light_only_the_other_is_offered(new_page, demo_server, scheme, offered):
    page = new_page(color_scheme=scheme)
    page.goto(demo_server.url)
    assert [button.inner_text() for button in page.locator("[name=theme]").all() if button.is_visible()] == [offered]


def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(page, demo_server):
    page.goto(f"{demo_server.url}/sign-in")
    page.get_by_label("User name").fill("somebody")
    page.locator("main").get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Password: Type your password.").click()
    assert page.evaluate("document.activeElement.id") == "password"
    assert page.get_by_label("User name").input_value() == "somebody"


def test_the_first_tab_leads_past_the_menus(page, demo_server, demo_sign_in):
    demo_sign_in(page, "teacher")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_second_page_fetches_no_style_again(page, demo_server, demo_sign_in):
    demo_sign_in(page, "teacher")
    page.goto(demo_server.url, wait_until="networkidle")
    page.goto(f"{demo_server.url}/me", wait_until="networkidle")

    fetched = "performance.getEntriesByType('resource').filter(one => one.transferSize > 0).map(one => one.name)"
    assert page.evaluate(fetched) == []


@pytest.mark.parametrize(("language", "brand"), [(CHINESE, "教研网"), (ENGLISH, "TeachNet")])
def test_a_page_without_its_style_still_reads_in_order(page, demo_server, language, brand):
    speak(page, demo_server, language)
    page.route("**/*.css", lambda route: route.abort())
    page.route("**/*.js", lambda route: route.abort())
    page.goto(demo_server.url)

    text = page.locator("body").inner_text()
    assert text.index(brand) < text.index(page.locator("h1").inner_text())


def test_what_cannot_be_undone_is_asked_about_first(new_page, demo_server, demo_sign_in):
    page = new_page()
    demo_sign_in(page, "county")
    page.goto(f"{demo_server.url}/people/?q=刘建国")
    page.locator("tbody th a").first.click()
    question = page.get_by_role("dialog")

    page.get_by_role("button", name="Disable account").click()
    expect(question).to_contain_text("will be signed out everywhere")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")

    question.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Disable account")).to_be_visible()


def test_a_teacher_applies_without_javascript(new_page, demo_server, demo_sign_in):
    page = new_page(java_script_enabled=False, width=360, height=740)
    demo_sign_in(page, "teacher")
    page.goto(f"{demo_server.url}/training/cohorts")
    page.locator("tbody th a").first.click()

    page.get_by_role("button", name="Apply").click()

    expect(page.locator(".badge", has_text="Waiting for the school")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_longest_word_of_the_trail_fits_the_screen(new_page, live_server, sign_in, width):
    saved(AuditEntry(at=utcnow(), action="library.publish", changes={"digest": [None, "0123456789abcdef" * 4]}))
    page = new_page(width=width, height=740)
    sign_in(page, somebody(Role.AUDITOR, the_city(), "Auditor"))

    page.goto(f"{live_server.url}/audit/")

    expect(page.locator("[data-raw]", has_text="Digest of the content")).to_be_visible()
    assert list(complaints.of_width(page)) == []
    box, table = (page.locator(name).first.bounding_box() for name in (".table-box", ".table"))
    assert table["width"] <= box["width"]
