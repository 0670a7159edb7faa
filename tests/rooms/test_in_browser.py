"""The room in real browsers: what one does, the others see, without anybody pressing anything."""

import json

import pytest
import sqlalchemy as sa

from teachnet.db import db, reading
from teachnet.materials.models import MaterialUse, SessionMaterial
from teachnet.rooms.models import RoomMessage, RoomQuestion, SessionRoom
from teachnet.stays.models import Stay
from tests.library.factories import a_published
from tests.minutes.factories import somebody_there
from tests.rooms.factories import a_room

pytestmark = pytest.mark.browser

# What stands in the copies for things that come live: nobody's words.
COPIED_WORDS = """() => [...document.querySelectorAll("template[data-copy]")].map((one) =>
    [...one.content.querySelectorAll("[data-slot=text], [data-slot=by]")].map((slot) => slot.textContent.trim()))"""


@pytest.fixture
def session(app):
    return a_room(agenda=[(10, "Two clips"), (20, "Discussion")])


@pytest.fixture
def han(session):
    return somebody_there(session, "Han")


@pytest.fixture
def open_room(session, new_page, live_server, sign_in):
    def opened(person, **how):
        page = new_page(**how)
        sign_in(page, person)
        with page.expect_response("**/room/stay"):
            page.goto(f"{live_server.url}/teams/sessions/{session.id}/room")
        return page

    return opened


def asked(statement) -> list:
    with reading():
        db.session.rollback()
        found = db.session.scalars(statement).all()
        db.session.rollback()
    return found


def ask(page, text: str) -> None:
    page.locator("#question-text").fill(text)
    page.get_by_role("button", name="Ask it").click()


def test_what_is_asked_on_a_phone_is_seen_and_voted_for_on_the_computer_of_the_lead(session, han, open_room):
    phone, computer = open_room(han, width=360), open_room(session.host)

    ask(phone, "How long do we wait?")
    question = computer.locator(".question", has_text="How long do we wait?")
    question.wait_for()
    question.get_by_role("button", name="Vote for it").click()

    phone.locator('.question [data-slot="votes"]', has_text="1").wait_for()
    assert computer.locator(".vote").get_attribute("aria-pressed") == "true"
    assert phone.locator(".vote").is_disabled()
    assert phone.locator("#question-text").input_value() == ""
    question.get_by_role("button", name="Take it up").click()
    phone.locator(".question [data-shows=now]").wait_for(state="visible")
    assert [one.votes for one in asked(sa.select(RoomQuestion))] == [1]
    phone.locator("#around", has_text="Han").wait_for()
    assert {one.person_id for one in asked(sa.select(Stay))} == {han.id, session.host_id}
    words = phone.evaluate(COPIED_WORDS)
    assert json.dumps(words) == '[["", ""], ["", ""], [""], [""]]'


def test_the_host_moves_the_agenda_and_shows_a_material_and_every_page_goes_with_it(session, han, open_room):
    """And in another window of the host, that has not heard of it, the same step is refused in a sentence."""
    plan = a_published(han, title="A clip to look at")
    SessionMaterial.lay_out(session, plan.resource, use=MaterialUse.MATERIAL, by=han)
    db.session.commit()
    phone, computer, other = open_room(han, width=360), open_room(session.host), open_room(session.host)
    other.route("**/room/stream*", lambda route: route.abort())
    other.reload()
    phone.locator(".agenda [aria-current=step]", has_text="Two clips").wait_for()

    computer.locator(".agenda > li", has_text="Discussion").get_by_role("button").click()

    phone.locator(".clock [data-title]", has_text="Discussion").wait_for()
    phone.locator(".agenda [data-done]", has_text="Two clips").wait_for()
    assert phone.locator("[data-left]").inner_text().startswith(("19:", "20:"))
    computer.locator(".room-materials").get_by_role("button").click()
    phone.locator(".room-materials [aria-current]", has_text="A clip to look at").wait_for()
    phone.get_by_text("looked at now").wait_for()
    other.locator(".agenda > li", has_text="Discussion").get_by_role("button").click()
    other.get_by_text("is under way already").wait_for()
    assert [one.position for one in asked(sa.select(SessionRoom))] == [2]


def test_a_quick_vote_a_message_and_a_hand_reach_everybody(session, han, open_room):
    phone, computer = open_room(han, width=360), open_room(session.host)

    computer.get_by_text("Call a quick vote").click()
    computer.locator("#vote-text").fill("Once more?")
    computer.get_by_label("Possible answers").fill("Yes\nNo")
    computer.get_by_role("button", name="Ask everybody").click()
    phone.get_by_role("button", name="Yes", exact=True).click()
    computer.locator('.quick-vote [data-option="0"] [data-slot="count"]', has_text="1").wait_for()
    phone.get_by_role("button", name="Raise my hand").click()
    computer.locator("[data-hands]", has_text="Han").wait_for()
    computer.get_by_role("button", name="Call on").click()
    phone.get_by_role("button", name="Raise my hand").wait_for()
    computer.locator("#message-text").fill("<i>Thank you</i>")
    computer.locator("#message-text").press("Enter")

    phone.locator("[data-messages]", has_text="<i>Thank you</i>").wait_for()
    assert phone.locator("[data-hands] > li").count() == 0
    assert phone.locator('.quick-vote button[aria-pressed="true"]').inner_text() == "Yes"


def test_a_phone_that_was_away_catches_up_and_what_was_typed_is_still_there(session, han, open_room):
    phone, computer = open_room(han, width=360), open_room(session.host)
    phone.context.set_offline(True)
    ask(phone, "Still here?")
    phone.locator("[data-away]").wait_for(state="visible")
    for text in ("One", "Two"):
        computer.locator("#message-text").fill(text)
        computer.locator("#message-text").press("Enter")
        computer.locator("[data-messages]", has_text=text).wait_for()
    phone.context.set_offline(False)

    phone.locator("[data-messages]", has_text="Two").wait_for()
    assert phone.locator("[data-messages] > li").count() == 2
    assert phone.locator("#question-text").input_value() == "Still here?"
    assert [one.text for one in asked(sa.select(RoomMessage).order_by(RoomMessage.id))] == ["One", "Two"]
