"""Texts: harmless whatever was typed, and read with or without JavaScript."""

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.db import db
from teachnet.study.models import UnitProgress
from teachnet.web.markdown import LONGEST, markdown
from tests.factories import a_teacher
from tests.study.factories import a_course, a_learner, a_text
from tests.study.player import Player, at, beat

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](  JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/x.png)",
    "[x]: javascript:alert(1)\n[x]",
    '[x](https://e.example "a\\" onmouseover=alert(1) b")',
    "<svg/onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    '<https://e.example/"onclick=alert(1)>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_does_no_harm(attack, as_person):
    course = a_course(units=0)
    text = a_text(course, attack)

    page = as_person(a_learner(course).learner).get(f"/study/units/{text.id}")

    prose = page.select_one(".prose")
    assert prose.select("script, img, svg, iframe, details, style, object") == []
    assert [tag.attrs for tag in prose.select("*") if any(name.startswith("on") for name in tag.attrs)] == []
    links = [link.get("href", "") for link in prose.select("a")]
    assert [link for link in links if link and not link.startswith(("http://", "https://", "mailto:"))] == []


def test_chinese_emphasis_tables_and_lists_are_rendered():
    html = markdown("# 问\n\n**“核心素养”**是什么\n\n| 问 | 答 |\n|---|---|\n| 1 | 2 |\n\n3. 三\n")
    assert "<strong>“核心素养”</strong>是什么" in html
    assert ("<h2>问</h2>" in html, "<td>1</td>" in html, '<ol start="3">' in html) == (True, True, True)


@pytest.mark.parametrize("text", ["[" * 20_000, "1. " * 5_000, "x" * (LONGEST + 1), ">" * 20_000, "![" * 9_000])
@pytest.mark.timeout(20)
def test_a_text_made_to_stall_the_reader_is_shown_as_it_was_typed(text):
    assert len(markdown(text)) < 5 * len(text) + 100


@pytest.fixture
def clock(app):
    with time_machine.travel(at(0), tick=False) as clock:
        yield clock


@pytest.fixture
def text(clock):
    return a_text(a_course(units=0), seconds=300)


@pytest.fixture
def lin(text):
    return a_learner(text.course, a_teacher(name="Lin")).learner


def seal(browser, text):
    return browser.get(f"/study/units/{text.id}").select_one("noscript [name=opened]")["value"]


def counted() -> list[int]:
    return [
        round(each.credited_ms / 1000) for each in db.session.scalars(sa.select(UnitProgress).order_by(UnitProgress.id))
    ]


def test_without_javascript_the_time_since_the_page_was_opened_counts(clock, as_person, lin, text):
    browser = as_person(lin)
    opened = seal(browser, text)
    clock.move_to(at(120))

    answer = browser.post(f"/study/units/{text.id}/reading", opened=opened)

    assert (answer.status, answer.location, counted()) == (303, f"/study/units/{text.id}", [122])
    opened = seal(browser, text)
    clock.move_to(at(1000))
    browser.post(f"/study/units/{text.id}/reading", opened=opened)
    assert counted() == [300]
    assert "This unit is done" in browser.get(f"/study/units/{text.id}").text


def test_pages_opened_at_once_share_the_time(clock, as_person, lin, text):
    other = a_text(text.course, title="Another", seconds=300)
    browser = as_person(lin)
    seals = {each: seal(browser, each) for each in (text, other)}
    clock.move_to(at(100))
    for each, opened in seals.items():
        browser.post(f"/study/units/{each.id}/reading", opened=opened)
    assert sum(counted()) == 102


def test_the_same_seal_twice_and_a_session_besides_give_nothing_more(clock, as_person, lin, text):
    browser, reader = as_person(lin), Player(as_person(lin), text)
    opened = seal(browser, text)
    reader.open()
    clock.move_to(at(60))
    reader.send(beat(1, 0, 60))
    for _ in range(3):
        browser.post(f"/study/units/{text.id}/reading", opened=opened)
    assert counted() == [62]


def test_a_seal_is_for_one_reader_and_one_page(clock, as_person, lin, text):
    other = a_text(text.course, title="Another")
    ma = as_person(a_learner(text.course, a_teacher(name="Ma")).learner)
    opened = seal(as_person(lin), text)
    clock.move_to(at(100))

    assert ma.post(f"/study/units/{text.id}/reading", opened=opened).status == 409
    assert as_person(lin).post(f"/study/units/{other.id}/reading", opened=opened).status == 409
    for wrong in ("", "x", opened[:-1] + "A", opened + "x", "é"):
        assert as_person(lin).post(f"/study/units/{text.id}/reading", opened=wrong).status == 409
    assert counted() == []
