"""A browser for tests: its own request context each time, and an eye for what no page may have."""

import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from teachnet.accounts import sign_in
from teachnet.accounts.current import TOKEN
from teachnet.accounts.models import Person
from teachnet.audit.models import AuditEntry
from teachnet.db import db, reading, set_reading

DATA = "application/ld+json"  # told to machines, run by none
FIELDS = ("input", "select", "textarea")


def sign_in_as(app: Flask, person: Person) -> FlaskClient:
    token = sign_in.open_session(person, address="127.0.0.1", device="test browser")
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    return client


def trail_length() -> int:
    """Asked without holding the write lock, which the request is about to want."""
    with reading():
        length = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) or 0
        db.session.rollback()
    return length


class Browser:
    def __init__(self, app: Flask, client: FlaskClient, htmx: bool):
        self.app, self.client = app, client
        self.headers = {"Accept-Language": "en"} | ({"HX-Request": "true"} if htmx else {})

    def get(self, url: str, **kwargs):
        return self._page("GET", url, **kwargs)

    def post(self, url: str, *, files: dict | None = None, **data):
        """`files` as the test client takes them: {"field": (stream, "name.docx")}."""
        return self._page("POST", url, data={**data, **(files or {})})

    def send(self, method: str, url: str, **kwargs):
        """As a script does; `kwargs` as the test client takes them."""
        return self._page(method, url, **kwargs)

    def _page(self, method: str, url: str, **kwargs):
        db.session.commit()  # what the test made is there; the request has a session of its own
        told = trail_length()
        headers = self.headers | kwargs.pop("headers", {})
        with self.app.app_context():  # its own g and its own session, as in production
            response = self.client.open(url, method=method, headers=headers, buffered=True, **kwargs)
        set_reading(False)
        db.session.rollback()
        db.session.expire_all()
        if method not in ("GET", "HEAD") and response.status_code < 400:
            assert trail_length() > told or self._may_leave_no_trail(response), f"{url} left no audit row"
        return self._read(response)

    def _may_leave_no_trail(self, response) -> bool:
        """A copy of a form that was through already did nothing; some views say why they leave none."""
        endpoint, _ids = self.app.url_map.bind("localhost").match(response.request.path, method=response.request.method)
        return "Already-Done" in response.headers or hasattr(self.app.view_functions[endpoint], "leaves_no_trail")

    def _read(self, response):
        html = response.data if response.mimetype == "text/html" else b""
        page = BeautifulSoup(html, "html.parser")
        tags = page.find_all(True)
        ids = [tag["id"] for tag in tags if tag.has_attr("id")]
        assert len(ids) == len(set(ids)), f"duplicate ids: {sorted(i for i in ids if ids.count(i) > 1)}"
        unguarded = [tag for tag in tags if _is_posted(tag) and not tag.find(attrs={"name": "csrf_token"})]
        assert not unguarded, f"a form without its token: {unguarded[0]}"
        assert not any(tag.has_attr("style") or _is_inline(tag) for tag in tags), "inline style or script"
        fors = {tag["for"] for tag in tags if tag.name == "label" and tag.get("for")}
        unnamed = [tag for tag in tags if tag.name in FIELDS and not _has_name(tag, fors)]
        assert not unnamed, f"a field without a label: {unnamed[0]}"
        page.response, page.status, page.location = response, response.status_code, response.location
        return page


def _is_posted(tag) -> bool:
    return tag.name == "form" and tag.get("method") == "post"


def _is_inline(tag) -> bool:
    return tag.name == "script" and not tag.has_attr("src") and tag.get("type") != DATA


def _has_name(field, fors: set[str]) -> bool:
    return bool(
        field.get("type") == "hidden"
        or field.get("aria-label")
        or field.get("aria-labelledby")
        or field.get("id") in fors
        or field.find_parent("label")
    )
