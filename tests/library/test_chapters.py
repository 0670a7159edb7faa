"""Chapter marks of a clip: part of the version, shown below the player."""

import pytest

from teachnet.db import db
from teachnet.library.chapters import BadLineError, read_marks
from teachnet.library.models import Visibility
from teachnet.web.playtime import playtime, read_playtime
from tests.library.factories import a_draft
from tests.notes.factories import a_clip

CHANGE = {
    "title": "Asking", "kind": "clip", "skill": "questioning", "subject": "mathematics", "stage": "primary",
    "licence": "by_nc", "source": "Own work",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "ms"), [("0", 0), ("138", 138_000), ("2:18", 138_000), ("1:02:18", 3_738_000), ("2：18.5", 138_500)]
)
def test_a_time_is_read_as_people_write_it(typed, ms):
    assert read_playtime(typed) == ms
    assert read_playtime(playtime(ms)) == ms


@pytest.mark.parametrize("typed", ["", "two", "1:60", "1:60:00", "-1", "25:00:00", "9" * 400, "٣:١٨", "1:2:3:4"])
def test_what_is_no_time_is_none(typed):
    with pytest.raises(ValueError):  # noqa: PT011 -- it has no words: the field has them
        read_playtime(typed)


def test_marks_come_in_the_order_of_time():
    assert read_marks("4:46 换个人说\n\n0:00　出示问题\n") == [[0, "出示问题"], [286_000, "换个人说"]]


@pytest.mark.parametrize(
    "text", ["Begin", "1:16", "1:16 " + "a" * 61, "0:10 One\n10 Two", "\n".join(f"{second} A" for second in range(41))]
)
def test_a_line_that_is_no_mark_is_named(app, text):
    with pytest.raises(BadLineError):
        read_marks(text)


def test_the_author_types_them_and_the_digest_is_over_them(as_person, app):
    version = a_draft()
    before = version.content_digest()
    browser, url = as_person(version.resource.author), f"/library/versions/{version.id}/edit"

    wrong = browser.post(url, **CHANGE, chapters="Begin")
    assert wrong.status == 422
    assert wrong.select_one("#chapters").text.strip() == "Begin"
    browser.post(url, **CHANGE, chapters="0:00 Begin\n1:16 Why")

    assert version.chapters == [[0, "Begin"], [76_000, "Why"]]
    assert browser.get(url).select_one("#chapters").text.strip() == "00:00 Begin\n01:16 Why"
    with_chapters = version.content_digest()
    version.chapters = []
    assert len({before, with_chapters, version.content_digest()}) == 3  # the title changed as well
    version.chapters = [[0, "Begin"]]
    db.session.commit()
    assert version.copied().chapters == [[0, "Begin"]]


def test_they_lead_into_the_film(visitor, app):
    clip = a_clip(visibility=Visibility.PUBLIC, chapters=[[0, "Begin"], [76_000, "Why"]])
    links = visitor.get(f"/library/resources/{clip.version.resource_id}").select(".chapters a")

    assert [(link["data-at"], link.text) for link in links] == [("0", "00:00Begin"), ("76000", "01:16Why")]
    assert links[1]["href"].endswith("#t=76.0")
