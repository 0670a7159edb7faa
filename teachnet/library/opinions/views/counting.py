"""Which requests are somebody looking at something, and which are machines, looks ahead or the author."""

import re

from flask import request

from teachnet.accounts.models import Person
from teachnet.library.models import Resource, ResourceVersion, VersionState
from teachnet.library.opinions import visits
from teachnet.library.policy import is_author

MACHINES = re.compile(r"bot\b|crawl|spider|slurp|curl/|wget|python-|scrapy|java/|go-http|okhttp|libwww|monitor", re.I)
LOOKS_AHEAD = ("prefetch", "prerender", "preview")


def count_view(resource: Resource, reader: Person | None) -> None:
    _count(resource, reader, visits.VIEW)


def count_download(version: ResourceVersion, reader: Person | None) -> None:
    """Of what is online: a reviewer fetches a file, too."""
    if version.state is VersionState.PUBLISHED:
        _count(version.resource, reader, visits.DOWNLOAD)


def _count(resource: Resource, reader: Person | None, kind: str) -> None:
    if request.method == "GET" and not _is_machine() and not is_author(reader, resource):
        visits.note(resource.id, kind, _visitor(reader))


def _visitor(reader: Person | None) -> str:
    """A visitor who is not signed in is known by address and browser: who takes no cookie would count each time."""
    return f"person:{reader.id}" if reader else f"{request.remote_addr} {request.user_agent.string}"


def _is_machine() -> bool:
    purpose = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz")).lower()
    agent = request.user_agent.string
    return not agent or bool(MACHINES.search(agent)) or any(word in purpose for word in LOOKS_AHEAD)
