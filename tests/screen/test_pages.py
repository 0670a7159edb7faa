"""Every page, as everyone who may open it: for people who see, hear or move otherwise, on small screens, in the dark,
in both languages, on slow lines."""

from collections import Counter

import pytest

from tests.screen import complaints
from tests.screen.walk import pages_from
from tests.the_dev import dev

pytestmark = pytest.mark.timeout(300)

SOMEBODY = ("", *dev.DEMO_ACCOUNTS)
CHINESE, ENGLISH = "zh_Hans_CN", "en"


def speak(page, server, language):
    page.context.add_cookies([{"name": "lang", "value": language, "url": server.url}])


def always_cold(page):
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})


@pytest.fixture(scope="session")
def seen_before():
    """What was looked at already in this process: the parts pages are made of."""
    return set()


@pytest.fixture(scope="session")
def seen_in_english():
    return set()


@pytest.fixture(scope="session")
def walked():
    """How many walks in this process met a page of which shape."""
    return Counter()


@pytest.fixture(scope="session")
def walked_in_english():
    return Counter()


@pytest.mark.parametrize("who", SOMEBODY, ids=lambda who: who or "a stranger")
def test_every_page_is_clean(new_page, demo_server, demo_sign_in, seen_before, walked, who):
    page = new_page(reduced_motion="reduce")
    if who:
        demo_sign_in(page, who)
    speak(page, demo_server, CHINESE)
    always_cold(page)
    wrong, pages = [], 0

    for url in pages_from(page, f"{demo_server.url}/", walked):
        pages += 1
        fresh = complaints.parts_unseen(page, seen_before)
        wrong += [f"{url} {fault}" for fault in faults_of(page, is_new=bool(fresh))]
        seen_before |= fresh

    assert wrong == []
    assert pages >= 4


def faults_of(page, is_new):
    yield from complaints.of_weight(page)
    yield from complaints.of_language(page)
    if is_new:
        yield from complaints.of_access(page)
        yield from complaints.of_colours(page)
    page.set_viewport_size({"width": 360, "height": 740})
    yield from complaints.of_width(page)
    if is_new:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        yield from complaints.of_colours(page)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize("who", ["", "teacher", "city"], ids=lambda who: who or "a stranger")
def test_english_pages_are_clean_too(new_page, demo_server, demo_sign_in, seen_in_english, walked_in_english, who):
    page = new_page(reduced_motion="reduce", width=360, height=740)
    if who:
        demo_sign_in(page, who)
    speak(page, demo_server, ENGLISH)
    wrong = []

    for url in pages_from(page, f"{demo_server.url}/", walked_in_english):
        fresh = complaints.parts_unseen(page, seen_in_english)
        wrong += [f"{url} {fault}" for fault in complaints.of_width(page)]
        if fresh:
            wrong += [f"{url} {fault}" for fault in complaints.of_access(page)]
        seen_in_english |= fresh

    assert wrong == []


def test_the_complaints_find_what_is_wrong(page):
    page.goto("about:blank")
    page.set_content("<body><p>Two words</p><img src=x><div style='width: 3000px; color: #bbb'>grey</div></body>")

    assert list(complaints.of_width(page))
    assert list(complaints.of_language(page)) == ["not in Chinese: Two words"]
    assert "image-alt" in {fault.partition(":")[0] for fault in complaints.of_access(page)}
    grey = complaints.parts_unseen(page, set())
    assert {fault.partition(":")[0] for fault in complaints.of_colours(page)} == {"color-contrast"}
    assert complaints.parts_unseen(page, grey) == set()
