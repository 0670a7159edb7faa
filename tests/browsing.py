"""A browser for tests: its own request context each time, and an eye for what no page may have."""

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from teachnet.accounts import sign_in
from teachnet.accounts.current import TOKEN
from teachnet.accounts.models import Person
from teachnet.db import db, set_reading


def sign_in_as(app: Flask, person: Person) -> FlaskClient:
    token = sign_in.open_session(person, address="127.0.0.1", device="test browser")
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    return client


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
        headers = self.headers | kwargs.pop("headers", {})
        with self.app.app_context():  # its own g and its own session, as in production
            response = self.client.open(url, method=method, headers=headers, buffered=True, **kwargs)
        set_reading(False)
        db.session.rollback()
        db.session.expire_all()
        return self._read(response)

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
