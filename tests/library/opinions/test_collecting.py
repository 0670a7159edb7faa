"""Collections: whose, for whom, and never more of them than one may see."""

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.library import queries as library_queries
from teachnet.library.models import Resource, Visibility
from teachnet.library.opinions.models import Collection, CollectionItem, Sharing
from teachnet.library.opinions.queries import collected
from tests.factories import a_county, a_school, a_teacher
from tests.library.factories import a_published
from tests.library.opinions.factories import a_collection


@pytest.fixture
def school(app):
    return a_school(a_county())


@pytest.fixture
def owner(school):
    return a_teacher(school, "Owner")


def three(author=None, **fields):
    author = author or a_teacher(a_school(), "Author")
    return [a_published(author, title=title, **fields) for title in ("One", "Two", "Three")]


def titles(page) -> list[str]:
    return [link.text for link in page.select(".resource h3 a")]


def order(collection) -> list[int]:
    items = sa.select(CollectionItem.resource_id).where(CollectionItem.collection_id == collection.id)
    return list(db.session.scalars(items.order_by(CollectionItem.position, CollectionItem.id)))


def test_from_the_page_of_a_resource_into_a_new_collection_and_out_again(owner, as_person):
    browser, (version, other, _third) = as_person(owner), three()
    answers = [
        browser.post(f"/library/resources/{one.resource_id}/collecting", title="For Monday")
        for one in (version, other, version)
    ]
    assert [answer.status for answer in answers] == [303, 303, 409]

    made = db.session.scalars(sa.select(Collection)).one()
    assert (made.title, made.sharing, order(made)) == (
        "For Monday",
        Sharing.PRIVATE,
        [version.resource_id, other.resource_id],
    )
    assert titles(browser.get(f"/library/collections/{made.id}")) == ["One", "Two"]

    browser.post(f"/library/collections/{made.id}/items/{version.resource_id}/removal")
    assert titles(browser.get(f"/library/collections/{made.id}")) == ["Two"]


def test_neither_chosen_nor_named_says_what_to_do(owner, as_person):
    version, *_others = three()
    page = as_person(owner).post(f"/library/resources/{version.resource_id}/collecting", title="")
    assert (page.status, "Choose a collection or name a new one." in page.text) == (422, True)


def test_the_order_is_the_owners(owner, as_person):
    one, two, last = three()
    made, browser = a_collection(owner, one.resource, two.resource, last.resource), as_person(owner)

    browser.post(f"/library/collections/{made.id}/items/{last.resource_id}/move", to="up")
    assert order(made) == [one.resource_id, last.resource_id, two.resource_id]
    browser.post(f"/library/collections/{made.id}/items/{one.resource_id}/move", to="down")
    assert order(made) == [last.resource_id, one.resource_id, two.resource_id]


def test_a_name_is_given_once_and_may_change(owner, as_person):
    made, browser = a_collection(owner), as_person(owner)
    again = browser.post("/library/collections/new", title="For Monday", sharing="city")
    assert (again.status, "You have a collection of this name already." in again.text) == (422, True)
    assert again.select_one("#title")["value"] == "For Monday"

    browser.post(f"/library/collections/{made.id}/edit", title="For Tuesday", sharing="school")
    made = db.session.get(Collection, made.id)
    assert (made.title, made.sharing) == ("For Tuesday", Sharing.SCHOOL)


def test_a_deleted_collection_leaves_its_resources(owner, as_person):
    version, *_others = three()
    made = a_collection(owner, version.resource)
    assert as_person(owner).post(f"/library/collections/{made.id}/deletion").status == 303
    assert (
        db.session.scalars(sa.select(CollectionItem)).all(),
        db.session.get(Resource, version.resource_id) is None,
    ) == ([], False)


@pytest.mark.parametrize(
    ("sharing", "finders"),
    [(Sharing.PRIVATE, set()), (Sharing.SCHOOL, {"colleague"}), (Sharing.CITY, {"colleague", "stranger"})],
)
def test_who_finds_a_collection(school, owner, as_person, sharing, finders):
    made = a_collection(owner, three()[0].resource, sharing=sharing)
    others = {"colleague": a_teacher(school, "Colleague"), "stranger": a_teacher(name="Stranger")}

    for name, person in others.items():
        browser = as_person(person)
        assert ("For Monday" in browser.get("/library/collections/shared").text) == (name in finders)
        assert browser.get(f"/library/collections/{made.id}").status == (200 if name in finders else 404)


def test_what_one_may_not_see_or_was_withdrawn_neither_shows_nor_counts(school, owner, as_person):
    ours, theirs = a_teacher(school, "Ours"), a_teacher(a_school(), "Theirs")
    at_school = a_published(ours, title="Ours only", visibility=Visibility.SCHOOL)
    gone, stays = a_published(theirs, title="Gone"), a_published(theirs, title="Stays")
    made = a_collection(owner, at_school.resource, gone.resource, stays.resource, sharing=Sharing.CITY)
    db.session.expire_all()
    db.session.get(Resource, gone.resource_id).withdraw(by=theirs)
    db.session.commit()

    page = as_person(theirs).get(f"/library/collections/{made.id}")
    assert (titles(page), "1 resources" in page.text) == (["Stays"], True)
    assert as_person(theirs).get("/library/collections/shared").select_one("tbody .end").text == "1"
    assert as_person(owner).get("/library/collections").select_one("tbody .end").text == "2"


def test_the_scope_of_the_library_is_what_hides_it(school, owner, monkeypatch):
    """The control: with it off, a stranger counts what is the school's."""
    version = a_published(a_teacher(school), visibility=Visibility.SCHOOL)
    made, stranger = a_collection(owner, version.resource, sharing=Sharing.CITY), a_teacher(name="Stranger")
    assert db.session.execute(collected.sizes(stranger, [made.id])).all() == []

    monkeypatch.setattr(library_queries, "_reaches", lambda person: sa.true())
    assert db.session.execute(collected.sizes(stranger, [made.id])).all() == [(made.id, 1)]


def test_two_tabs_add_at_once_and_it_is_in_once(owner, at_once):
    version, other, _third = three()
    made = a_collection(owner)

    def add(resource_id):
        act = lambda _seen: db.session.get(Collection, made.id).add(db.session.get(Resource, resource_id))  # noqa: E731
        return lambda: made.id, act

    ends = at_once(add(version.resource_id), add(version.resource_id), add(other.resource_id))

    assert ends == {"done": 2, "It is in this collection already.": 1}
    assert sorted(order(made)) == sorted([version.resource_id, other.resource_id])


def test_lists_make_the_same_statements_for_one_and_for_many(owner, as_person, statements):
    browser, versions = as_person(owner), three()
    made = a_collection(owner, versions[0].resource)
    urls = ("/library/collections", f"/library/collections/{made.id}")

    def asked():
        found = []
        for url in urls:
            before = len(statements)
            browser.get(url)
            found.append(len(statements) - before)
        return found

    asked()
    few = asked()
    for number in range(4):
        a_collection(owner, *(version.resource for version in versions), title=f"Collection {number}")
    for version in versions[1:]:
        db.session.get(Collection, made.id).add(db.session.get(Resource, version.resource_id))
    db.session.commit()
    assert asked() == few
