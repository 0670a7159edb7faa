"""The bytes of uploads that come in pieces: each piece a file of its own in the instance folder, brought to the disk
before a row speaks of it. A crash between the two leaves a file nobody knows, which is swept."""

import io
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from teachnet.disk import bring_to_disk
from teachnet.files.store import store

GRACE = 24 * 3600  # seconds a piece may lie here before a row must speak of it
PORTION = 1 << 20


def folder() -> Path:
    return store.folder.with_name("uploads")


@contextmanager
def written(stream: BinaryIO, most: int) -> Iterator[tuple[str, int]]:
    """The name it is kept under, and its length: at most `most` bytes are read. Gone again when the caller fails."""
    folder().mkdir(parents=True, exist_ok=True)
    name, length = secrets.token_hex(16), 0
    try:
        with (folder() / name).open("xb") as file:
            while length < most and (portion := stream.read(min(PORTION, most - length))):
                length += file.write(portion)
            file.flush()
            os.fsync(file.fileno())
        bring_to_disk(folder())
        yield name, length
    except BaseException:
        forget([name])
        raise


def forget(names: Iterable[str]) -> None:
    for name in names:
        (folder() / name).unlink(missing_ok=True)


def joined(names: list[str]) -> BinaryIO:
    """One stream of all pieces, in this order."""
    return io.BufferedReader(_Joined([folder() / name for name in names]), PORTION)


def sweep(is_known: Callable[[list[str]], Iterable[str]]) -> int:
    """How many files went that no row speaks of."""
    before = time.time() - GRACE
    old = [path.name for path in folder().glob("*") if path.stat().st_mtime < before]
    unknown = set(old) - set(is_known(old)) if old else set()
    forget(unknown)
    return len(unknown)


class _Joined(io.RawIOBase):
    def __init__(self, paths: list[Path]):
        self.paths, self.file = paths, None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while self.file is not None or self.paths:
            if self.file is None:
                self.file = self.paths.pop(0).open("rb")
            if count := self.file.readinto(buffer):
                return count
            self._leave()
        return 0

    def close(self) -> None:
        self._leave()
        super().close()

    def _leave(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None
