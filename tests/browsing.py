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

    def _page(self, method: str, url: str, **kwargs):
        db.session.commit()  # what the test made is there; the request has a session of its own
        told = trail_length()
        headers = self.headers | kwargs.pop("headers", {})
        with self.app.app_context():  # its own g and its own session, as in production
            response = self.client.open(url, method=method, headers=headers, buffered=True, **kwargs)
        set_reading(False)
        db.session.rollback()
        db.session.expire_all()
        if method != "GET" and response.status_code < 400:
            assert trail_length() > told or self._may_leave_no_trail(response), f"{url} left no audit row"
        return self._read(response)

    def _may_leave_no_trail(self, response) -> bool:
        """A copy of a form that was through already did nothing; some views say why they leave none."""
        endpoint, _ids = self.app.url_map.bind("localhost").match(response.request.path, method="POST")
        return "Already-Done" in response.headers or hasattr(self.app.view_functions[endpoint], "leaves_no_trail")

    def _read(self, response):
        html = response.data if response.mimetype == "text/html" else b""
        page = BeautifulSoup(html, "html.parser")
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), f"duplicate ids: {sorted(i for i in ids if ids.count(i) > 1)}"
        unguarded = [form for form in page.select("form[method=post]") if not form.select_one("[name=csrf_token]")]
        assert not unguarded, f"a form without its token: {unguarded[0]}"
        assert not page.select("[style], script:not([src])"), "inline style or script"
        unnamed = [tag for tag in page.select("input, select, textarea") if not _has_name(page, tag)]
        assert not unnamed, f"a field without a label: {unnamed[0]}"
        page.response, page.status, page.location = response, response.status_code, response.location
        return page


def _has_name(page: BeautifulSoup, tag) -> bool:
    return bool(
        tag.get("type") == "hidden"
        or tag.get("aria-label")
        or tag.get("aria-labelledby")
        or tag.find_parent("label")
        or (tag.get("id") and page.select_one(f'label[for="{tag["id"]}"]'))
    )
