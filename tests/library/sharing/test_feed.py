"""A search as a feed: stable, and never behind a withdrawal."""

import pytest
from lxml import etree

from teachnet.accounts.models import Subject
from teachnet.db import db
from teachnet.jobs.worker import work_until_idle
from teachnet.library import search
from teachnet.library.models import Visibility
from teachnet.search.indexes import indexes
from tests.factories import a_school, a_teacher

ATOM = {None: "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def index(app, tmp_path):
    indexes.use(tmp_path)
    indexes.engine(search.KIND).rebuild([])
    yield
    indexes.use(app.config["SETTINGS"].instance / "search")


@pytest.fixture
def work(app):
    def work():
        db.session.commit()
        with app.app_context():
            work_until_idle()
        db.session.expire_all()

    return work


def feed(browser, query: str = "", **headers):
    return browser.get(f"/library/feed.atom{query}", headers=headers).response


def entries(answer) -> list[tuple[str, str]]:
    root = etree.fromstring(answer.data)
    return [
        (one.findtext("id", namespaces=ATOM), one.findtext("title", namespaces=ATOM))
        for one in root.iterfind("entry", ATOM)
    ]


def test_a_search_is_followed_newest_first(visitor, publish, work):
    older, newer = publish(title="Asking twice"), publish(title="Asking and waiting")
    publish(title="Board work", subject=Subject.CHINESE)
    work()

    told = entries(feed(visitor, "?q=asking&subject=mathematics"))

    assert told == [
        (f"tag:teachnet.invalid,2026:resource-{newer.resource_id}", "Asking and waiting"),
        (f"tag:teachnet.invalid,2026:resource-{older.resource_id}", "Asking twice"),
    ]


def test_a_member_gets_the_public_part_only(as_person, publish, work):
    publish(title="For the city", visibility=Visibility.CITY)
    public = publish(title="For all")
    work()

    told = entries(feed(as_person(a_teacher(a_school()))))

    assert [title for _id, title in told] == [public.title]


def test_unchanged_it_is_not_sent_again(visitor, publish, work):
    publish()
    work()
    first = feed(visitor)

    assert feed(visitor, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert feed(visitor, **{"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304


def test_squeezed_it_is_not_sent_again_either(visitor, publish, work):
    for number in range(9):
        publish(title=f"Asking {number}", summary="A word and another. " * 20)
    work()
    first = feed(visitor, **{"Accept-Encoding": "gzip"})

    assert first.content_encoding == "gzip"
    again = feed(visitor, **{"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_after_a_withdrawal_it_has_changed(visitor, publish, withdraw, work):
    """Nothing in it is newer then: the newest one is what went."""
    publish(title="Stays")
    gone = publish(title="Goes")
    work()
    first = feed(visitor)

    withdraw(gone, after=30)

    for known in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        answer = feed(visitor, **known)
        assert (answer.status_code, [title for _id, title in entries(answer)]) == (200, ["Stays"])


def test_a_search_that_cannot_be_read_is_no_feed(visitor):
    assert feed(visitor, f"?q={'a' * 201}").status_code == 422


def test_a_search_leads_to_its_feed(visitor, publish, work):
    publish(title="Asking twice")
    work()
    page = visitor.get("/library/?q=asking&sort=newest")

    assert page.select_one("link[rel=alternate]")["href"] == "/library/feed.atom?q=asking"
    assert page.select_one("link[rel=canonical]")["href"] == "/library/?q=asking&sort=newest"
