"""What things are called outside, for good: by this installation's own name, whatever address they are asked at."""

import re
from datetime import datetime

from flask import current_app, url_for

from teachnet.db import UTC
from teachnet.library.models import ResourceFile
from teachnet.web.safety import LARGEST_ID

SINCE = 2026  # the year in which the names began to mean what they do (RFC 4151)


def oai_name(resource_id: int) -> str:
    return f"oai:{_house()}:resource-{resource_id}"


def named(identifier: str) -> int | None:
    """The number of the resource that is called so; None when none can be."""
    match = re.fullmatch(rf"oai:{re.escape(_house())}:resource-([1-9][0-9]{{0,9}})", identifier)
    number = int(match[1]) if match else 0
    return number if 0 < number <= LARGEST_ID else None


def tag(what: str) -> str:
    return f"tag:{_house()},{SINCE}:{what}"


def contact() -> str:
    settings = current_app.config["SETTINGS"]
    return settings.contact or f"postmaster@{_house()}"


def page_of(resource_id: int) -> str:
    return url_for("library.resource", resource_id=resource_id, _external=True)


def address_of(held: ResourceFile) -> str:
    return url_for("library.file", file_id=held.id, name=held.name, _external=True)


def stamp(when: datetime) -> str:
    """2026-11-26T08:00:00Z: the seconds that OAI-PMH, Atom and sitemaps all read."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _house() -> str:
    return current_app.config["SETTINGS"].own_name
