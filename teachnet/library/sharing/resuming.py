"""Where a long list goes on. All that is needed stands in the token, signed: it never expires, may be used again, and
works on any process of the installation."""

from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

from teachnet.keys import keys
from teachnet.library.sharing.protocol import Wrong


@dataclass(frozen=True)
class Place:
    """In the list asked for by these arguments, behind the line `(changed_at, resource_id)`; `passed` lines before."""

    verb: str
    prefix: str
    since: datetime | None = None
    until: datetime | None = None
    after: tuple[datetime, int] | None = None
    passed: int = 0


def token(place: Place, after: tuple[datetime, int], passed: int) -> str:
    """Goes on in the list of `place` behind the line `(changed_at, resource_id)`, the last of so many."""
    since, until = (moment and moment.isoformat() for moment in (place.since, place.until))
    changed_at, resource_id = after
    parts = [place.verb, place.prefix, since, until, changed_at.isoformat(), resource_id, passed]
    return _signer().dumps(parts)


def place_of(token: str, *, verb: str) -> Place:
    """Raises `Wrong`: badResumptionToken, also when it belongs to another verb."""
    try:
        made_for, prefix, since, until, changed_at, resource_id, passed = _signer().loads(token)
    except BadSignature:
        raise Wrong("badResumptionToken", "This token was not given out here. Begin the list again.") from None
    if made_for != verb:
        raise Wrong("badResumptionToken", f"This token goes on with {made_for}.")
    since, until = (moment and datetime.fromisoformat(moment) for moment in (since, until))
    return Place(made_for, prefix, since, until, (datetime.fromisoformat(changed_at), resource_id), passed)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(keys.derive("resumption tokens"))
