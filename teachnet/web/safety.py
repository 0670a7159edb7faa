"""What every request passes before a view sees it, and every answer before it leaves."""

import secrets
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, ValidationError

from teachnet.config import MEGABYTE, Settings
from teachnet.db import set_reading

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
LARGEST_ID = 2**31 - 1  # what PostgreSQL keeps an id in; asked for a larger one, it raises
LARGEST_FORM = 2 * MEGABYTE
PLAIN_FORM = "application/x-www-form-urlencoded"  # cannot carry a file

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class IdConverter(IntegerConverter):
    """Flask's own lets 400 digits through, and the database then raises: no such id is simply no page."""

    def to_python(self, value: str) -> int:
        if len(value) > len(str(LARGEST_ID)) or int(value) > LARGEST_ID:
            raise ValidationError
        return super().to_python(value)


def takes_files(view):
    """This view may be sent a body as large as an upload may be; all others get a form's worth."""
    view.takes_files = True
    return view


def reads_first(view):
    """A POST whose slow part (a password hash, a large file) must not hold the write lock: its transaction begins as
    a reading one, until the view calls `start_writing()` of teachnet.db."""
    view.reads_first = True
    return view


def at_other_name(view):
    """Also answered at the name where strangers' pages are shown; nothing else is."""
    view.at_other_name = True
    return view


def let_frame(origin: str) -> None:
    """The page that is being made shows a page of another origin inside it."""
    g.framed = origin


def _asked_view():
    return current_app.view_functions.get(request.endpoint or "")


def _name_request() -> None:
    g.request_id = secrets.token_hex(8)


def _keep_to_other_name() -> None:
    other = current_app.config["SETTINGS"].packages_host
    if other and request.host == other and not getattr(_asked_view(), "at_other_name", False):
        abort(404)


def _limit_body() -> None:
    if not getattr(_asked_view(), "takes_files", False) or request.mimetype == PLAIN_FORM:
        request.max_content_length = LARGEST_FORM
    if (request.content_length or 0) > request.max_content_length:
        abort(413)  # before a byte of it is read


def _refuse_strangers() -> None:
    """A page of another site may not post here, whatever it knows of our tokens."""
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin not in (None, "null") and origin.partition("://")[2] != request.host:
        abort(400, "cross-site")
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(400, "cross-site")


def _refuse_broken_text() -> None:
    """Bytes that are no UTF-8, and NUL, which PostgreSQL cannot store: refused before anything reads them."""
    _require_text(request.environ.get("PATH_INFO", "").encode("latin-1"))
    _require_text(unquote_to_bytes(request.query_string))
    if request.method not in SAFE_METHODS:
        if request.mimetype == PLAIN_FORM:  # read as a form, %ff would be taken for a word
            _require_text(unquote_to_bytes(request.get_data()))
        typed = [*request.form.keys(), *(value for values in request.form.listvalues() for value in values)]
        if any("\0" in text for text in typed):
            abort(400, "NUL")


def _require_text(sent: bytes) -> None:
    try:
        text = sent.decode()
    except UnicodeDecodeError:
        abort(400, "not UTF-8")
    if "\0" in text:
        abort(400, "NUL")


def _choose_transaction() -> None:
    set_reading(request.method in SAFE_METHODS or getattr(_asked_view(), "reads_first", False))


def _add_headers(response: Response) -> Response:
    if framed := g.get("framed"):
        policy = HEADERS["Content-Security-Policy"]
        response.headers.setdefault("Content-Security-Policy", f"{policy}; frame-src {framed}")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SETTINGS"].behind_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.headers.setdefault("Cache-Control", "no-store")
    if not response.cache_control.public:
        response.vary.add("Cookie")
    response.headers["X-Request-Id"] = g.get("request_id", "-")
    return response


def _forget(error: BaseException | None) -> None:
    set_reading(False)  # the thread goes back to its pool


def init_app(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    if settings.proxies:
        # Only as many X-Forwarded-… as there are proxies of our own; a visitor's own header counts nothing.
        app.wsgi_app = ProxyFix(app.wsgi_app, *([settings.proxies] * 5))
    app.url_map.converters["int"] = IdConverter
    for check in (
        _name_request,
        _keep_to_other_name,
        _limit_body,
        _refuse_strangers,
        _refuse_broken_text,
        _choose_transaction,
    ):
        app.before_request(check)
    app.after_request(_add_headers)
    app.teardown_request(_forget)
