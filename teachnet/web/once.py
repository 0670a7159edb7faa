"""One intent, one effect: a double click, the back button or a second tab does not do a thing twice.

Each form carries a random token. Whoever commits first writes it in the same transaction as the effect; a copy of that
form is answered with where the first one led, and a different form under the same token is refused.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, has_request_context, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.exceptions import UnprocessableEntity

from teachnet.db import Model, db, insert_if_new, is_reading, reading, timestamp, writing
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for
from teachnet.keys import keys
from teachnet.web.htmx import is_htmx
from teachnet.web.links import own_page
from teachnet.web.safety import SAFE_METHODS

FIELD = "once_token"
UNTOLD = frozenset({FIELD, "csrf_token"})
LONGEST_TOKEN = 64
PATIENCE = 2  # seconds for the answer to the first copy


class Intent(Model):
    """A form that has had its effect. Kept seven days."""

    is_audited = False

    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    body: Mapped[str] = mapped_column(sa.String(64))
    led_to: Mapped[str | None] = mapped_column(sa.String(2000))  # not known before its answer is, just after the commit
    at: Mapped[timestamp] = mapped_column(index=True)


keep_for(Intent.at, timedelta(days=7))


class AlreadyDone(Exception):  # noqa: N818 -- not an error: the effect is there
    """Another copy of this form was committed first."""


@dataclass(frozen=True)
class Asked:
    token: str
    body: str


def once_token() -> str:
    return secrets.token_urlsafe(16)


def _notice() -> Response | None:
    """Before the view: has this very form been through already?"""
    typed = "" if request.method in SAFE_METHODS else request.form.get(FIELD, "")
    if not typed or len(typed) > LONGEST_TOKEN:
        return None
    asked = Asked(keys.fingerprint(f"once:{request.endpoint}:{typed}"), _body())
    if db.session.scalar(sa.select(Intent.id).where(Intent.token == asked.token)) is None:
        g.asked = asked
        return None
    return _answer(asked)


def _body() -> str:
    told = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.form.lists()):
        if name not in UNTOLD:
            told.update(repr((name, values)).encode())
    for name, file in request.files.items(multi=True):
        told.update(repr((name, file.filename)).encode())
    return told.hexdigest()


def _answer(asked: Asked) -> Response:
    """What the first copy was answered."""
    done = _first_copy(asked.token)
    if done is None:
        return _say(Refused(_("This was sent twice at the same moment. Send it again.")))
    if done.body != asked.body:
        return _say(UnprocessableEntity("another form under the same token"))
    answer = Response(headers={"HX-Refresh": "true"}) if is_htmx() else redirect(own_page(done.led_to), code=303)
    answer.headers["Already-Done"] = "1"
    return answer


def _say(error: Exception) -> Response:
    """As if the view had raised it; nothing may be raised while another error is being answered."""
    return current_app.make_response(current_app.handle_user_exception(error))


def _first_copy(token: str) -> sa.Row | None:
    """As soon as it has been answered, which nobody waits for with the write lock in hand; None: it was refused."""
    until = time.monotonic() + PATIENCE
    while True:
        db.session.rollback()
        with reading():
            done = db.session.execute(sa.select(Intent.body, Intent.led_to).where(Intent.token == token)).first()
            db.session.rollback()
        if done is None or done.led_to is not None or time.monotonic() > until:
            return done
        time.sleep(0.02)


@sa.event.listens_for(Session, "before_commit")
def _keep(session: Session) -> None:
    if not has_request_context() or is_reading():  # nothing was written, so there is no effect to keep
        return
    if (asked := g.pop("asked", None)) is None:
        return
    g.kept = asked
    insert = insert_if_new(Intent, by=["token"], token=asked.token, body=asked.body).returning(Intent.id)
    if session.connection().execute(insert).first() is None:  # a count of rows is not told by every engine
        raise AlreadyDone


def _copy_came_second(_done: AlreadyDone) -> Response:
    return _answer(g.pop("kept"))


def _remember_way(response: Response) -> Response:
    """Where the first copy led, for the later ones; written apart, for the way is known only after the commit. What was
    committed and yet refused (a wrong password is counted) may be tried again."""
    kept = g.pop("kept", None)
    if kept is None:
        return response
    intent = sa.update(Intent).values(led_to=response.location or "")
    if response.status_code >= 400:
        intent = sa.delete(Intent)
    db.session.rollback()
    with writing(), db.engine.begin() as connection:
        connection.execute(intent.where(Intent.token == kept.token))
    return response


def init_app(app: Flask) -> None:
    app.before_request(_notice)
    app.register_error_handler(AlreadyDone, _copy_came_second)
    app.after_request(_remember_way)
    app.jinja_env.globals["once_token"] = once_token
