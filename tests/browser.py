"""A real Chromium in front of a real server."""

import os
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts
import pytest
from playwright.sync_api import ConsoleMessage, Page, Response, sync_playwright

from tests.browsing import sign_in_as
from tests.serving import Server
from tests.the_dev import dev

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A machine without a Chinese font would show boxes: ours comes with the wheel.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@pytest.hookimpl(tryfirst=True)  # before `-m browser` chooses
def pytest_collection_modifyitems(items):
    """Whatever uses the browser is marked so."""
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """One browser for a process; each test has a profile of its own in it."""
    program = dev.chromium()
    if not program:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(folder=Path(fonts.__file__).parent, cache=folder / "cache"))
    with sync_playwright() as playwright:
        env = {**os.environ, "FONTCONFIG_FILE": str(config)}
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS), env=env)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium):
    """Open a page as another visitor: `new_page(locale="zh-CN", width=360, java_script_enabled=False)`.

    It complains: an exception in a script, anything the content policy refused, and a missing picture, script or
    style sheet fail the test.
    """
    complaints, contexts = [], []

    def open_page(width: int = 1280, height: int = 800, **profile) -> Page:
        usual = {"locale": "en", "timezone_id": "Asia/Shanghai", "viewport": {"width": width, "height": height}}
        context = chromium.new_context(**(usual | profile))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("response", lambda answer: complaints.append(answer.url) if is_missing(answer) else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page) -> Page:
    return new_page()


# A 404 or a 422 is an answer, and no network is what some tests are about; the console hears of them all the same.
NO_COMPLAINTS = tuple(
    f"Failed to load resource: {why}"
    for why in ("the server responded", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_CONNECTION_REFUSED")
)


def is_complaint(message: ConsoleMessage) -> bool:
    """A page that answers 404 or 422 is written to the console, too; pieces of a page are looked at by is_missing."""
    return message.type == "error" and not message.text.startswith("Failed to load resource:")


def is_missing(answer: Response) -> bool:
    return answer.status >= 400 and answer.request.resource_type not in ("document", "fetch", "xhr")


@pytest.fixture
def sign_in(app, live_server: Server):
    """Go on as somebody: `sign_in(page, lin)`, without the form."""

    def sign_in(page: Page, person) -> None:
        cookie = sign_in_as(app, person).get_cookie("teachnet")
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def demo_sign_in(demo_server: Server):
    """Sign in to the demo city through its form, as its users do: `demo_sign_in(page, "teacher")`."""

    def sign_in(page: Page, username: str) -> None:
        page.goto(f"{demo_server.url}/sign-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", dev.DEMO_PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)

    return sign_in
