"""Turn what the domain raises into what a browser can show, once for the whole app."""

import logging

from flask import Flask, g, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Forbidden, HTTPException, InternalServerError, SecurityError, ServiceUnavailable

from teachnet.audit.models import Outcome
from teachnet.audit.trail import record
from teachnet.db import db, writing
from teachnet.errors import Refused
from teachnet.web.htmx import is_htmx

log = logging.getLogger(__name__)

RETARGET = {"HX-Retarget": "#flash", "HX-Reswap": "innerHTML"}
PAGES = frozenset({400, 403, 404, 405, 410, 413, 415, 416, 422, 429, 500, 503})


def show_refusal(error: Refused):
    _keep_refusal(str(error))
    template = "errors/_refused.html" if is_htmx() else "errors/refused.html"
    return render_template(template, message=str(error)), error.status or 409, RETARGET


def show_overtaken(_error: StaleDataError):
    """A row with a version was changed by somebody else between our reading and our writing: the database counted."""
    db.session.rollback()  # the sentence is in the language of the reader, whom the failed transaction no longer tells
    return show_refusal(Refused(_("Somebody else was quicker and changed this. Open the page again and look first.")))


def show_forbidden(error: Forbidden):
    _keep_refusal("")
    return show_error(error)


def show_error(error: HTTPException):
    if isinstance(error, SecurityError):
        return "400", 400  # called by a name that is not ours: there is no address a page could link to
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    page = error.code if error.code in PAGES else 500 if error.code >= 500 else 400
    headers = [
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Content-Range")
    ]
    try:
        shown = render_template(f"errors/{page}.html", request_id=g.get("request_id", "-"), in_place=is_htmx())
    except SQLAlchemyError as broken:  # a page asks who reads it, and it is the database that does not answer
        return show_crash(broken)
    return shown, error.code, [*headers, *(RETARGET.items() if is_htmx() else ())]


def show_crash(error: Exception):
    db.session.rollback()
    g._login_user = AnonymousUserMixin()  # the page asks the database nothing, not even who reads it
    log.error("request %s %s failed", request.method, request.path, exc_info=error)
    return show_error(ServiceUnavailable() if isinstance(error, OperationalError) else InternalServerError())


def _keep_refusal(reason: str) -> None:
    """What was refused is part of the trail, although nothing of it was done."""
    db.session.rollback()
    try:
        with writing():
            record(outcome=Outcome.REFUSED, reason=reason)
            db.session.commit()
    except SQLAlchemyError:  # the refusal still stands when the trail cannot be written
        log.exception("a refusal was not recorded")
        db.session.rollback()


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, show_refusal)
    app.register_error_handler(StaleDataError, show_overtaken)
    app.register_error_handler(Forbidden, show_forbidden)
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(Exception, show_crash)
