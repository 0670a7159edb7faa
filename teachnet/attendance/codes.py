"""The code on the projector: a new one every ten seconds, good for itself and the one before.

A picture of it passed on by chat is worthless twenty seconds later: what it holds is a keyed hash of the meeting and
the ten seconds it was shown in. Whoever has scanned it in time gets a ticket for two minutes, bound to their device, so
that signing in or a slow line does not cost them their check-in.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from itsdangerous import BadData, URLSafeTimedSerializer

from teachnet.attendance.words import Kind
from teachnet.db import utcnow
from teachnet.keys import keys

STEP = 10  # seconds a code is shown
STEPS_GOOD = 2  # the one that is shown, and the one before
TICKET_SECONDS = 120
TOKEN_DIGITS = 16
DIGITS = 6


@dataclass(frozen=True)
class Ticket:
    meeting_id: int
    kind: Kind
    device: str


def _now() -> int:
    return int(utcnow().timestamp()) // STEP


def _digest(meeting_id: int, kind: Kind, step: int) -> str:
    said = f"{meeting_id}.{kind}.{step}".encode()
    return hmac.new(keys.derive("check-in code"), said, sha256).hexdigest()


def token(meeting_id: int, kind: Kind) -> str:
    """What the QR code holds."""
    return f"{meeting_id}.{kind}.{_digest(meeting_id, kind, _now())[:TOKEN_DIGITS]}"


def short_code(meeting_id: int, kind: Kind) -> str:
    """The same for people whose camera fails: six digits."""
    return _short(_digest(meeting_id, kind, _now()))


def seconds_left() -> int:
    return STEP - int(utcnow().timestamp()) % STEP


def read_token(text: str) -> tuple[int, Kind] | None:
    """The meeting and kind, if this was shown within the last twenty seconds."""
    meeting, _dot, rest = text.partition(".")
    kind, _dot, digest = rest.partition(".")
    if not (meeting.isascii() and meeting.isdigit() and kind in set(Kind)):
        return None
    wanted = (_digest(int(meeting), Kind(kind), step)[:TOKEN_DIGITS] for step in _good_steps())
    known = any(hmac.compare_digest(one.encode(), digest.encode()) for one in wanted)
    return (int(meeting), Kind(kind)) if known else None


def is_short_code(code: str, meeting_id: int, kind: Kind) -> bool:
    wanted = (_short(_digest(meeting_id, kind, step)) for step in _good_steps())
    return any(hmac.compare_digest(one.encode(), code.encode()) for one in wanted)


def _good_steps() -> range:
    now = _now()
    return range(now - STEPS_GOOD + 1, now + 1)


def _short(digest: str) -> str:
    return f"{int(digest[TOKEN_DIGITS:32], 16) % 10**DIGITS:0{DIGITS}}"


def ticket(meeting_id: int, kind: Kind, device: str) -> str:
    return _tickets().dumps([meeting_id, kind.value, device])


def read_ticket(text: str, device: str) -> Ticket | None:
    """Only on the device that scanned, and only for two minutes."""
    try:
        meeting_id, kind, of_device = _tickets().loads(text, max_age=TICKET_SECONDS)
    except BadData:
        return None
    return Ticket(meeting_id, Kind(kind), device) if hmac.compare_digest(of_device, device) else None


def _tickets() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(keys.derive("check-in ticket"))
