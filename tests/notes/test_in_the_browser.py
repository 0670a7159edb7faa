"""Notes with a film that plays: one key stops it, a link leads into it, and the list goes along."""

from io import BytesIO

import pytest

from teachnet.db import db
from teachnet.demo.clips import Script, clip
from teachnet.files.receive import receive, stored_file
from teachnet.library.models import Visibility
from tests.factories import a_school, a_teacher
from tests.notes.factories import a_clip, a_note

pytestmark = pytest.mark.browser

AT = "() => document.querySelector('video').currentTime"


@pytest.fixture
def held(app):
    film = stored_file(receive(BytesIO(clip(Script("课堂提问", "等待", ["五秒"], 12))), "clip.mp4"))
    return a_clip(visibility=Visibility.PUBLIC, file=film, chapters=[[0, "Begin"], [6_000, "Wait"]])


@pytest.fixture
def lin(held):
    return a_teacher(a_school(), "Lin Hong")


def test_one_key_stops_the_film_and_writes_about_this_moment(page, sign_in, live_server, held, lin):
    sign_in(page, lin)
    page.goto(f"{live_server.url}/library/resources/{held.version.resource_id}#t=5")
    page.wait_for_function(f"({AT})() === 5")
    page.evaluate("() => { const film = document.querySelector('video'); film.muted = true; return film.play(); }")
    page.keyboard.press("n")

    assert page.evaluate("() => document.querySelector('video').paused")
    assert page.evaluate("() => document.activeElement.id") == "note-text"
    page.keyboard.type("no key of the film: n")
    page.get_by_role("button", name="Keep the note").click()
    page.wait_for_selector(".video-note")
    assert page.text_content(".video-note > a").strip() == "00:05"
    assert page.text_content(".video-note p") == "no key of the film: n"
    assert page.input_value("#note-text") == ""


def test_links_lead_into_the_film_and_the_list_goes_along(page, sign_in, live_server, held, lin):
    a_note(held, lin, starts_ms=7_000, ends_ms=9_000)
    a_note(held, lin, starts_ms=1_000)
    db.session.commit()
    sign_in(page, lin)
    page.goto(f"{live_server.url}/notes/clips/{held.id}")
    page.click(".video-note >> nth=1 >> a >> nth=0")
    page.wait_for_function(f"({AT})() === 7")

    page.wait_for_selector(".video-note[data-now]")
    assert page.text_content(".video-note[data-now] > a").startswith("00:07")
    assert page.text_content(".chapters [aria-current]") == "00:06Wait"
    assert page.url.endswith("#t=7")
