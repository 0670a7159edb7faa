"""Notes taken in a lesson, as a phone takes them: the network goes, the page is opened again, with it and without, and
all is there once."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from teachnet.db import db, reading
from teachnet.observations.models import LessonMark, LessonRemark
from tests.factories import a_school, a_teacher
from tests.observations.factories import a_lesson
from tests.teams.factories import a_member, a_team

pytestmark = pytest.mark.browser


def kept(model, *columns):
    with reading():
        db.session.rollback()
        found = db.session.execute(sa.select(*columns).select_from(model).order_by(model.id)).all()
        db.session.rollback()
    return [tuple(row) for row in found]


def test_taps_without_a_network_are_sent_once_when_it_is_back(new_page, live_server, sign_in):
    team = a_team()
    school = a_school(team.region)
    lin, zhao = (a_member(team, a_teacher(school, name)) for name in ("Lin", "Zhao"))
    lesson = a_lesson(team, lin, zhao)
    page = new_page(width=360, height=740)
    sign_in(page, zhao)
    page.goto(f"{live_server.url}/teams/observations/{lesson.id}/live")
    tap, status = (lambda name: page.get_by_role("button", name=name).click()), page.locator("[data-state-of]")

    tap("The lesson begins")
    tap("Teacher talks")
    expect(status).to_have_text("Everything is with the server.")
    page.context.set_offline(True)
    tap("Question: recall")
    tap("Question: open")
    tap("Take the last tap back")
    tap("Pupils talk")
    page.get_by_label("What you noticed").fill("A long silence")
    tap("Keep it")
    expect(status).to_have_text(re.compile("not sent yet: 5$"))
    assert kept(LessonMark, LessonMark.kind) == [("teacher",)]

    answers = []
    page.route("**/live", lambda route: answers.append(route.fetch()) or route.abort())  # heard, but never answered
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(600)
    assert answers
    page.unroute("**/live")
    page.reload()

    expect(status).to_have_text("Everything is with the server.")
    expect(page.get_by_role("button", name="Pupils talk")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-log] li").first).to_have_text(re.compile("A long silence$"))
    assert kept(LessonMark, LessonMark.kind, LessonMark.is_taken_back) == [
        ("teacher", False), ("recall", False), ("open", True), ("pupils", False),
    ]  # fmt: skip
    page.wait_for_function("caches.keys().then(async (names) => (await caches.match(location.href)) !== undefined)")
    page.context.set_offline(True)
    page.reload()
    tap("Teacher talks")
    expect(status).to_have_text(re.compile("not sent yet: 1$"))
    page.context.set_offline(False)
    page.reload()
    expect(status).to_have_text("Everything is with the server.")

    elsewhere = new_page(width=1280)
    sign_in(elsewhere, zhao)
    elsewhere.goto(page.url)
    expect(elsewhere.get_by_role("button", name="Question: recall")).to_have_text("Question: recall 1")
    expect(elsewhere.locator("[data-log] li")).to_have_count(5)
    assert kept(LessonRemark, LessonRemark.text, LessonRemark.reach) == [("A long silence", "teacher")]
