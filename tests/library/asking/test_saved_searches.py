"""Searches somebody keeps, and what is new in them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from teachnet.audit.models import AuditEntry
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.library import queries as library_queries
from teachnet.library.asking import queries
from teachnet.library.asking.models import MOST_SAVED, SavedSearch
from teachnet.library.models import ResourceKind, ResourceVersion, Visibility
from tests.factories import a_school, a_teacher
from tests.library.asking.factories import a_saved_search


def new(person, *saved) -> list[int]:
    return list(queries.new_finds(person, saved).values())


@pytest.fixture
def reader(app):
    return a_teacher(a_school(), "Liu")


def test_a_search_is_saved_with_all_its_address_says(published, as_person, reader):
    published(title="追问", kind=ResourceKind.PLAN)
    browser = as_person(reader)
    page = browser.get("/library/?q=追问&kind=plan&kind=clip&sort=newest&page=1")
    form = page.select_one(".save-search form")
    browser.post(form["action"], name="Asking on")

    saved = db.session.scalars(sa.select(SavedSearch)).one()
    assert (saved.name, saved.asked) == ("Asking on", {"q": "追问", "sort": "newest", "kind": ["clip", "plan"]})
    link = browser.get("/library/saved-searches").select_one("th a")
    assert [one.text for one in browser.get(link["href"]).select(".resource h3 a")] == ["追问"]


def test_new_finds_are_counted_until_they_are_looked_at(published, as_person, reader):
    published(title="追问一")
    saved, browser = a_saved_search(reader, "Asking on", q="追问"), as_person(reader)
    assert new(reader, saved) == [0]

    published(title="追问二")
    published(title="板书")
    assert new(reader, saved) == [1]
    assert "One new find in your saved searches" in browser.get("/").text

    answer = browser.post(f"/library/saved-searches/{saved.id}/look")
    assert answer.location == "/library/?q=%E8%BF%BD%E9%97%AE&sort=newest"
    assert new(reader, saved) == [0]
    assert "new find" not in browser.get("/").text


def test_filters_phrases_and_fields_count_as_they_find(published, reader):
    asked = [
        {"kind": ["clip"]},
        {"kind": ["plan"]},
        {"q": '"等待时间"'},
        {"q": '"时间等待"'},
        {"q": "作者:王"},
        {"q": "-等待"},
    ]
    saved = [a_saved_search(reader, f"Search {number}", **one) for number, one in enumerate(asked)]
    published(a_teacher(name="王芳"), title="候答", text="等待时间", kind=ResourceKind.PLAN)
    assert new(reader, *saved) == [0, 1, 1, 0, 1, 0]


def test_only_what_the_person_may_see_is_new_to_them(published, reader, monkeypatch):
    """± With the scope off, the stale index would count it."""
    hidden = published(title="追问", visibility=Visibility.CITY)
    saved = a_saved_search(reader, q="追问")
    saved.looked_at = utcnow() - timedelta(days=1)
    db.session.execute(sa.update(ResourceVersion).where(ResourceVersion.id == hidden.id).values(visibility="school"))
    db.session.commit()  # behind the index's back
    assert new(reader, saved) == [0]
    monkeypatch.setattr(library_queries, "_reaches", lambda person: sa.true())
    assert new(reader, saved) == [1]


def test_what_is_withdrawn_is_no_new_find(published, reader):
    saved = a_saved_search(reader, q="追问")
    version = published(title="追问")
    assert new(reader, saved) == [1]
    version.resource.withdraw(by=version.resource.author)
    db.session.commit()
    assert new(reader, saved) == [0]


def test_without_an_index_nothing_is_new(published, reader, tmp_path):
    saved = a_saved_search(reader, q="追问")
    published(title="追问")
    library_index = queries.indexes
    library_index.use(tmp_path / "elsewhere")
    assert new(reader, saved) == [0]


def test_fifty_can_be_kept_and_the_database_holds_it(reader):
    saved = [a_saved_search(reader, f"Search {number}") for number in range(MOST_SAVED)]
    with pytest.raises(Refused, match="At most 50"):
        a_saved_search(reader, "One more")
    db.session.delete(saved[6])
    db.session.commit()
    assert a_saved_search(reader, "One more").place == 7
    with pytest.raises(IntegrityError):
        db.session.execute(
            sa.insert(SavedSearch).values(person_id=reader.id, place=51, name="x", asked={}, looked_at=utcnow())
        )


def test_a_name_is_used_once_by_one_person(reader, as_person):
    a_saved_search(reader, "Waiting")
    a_saved_search(a_teacher(), "Waiting")
    page = as_person(reader).post("/library/saved-searches?q=候答", name="Waiting")
    assert (page.status, "of this name already" in page.text) == (409, True)


def test_without_a_name_the_form_comes_back_with_the_search(reader, as_person):
    page = as_person(reader).post("/library/saved-searches?q=候答&kind=plan", name=" ")
    assert (page.status, page.select_one(".field .error").text.strip()) == (422, "Give the search a name.")
    assert page.select_one("main form")["action"].endswith("?q=%E5%80%99%E7%AD%94&kind=plan")


def test_what_somebody_looks_for_does_not_stand_in_the_trail(reader):
    a_saved_search(reader, "Private matters", q="秘密")
    told = str(list(db.session.scalars(sa.select(AuditEntry.changes).where(AuditEntry.thing == "saved_search"))))
    assert "•••" in told
    assert not any(secret in told for secret in ("秘密", "Private"))


def test_a_saved_search_is_nobody_elses(reader, as_person):
    saved = a_saved_search(reader, "Waiting", q="候答")
    address = f"/library/saved-searches/{saved.id}/removal"
    other = as_person(a_teacher())
    assert "Waiting" not in other.get("/library/saved-searches").text
    assert other.post(address).status == 404
    as_person(reader).post(address)
    assert db.session.scalars(sa.select(SavedSearch)).all() == []


def test_the_list_costs_the_same_for_one_and_for_three(published, reader, as_person, statements):
    published(title="追问")
    browser, costs = as_person(reader), []
    for number in range(3):
        a_saved_search(reader, f"Search {number}", q=f"追问 {number}").looked_at = utcnow() - timedelta(days=9)
        db.session.commit()
        statements.clear()
        browser.get("/library/saved-searches")
        costs.append(len(statements))
    assert costs[0] >= costs[2]
