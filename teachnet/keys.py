"""Keys drawn from the one secret of an installation: one for each purpose, so that none can stand in for another."""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class Keys:
    """Bound once at start, by `use`. Every process of an installation must hold the same secret."""

    def use(self, secret: str) -> None:
        self._secret = secret.encode()
        self._cipher = AESGCM(self.derive("personal data", 32))
        self._lookup = self.derive("look-up hash", 32)

    def derive(self, purpose: str, length: int = 32) -> bytes:
        return HKDF(SHA256(), length, salt=b"teachnet", info=purpose.encode()).derive(self._secret)

    def seal(self, content: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, None)

    def unseal(self, sealed: bytes) -> bytes:
        return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)

    def encrypt(self, text: str) -> bytes:
        return self.seal(text.encode())

    def decrypt(self, sealed: bytes) -> str:
        return self.unseal(sealed).decode()

    def fingerprint(self, text: str) -> str:
        """A keyed hash, 64 hex digits: equal texts meet, and nobody without the key can try all ID numbers."""
        return hmac.new(self._lookup, text.encode(), hashlib.sha256).hexdigest()


keys = Keys()
