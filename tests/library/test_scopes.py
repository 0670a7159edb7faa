"""Who sees what of the library: every visibility, for everybody it could reach, in lists, pages and files."""

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.library import queries
from teachnet.library.models import Visibility
from tests.factories import a_county, a_school, a_teacher, somebody, the_city
from tests.library.factories import a_draft, a_kept_file, a_published, a_review, a_submission

READERS = (
    "nobody",
    "author",
    "colleague",
    "neighbour",
    "stranger",
    "school",
    "county",
    "other_county",
    "city",
    "auditor",
)
REACHES = {
    Visibility.SCHOOL: {"author", "colleague", "school", "county", "city"},
    Visibility.COUNTY: {"author", "colleague", "neighbour", "school", "county", "city"},
    Visibility.CITY: set(READERS) - {"nobody"},
    Visibility.PUBLIC: set(READERS),
}


@pytest.fixture
def readers(app):
    here, elsewhere = a_county(), a_county()
    school = a_school(here)
    return {
        "nobody": None,
        "author": a_teacher(school, "Author"),
        "colleague": a_teacher(school, "Colleague"),
        "neighbour": a_teacher(a_school(here), "Neighbour"),
        "stranger": a_teacher(a_school(elsewhere), "Stranger"),
        "school": somebody(Role.SCHOOL_ADMIN, school),
        "county": somebody(Role.COUNTY_ADMIN, here),
        "other_county": somebody(Role.COUNTY_ADMIN, elsewhere),
        "city": somebody(Role.CITY_ADMIN, the_city()),
        "auditor": somebody(Role.AUDITOR, the_city()),
    }


def who(readers, can_see) -> set[str]:
    return {name for name, person in readers.items() if can_see(person)}


def lists(query, thing):
    return lambda person: thing in db.session.scalars(query(person)).all()


@pytest.mark.parametrize("visibility", Visibility)
def test_a_published_version_reaches_whom_it_says(readers, visibility):
    version = a_published(readers["author"], visibility=visibility)

    assert who(readers, lists(queries.published_versions_visible_to, version)) == REACHES[visibility]
    assert who(readers, lists(queries.versions_visible_to, version)) == REACHES[visibility]
    assert who(readers, lists(queries.resources_visible_to, version.resource)) == REACHES[visibility]
    assert who(readers, lists(queries.files_visible_to, version.main_file)) == REACHES[visibility]


@pytest.mark.parametrize("visibility", Visibility)
def test_pages_and_files_answer_as_the_lists_do(readers, as_person, visitor, visibility):
    version = a_published(readers["author"], visibility=visibility, file=a_kept_file(visibility.encode()))
    urls = [f"/library/resources/{version.resource_id}", f"/library/files/{version.main_file.id}/plan.docx"]

    for name, person in readers.items():
        browser = as_person(person) if person else visitor
        expected = 200 if name in REACHES[visibility] else 404
        pages = [browser.get(url) for url in urls]
        assert [page.response.get_data() and page.status for page in pages] == [expected, expected], name


@pytest.mark.parametrize("make", [a_draft, a_submission, a_review])
def test_unpublished_work_is_its_authors_alone(readers, make):
    version = make(readers["author"], visibility=Visibility.PUBLIC)

    assert who(readers, lists(queries.versions_visible_to, version)) == {"author"}
    assert who(readers, lists(queries.files_visible_to, version.main_file)) == {"author"}


def test_without_the_scope_the_stranger_would_read_it(readers, as_person, monkeypatch):
    """The control: with the protection off, the tests above would fail."""
    version = a_published(readers["author"], visibility=Visibility.SCHOOL)
    url = f"/library/resources/{version.resource_id}"
    stranger = as_person(readers["stranger"])
    assert stranger.get(url).status == 404

    monkeypatch.setattr(queries, "_reaches", lambda person: sa.true())
    assert stranger.get(url).status == 200


def test_what_a_stranger_may_not_see_and_what_is_not_there_look_the_same(readers, as_person):
    version = a_published(readers["author"], visibility=Visibility.SCHOOL)
    stranger = as_person(readers["stranger"])

    def told(url):
        answer = stranger.get(url)
        return answer.status, answer.select_one("main").text.replace(answer.response.headers["X-Request-Id"], "")

    for hidden, missing in (
        (f"/library/resources/{version.resource_id}", "/library/resources/99999"),
        (f"/library/versions/{version.id}", "/library/versions/99999"),
        (f"/library/files/{version.main_file.id}/a", "/library/files/99999/a"),
    ):
        assert told(hidden) == told(missing)


def test_a_transfer_changes_what_one_sees_the_same_day(readers, as_person):
    version = a_published(readers["author"], visibility=Visibility.SCHOOL)
    url = f"/library/resources/{version.resource_id}"
    colleague = as_person(readers["colleague"])
    assert colleague.get(url).status == 200

    readers["colleague"].transfer(readers["stranger"].school)
    db.session.commit()

    assert colleague.get(url).status == 404
