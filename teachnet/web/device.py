"""Which browser it is: it keeps a random mark for a year, and we know the mark by a keyed hash only."""

import secrets
from datetime import timedelta

from flask import Flask, Response, request

from teachnet.keys import keys

COOKIE, MARK = "device", "teachnet.device"
A_YEAR = timedelta(days=365)


def current() -> str:
    """A browser that has no mark yet gets one with the answer."""
    mark = request.environ.setdefault(MARK, request.cookies.get(COOKIE) or secrets.token_urlsafe(24))
    return keys.fingerprint(mark)


def _keep(response: Response) -> Response:
    if mark := request.environ.get(MARK):
        kept = {"max_age": A_YEAR, "httponly": True, "samesite": "Lax", "secure": request.is_secure}
        response.set_cookie(COOKIE, mark, **kept)
    return response


def init_app(app: Flask) -> None:
    app.after_request(_keep)
