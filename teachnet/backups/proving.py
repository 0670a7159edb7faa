"""What is tried on a restored copy, within a process of its own: see trial.py. Passwords there are set at will."""

import json
import re
import secrets
from html import unescape

import click
import sqlalchemy as sa
from flask import current_app

from teachnet.accounts.models import Appointment, Person, Role
from teachnet.accounts.passwords import hash_password
from teachnet.db import db, set_reading, with_database, writing
from teachnet.search import sync
from teachnet.search.indexes import indexes

HIDDEN_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
TRIAL = "trial-"  # how folders of copies begin
NOBODYS = "192.0.2.1"  # an address nobody comes from (RFC 5737): no wrong tries are counted for it
SIGNED_IN = 'action="/sign-out"'  # only those who are have a button for it
TRIED, AMONG = 5, 200  # resources that are searched for by their titles, and among how many of the newest
EVERYBODY = {"public", "member"}  # codes of readers that whoever has signed in holds


class Visitor:
    """A browser of which each request has a context of its own, as in production."""

    def __init__(self):
        self._client = current_app.test_client()

    def get(self, url: str, **query: str):
        return self._asked("GET", url, query_string=query)

    def post(self, url: str, form: dict[str, str]):
        return self._asked("POST", url, data=form)

    def _asked(self, method: str, url: str, **kwargs):
        with current_app.app_context():
            answer = self._client.open(url, method=method, environ_base={"REMOTE_ADDR": NOBODYS}, **kwargs)
        set_reading(False)
        return answer


@click.command("prove-restored", hidden=True)
@with_database
def prove_restored() -> None:
    """Sign in and search on a restored copy. Never on an installation people use: it sets a password."""
    _require(current_app.config["SETTINGS"].instance.name.startswith(TRIAL), "this is no copy to be tried")
    visitor = Visitor()
    _require(visitor.get("/readyz").status_code == 200, "it does not get ready")
    for kind in indexes.sources:
        sync.rebuild(kind)
    titles = _titles()
    username = _an_administrator()
    if username:
        _sign_in(visitor, username)
    found = sum(_finds(visitor, id_, title) for id_, title in titles.items()) if username else 0
    _require(found > 0 or not (titles and username), "what is published is not found by its title")
    click.echo(json.dumps({"signed_in": username, "found": found}))


def _titles() -> dict[int, str]:
    """Of what was published last for everybody."""
    source = indexes.sources["resource"]
    newest = source.documents(sorted(source.versions(), reverse=True)[:AMONG])
    titles = {document.id: document.title for document in newest if document.readers & EVERYBODY}
    db.session.rollback()
    return dict(list(titles.items())[:TRIED])


def _an_administrator() -> str:
    """Of the city, else whoever may sign in; none in an installation without people."""
    administers = Person.appointments.any((Appointment.role == Role.CITY_ADMIN) & Appointment.holds())
    asked = sa.select(Person.username).where(Person.username.is_not(None), Person.disabled_at.is_(None))
    username = db.session.scalar(asked.order_by(administers.desc(), Person.id).limit(1)) or ""
    db.session.rollback()
    return username


def _sign_in(visitor: Visitor, username: str) -> None:
    """By the very form that people use, with a password nobody will ever know."""
    password = secrets.token_urlsafe(16) + "aA1!"
    with writing():
        db.session.execute(
            sa.update(Person).where(Person.username == username).values(password_hash=hash_password(password))
        )
        db.session.commit()
    hidden = {name: unescape(value) for name, value in HIDDEN_FIELD.findall(visitor.get("/sign-in").text)}
    answer = visitor.post("/sign-in", hidden | {"username": username, "password": password})
    _require(answer.status_code == 303, f"signing in was answered {answer.status_code}")
    desk = visitor.get("/")
    _require(desk.status_code == 200 and SIGNED_IN in desk.text, "who has signed in does not come to a desk")


def _finds(visitor: Visitor, id_: int, title: str) -> bool:
    answer = visitor.get("/library/", q=title)
    _require(answer.status_code == 200, f"searching was answered {answer.status_code}")
    return re.search(rf'href="/library/resources/{id_}["?#]', answer.text) is not None


def _require(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise click.ClickException(otherwise)
