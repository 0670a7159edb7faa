"""Where packages are shown: at another name of this site. Their pages are strangers' programs; there nobody is signed
in, and what they do stays among themselves. They need one origin together, so a sandbox alone would break them.

The name is a setting. On one's own machine 127.0.0.1 and localhost are two names already.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from teachnet.config import Settings
from teachnet.keys import keys
from teachnet.packages.models import PackageUnit

LASTS = 12 * 3600  # seconds; a page that was left open over a day is opened again
OTHER_NAME = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}


@dataclass(frozen=True)
class Ticket:
    """To the files of one package, for whoever was shown its unit; `home` is the origin of the page around it."""

    package_unit_id: int
    home: str


def host_beside(host: str) -> str | None:
    """The name of the stage for a site that is asked for by this one; None when there is none."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.packages_host:
        return settings.packages_host
    name, colon, port = host.partition(":")
    return OTHER_NAME[name] + colon + port if name in OTHER_NAME else None


def origin() -> str | None:
    host = host_beside(request.host)
    return host and f"{request.scheme}://{host}"


def ticket_for(unit: PackageUnit) -> str:
    return _serializer().dumps([unit.id, f"{request.scheme}://{request.host}"])


def ticket(token: str) -> Ticket | None:
    """None when it is none, is too old, or is shown at a name where people are signed in."""
    try:
        read = Ticket(*_serializer().loads(token, max_age=LASTS))
    except (BadSignature, TypeError):
        return None
    return read if host_beside(urlsplit(read.home).netloc) == request.host else None


def policy(home: str) -> str:
    """Of a page of a package: it may run what it brought, and speak to nobody but itself."""
    return "; ".join(
        (
            "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
            "object-src 'none'",
            "form-action 'self'",
            f"frame-ancestors 'self' {home}",
        )
    )


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(keys.derive("package stage"))
