"""What happened, who can help, the number of the request; in the reader's language, and whatever is broken."""

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from teachnet.accounts import current
from teachnet.errors import Refused
from teachnet.web.errors import PAGES
from tests.factories import a_teacher


@pytest.fixture
def breaks(app, monkeypatch):
    """Make the sign-in page fail in a way of one's own."""

    def fail(error):
        def view(**_):
            if isinstance(error, int):
                abort(error)
            raise error

        monkeypatch.setitem(app.view_functions, "accounts.sign_in", view)

    return fail


@pytest.mark.parametrize("code", sorted(PAGES))
def test_every_error_has_its_page(visitor, breaks, code):
    breaks(code)
    page = visitor.get("/sign-in")

    assert page.status == code
    assert page.select_one("h1").text
    assert len(page.select_one(".prose").text.split()) > 5
    assert page.response.headers["X-Request-Id"] in page.text


@pytest.mark.parametrize("code", [403, 404, 500])
def test_errors_are_told_in_chinese(visitor, breaks, code):
    breaks(code)
    page = visitor.get("/sign-in", headers={"Accept-Language": "zh-CN"})
    assert page.select_one("h1").text in ("你不能做这件事", "这里什么也没有", "是我们出错了")


def test_a_refusal_says_why(visitor, breaks):
    breaks(Refused("All seats are taken."))
    page = visitor.get("/sign-in")
    assert (page.status, page.select_one(".prose").get_text(strip=True)) == (409, "All seats are taken.")


def test_who_was_overtaken_between_reading_and_writing_is_told_so(visitor, breaks):
    breaks(StaleDataError("UPDATE statement on table 'cohort' expected to update 1 row(s); 0 were matched."))
    page = visitor.get("/sign-in")
    assert (page.status, page.select_one(".prose").get_text(strip=True).partition(" and ")[0]) == (
        409,
        "Somebody else was quicker",
    )


def test_htmx_is_told_in_place(app, visitor, breaks):
    breaks(404)
    visitor.headers["HX-Request"] = "true"
    page = visitor.get("/sign-in")

    assert (page.status, page.response.headers["HX-Retarget"]) == (404, "#flash")
    assert page.select_one("html, main") is None
    assert page.select_one(".notice[role=alert] p").text


def test_the_inside_of_the_program_is_not_shown(visitor, breaks):
    breaks(RuntimeError("secret detail"))
    page = visitor.get("/sign-in")
    assert page.status == 500
    assert "secret detail" not in page.text


def test_a_member_still_gets_a_page_when_the_database_is_down(as_person, monkeypatch):
    browser = as_person(a_teacher())

    def down(*_):
        raise OperationalError("SELECT", {}, Exception("no route to host"))

    monkeypatch.setattr(current.SignInSession, "limits", down)

    for address in ("/me", "/no/such/page"):
        page = browser.get(address)
        assert page.status == 503
        assert page.select_one("h1").text == "We are busy for a moment"
