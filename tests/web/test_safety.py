"""Bad input: the right status, and nothing of it inside."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from teachnet.accounts.models import Person
from teachnet.db import db, reading
from teachnet.web.safety import LARGEST_FORM, PLAIN_FORM
from tests.factories import a_person, a_teacher


def test_an_unknown_host_is_refused(visitor):
    assert visitor.get("/sign-in", headers={"Host": "evil.example"}).status == 400


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "http://localhost:81", "http://[::1"]
)
def test_a_page_of_another_site_cannot_post_here(visitor, origin):
    refused = visitor.client.post("/sign-in", data={"username": "a", "password": "b"}, headers={"Origin": origin})

    assert refused.status_code == 400


def test_a_browser_that_says_cross_site_is_believed(visitor):
    refused = visitor.client.post("/sign-in", data={}, headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == 400


def test_our_own_page_may_post(visitor):
    answer = visitor.client.post("/sign-in", data={}, headers={"Origin": "http://localhost"})

    assert answer.status_code == 422


def test_a_post_without_its_token_is_refused(app, visitor):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert visitor.client.post("/sign-in", data={"username": "a", "password": "b"}).status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_an_oversized_body_is_refused_before_it_is_read(visitor):
    refused = visitor.client.post("/sign-in", data={"username": "a" * 3 * 1024 * 1024})

    assert refused.status_code == 413


def test_too_many_fields_are_refused(visitor):
    many = "&".join(f"f{n}=1" for n in range(5000))
    refused = visitor.client.post("/sign-in", data=many, content_type="application/x-www-form-urlencoded")

    assert refused.status_code in (413, 422)


@pytest.mark.parametrize("number", ["2147483648", "9223372036854775808", "9" * 400, "-1", "1e3", "٣"])
def test_a_number_that_is_no_id_is_no_page(as_person, number):
    assert as_person(a_teacher()).get(f"/teams/{number}").status == 404


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%00", "q=a%00b", "page=%c3%28"])
def test_broken_text_in_the_address_is_refused(as_person, query):
    assert as_person(a_teacher()).get(f"/teams/?{query}").status == 400


@pytest.mark.parametrize("typed", ["%ff%fe", "%ed%a0%80", "%00"])
def test_broken_text_in_a_form_is_refused(visitor, typed):
    form = f"username={typed}&password=c"

    assert visitor.client.post("/sign-in", data=form, content_type=PLAIN_FORM).status_code == 400


def test_a_plain_form_is_no_way_around_the_size_of_a_form(as_person):
    text = f"title={'a' * LARGEST_FORM}"

    refused = as_person(a_teacher()).client.post("/library/new", data=text, content_type=PLAIN_FORM)

    assert refused.status_code == 413


def test_nul_in_a_form_is_refused(visitor):
    assert visitor.client.post("/sign-in", data={"username": "a\0b", "password": "c"}).status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "9" * 5000, "1.5", "²"])
def test_a_page_number_that_is_none_shows_the_first(as_person, page):
    assert as_person(a_teacher()).get(f"/teams/?page={page}").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/%2f%2fevil.example",
        "/\t/evil.example",
        "javascript:1",
    ],
)
def test_signing_in_leads_to_no_other_site(app, visitor, target):
    from_form = visitor.client.post("/language", data={"language": "en", "next": target})

    assert (from_form.status_code, from_form.location) == (303, "/")


def test_a_reading_request_cannot_write(app):
    """GET runs in a transaction in which the database itself refuses to change anything."""
    person = a_person("Lin")
    db.session.rollback()

    with reading(), pytest.raises(DBAPIError):
        db.session.execute(sa.update(Person).where(Person.id == person.id).values(name="Changed"))
    db.session.rollback()

    assert db.session.scalar(sa.select(Person.name).where(Person.id == person.id)) == "Lin"


def test_answers_are_not_kept_by_browsers_and_carry_their_policy(visitor):
    headers = visitor.get("/sign-in").response.headers

    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]


def test_a_forwarded_address_counts_nothing_without_a_proxy_of_ours(app, visitor):
    a_person("Lin", username="lin")
    for n in range(6):
        visitor.client.post(
            "/sign-in", data={"username": "lin", "password": "wrong"}, headers={"X-Forwarded-For": f"10.0.0.{n}"}
        )

    assert visitor.post("/sign-in", username="lin", password="wrong").status == 429
