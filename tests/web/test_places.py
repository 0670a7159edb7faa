import pytest
from flask_login import login_user

from teachnet.accounts.policy import is_teacher
from teachnet.web import places
from teachnet.web.places import Place, Rail, SubPage
from tests.factories import a_city_admin, a_teacher

PLACES = (
    Place("home.index", "Desk", "house"),
    Place(
        "accounts.profile",
        "Account",
        "user",
        pages=(
            SubPage("accounts.profile", "Profile"),
            SubPage("health.ready", "Lessons", is_teacher, covers=("health.alive",)),
        ),
    ),
    Place("health.alive", "For teachers", "check", open_to=is_teacher),
)


@pytest.fixture
def rail(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "rail", Rail(PLACES))

    def seen(person, path):
        with app.test_request_context(path):
            login_user(person)
            return [
                (str(place.label), place.current, [page.label for page in place.pages])
                for place in places.visible_places()
            ]

    return seen


def test_nobody_sees_an_entry_that_would_refuse_them(rail):
    teacher, clerk = a_teacher(), a_city_admin()

    assert rail(teacher, "/me") == [
        ("Desk", "", []),
        ("Account", "page", ["Profile", "Lessons"]),
        ("For teachers", "", []),
    ]
    assert rail(clerk, "/me") == [("Desk", "", []), ("Account", "page", ["Profile"])]


def test_a_page_below_keeps_its_entry_marked(rail):
    assert ("Account", "true", ["Profile", "Lessons"]) in rail(a_teacher(), "/healthz")


def test_a_form_that_comes_back_to_be_put_right_keeps_its_entry_marked(app):
    """Posted to its own address, it is shown again by another endpoint than the one that showed it first."""
    rules = list(app.url_map.iter_rules())
    lost = [
        (str(page.label), post.endpoint)
        for place in app.extensions["rail"].places
        for page in place.pages
        for get in rules
        for post in rules
        if get.endpoint in (page.endpoint, *page.covers)
        and post.rule == get.rule
        and post.endpoint not in (page.endpoint, *page.covers)
    ]
    assert lost == []
