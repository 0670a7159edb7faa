"""What the square of dots on a certificate holds: its words, signed. It can be checked with the public key alone.

A token is `payload.signature`, both base64url. The payload is canonical JSON with short keys; its bytes are signed.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from teachnet.keys import keys

PURPOSE = "certificates"
LONGEST = 4000


class BadToken(Exception):  # noqa: N818 -- reads as a sentence: raise BadToken
    """Not signed by one of the keys, or changed since."""


@dataclass(frozen=True)
class Claims:
    """What a certificate certifies."""

    code: str
    serial: str
    name: str
    programme: str
    hours: int
    starts_on: date
    ends_on: date
    issued_on: date
    office: str

    @property
    def payload(self) -> bytes:
        days = [day.isoformat() for day in (self.starts_on, self.ends_on, self.issued_on)]
        return _canonical(
            {
                "c": self.code,
                "s": self.serial,
                "n": self.name,
                "p": self.programme,
                "h": self.hours,
                "d": days,
                "o": self.office,
            }
        )

    @classmethod
    def read(cls, payload: bytes) -> "Claims":
        told = json.loads(payload)
        starts_on, ends_on, issued_on = map(date.fromisoformat, told["d"])
        return cls(
            told["c"], told["s"], told["n"], told["p"], told["h"], starts_on, ends_on, issued_on, told["o"]
        )  # fmt: skip


def _canonical(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.derive(PURPOSE, 32))


def public_key() -> bytes:
    """Of this installation, today; it follows from its secret."""
    return _private().public_key().public_bytes_raw()


def key_id_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def sign(claims: Claims) -> str:
    return encoded(_private().sign(claims.payload))


def token_of(claims: Claims, signature: str) -> str:
    return f"{encoded(claims.payload)}.{signature}"


def claims_in(token: str, publics: Mapping[str, bytes]) -> tuple[Claims, str]:
    """What a token certifies, and the id of the key that signed it."""
    payload, _dot, signature = token.strip().partition(".")
    if len(token) > LONGEST:
        raise BadToken
    said, signed = _decoded(payload), _decoded(signature)
    for key_id, public in publics.items():
        if _fits(public, signed, said):
            return Claims.read(said), key_id
    raise BadToken


def _fits(public: bytes, signature: bytes, payload: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, payload)
    except InvalidSignature:
        return False
    return True


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    """Strict: the last letter of base64 has bits that decoding drops, and what differs is not the same token."""
    try:
        content = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        raise BadToken from None
    if encoded(content) != text:
        raise BadToken
    return content
