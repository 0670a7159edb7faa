"""Where this page is, where others are, and where a form may lead back to: only to a page of our own."""

from functools import lru_cache
from urllib.parse import unquote, urlencode, urlsplit

from flask import Flask, current_app, request, url_for
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

LONGEST = 2000
REMEMBERED = 10_000  # addresses: those of the rail many times over, and the latest of what stands in lists


def own_page(target: str | None) -> str:
    """`target` if it is the path of one of our GET pages, else the front door."""
    return target if target and leads_home(target) else url_for("home.index")


def leads_home(target: str) -> bool:
    """Browsers read `//evil`, `/\\evil` and a tab inside as another host; a proxy may decode `%2f` first."""
    plain = unquote(target)
    if len(target) > LONGEST or not plain.startswith("/") or "//" in plain.partition("?")[0] or "\\" in plain:
        return False
    if any(ord(character) < 32 or ord(character) == 127 for character in plain):
        return False
    return _is_a_get_page(urlsplit(target).path.removeprefix(request.script_root))


def _is_a_get_page(path: str) -> bool:
    try:
        current_app.create_url_adapter(request).match(unquote(path), method="GET")
    except RequestRedirect:
        return True  # only a missing slash at the end
    except HTTPException:
        return False
    return True


def here() -> str:
    """This page with its query, for a form that comes back to it; a page that answers a POST has no address."""
    if request.method != "GET":
        return ""
    return request.script_root + request.full_path.removesuffix("?")


def this_page_with(**changes) -> str:
    """This page with parts of its query changed; None takes a part away."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    query = urlencode(kept + [(name, value) for name, value in changes.items() if value is not None])
    return f"{request.script_root}{request.path}" + (f"?{query}" if query else "")


def init_app(app: Flask) -> None:
    @lru_cache(REMEMBERED, typed=True)
    def built(script_root: str, endpoint: str, **values) -> Markup:
        return escape(app.url_for(endpoint, **values))

    def address(endpoint: str, **values) -> Markup:
        """`url_for` in templates. A page asks for sixty addresses, most of them the same on every page."""
        asked = request._get_current_object()
        if endpoint[0] == ".":
            endpoint = f"{asked.blueprint}{endpoint}"
        kept = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        return built(asked.script_root, endpoint, **kept)

    app.jinja_env.globals.update(here=here, this_page_with=this_page_with, url_for=address)
