"""Stored files in a bucket of a service that speaks S3: `prefix/ab/abcd…`."""

import hashlib
import io
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

import obstore
from obstore.store import S3Store

from teachnet.config import BucketAddress

log = logging.getLogger(__name__)

PORTION = 1 << 20  # bytes asked for at a time
READ_AGAIN = 32 << 20  # bytes up to which a file is compared with its digest; of larger ones only the length
FRESH = timedelta(hours=12)  # half the sweeper's grace: what lies here longer is put again to be as good as new


def connect(address: BucketAddress) -> "Bucket":
    """Asks nothing of the service yet: `flask check-files` does, and the first request."""
    settings = {"access_key_id": address.key, "secret_access_key": address.secret, "region": address.region}
    if address.endpoint:
        settings["endpoint"] = address.endpoint
    patience = {"timeout": "60s", "connect_timeout": "5s", "allow_http": True}
    retries = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
    return Bucket(
        S3Store(
            address.bucket,
            prefix=address.prefix or None,
            config=settings,
            client_options=patience,
            retry_config=retries,
        )
    )


class Bucket:
    def __init__(self, service: S3Store):
        self.service = service

    def put(self, draft: Path, sha256: str, size: int) -> None:
        """A large file goes up in parts and appears as a whole, once its last part is there."""
        seen = self._seen(sha256)
        is_fresh = seen is not None and datetime.now(UTC) - seen["last_modified"] < FRESH
        if not is_fresh or not self.is_whole(sha256, size):
            obstore.put(self.service, _key(sha256), draft)

    def size_of(self, sha256: str) -> int | None:
        seen = self._seen(sha256)
        return seen and seen["size"]

    def is_whole(self, sha256: str, size: int) -> bool:
        seen = self._seen(sha256)
        if seen is None or seen["size"] != size:
            return False
        return size > READ_AGAIN or _holds(self, sha256, size, seen["e_tag"])

    def open(self, sha256: str, size: int) -> BinaryIO:
        return cast("BinaryIO", io.BufferedReader(_Reader(self.service, sha256, size), PORTION))

    def at_hand(self, sha256: str, size: int, folder: Path) -> Path:
        copy = folder / sha256
        with copy.open("wb") as file:
            for piece in obstore.get(self.service, _key(sha256)).stream(PORTION):
                file.write(piece)
        return copy

    def put_before(self, moment: float) -> Iterator[list[str]]:
        before = datetime.fromtimestamp(moment, UTC)
        for some in obstore.list(self.service):
            yield [thing["path"].rpartition("/")[2] for thing in some if thing["last_modified"] < before]

    def remove(self, sha256: str) -> None:
        obstore.delete(self.service, _key(sha256))

    def _seen(self, sha256: str):
        try:
            return obstore.head(self.service, _key(sha256))
        except FileNotFoundError:
            return None


class _Reader(io.RawIOBase):
    """Asks for the bytes when they are read, so that a player who jumps costs no more than what it plays."""

    def __init__(self, service: S3Store, sha256: str, size: int):
        self.service, self.sha256, self.size, self.at = service, sha256, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self.at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self.at, os.SEEK_END: self.size}[whence]
        return self.at

    def readinto(self, buffer) -> int:
        end = min(self.at + len(buffer), self.size)
        if end <= self.at:
            return 0
        piece = bytes(obstore.get_range(self.service, _key(self.sha256), start=self.at, end=end))
        buffer[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


@lru_cache(maxsize=4096)
def _holds(bucket: Bucket, sha256: str, size: int, e_tag: str) -> bool:
    """The tag is the service's word for this content: another one is read again."""
    whole = hashlib.sha256(bytes(obstore.get(bucket.service, _key(sha256)).bytes())).hexdigest() == sha256
    if not whole:
        log.error("stored file %s is damaged", sha256)
    return whole
