"""A browser that is somebody of the demo city: it keeps its cookie, and goes where it is sent."""

from http.cookiejar import Cookie, CookieJar
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener


def phone(url: str, cookie: str) -> OpenerDirector:
    """`cookie`: name=value, as bench._cookie makes it."""
    jar = CookieJar()
    name, _equals, value = cookie.partition("=")
    jar.set_cookie(_cookie(name, value, urlsplit(url).hostname or ""))
    return build_opener(HTTPCookieProcessor(jar))


def _cookie(name: str, value: str, host: str) -> Cookie:
    of_host = {"domain": host, "domain_specified": False, "domain_initial_dot": False}
    of_port, of_path = {"port": None, "port_specified": False}, {"path": "/", "path_specified": True}
    rest = {"secure": False, "expires": None, "discard": True, "comment": None, "comment_url": None, "rest": {}}
    return Cookie(version=0, name=name, value=value, **of_host, **of_port, **of_path, **rest)
