"""Stored files in a folder of this machine: `ab/abcd…`."""

import hashlib
import logging
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from teachnet.disk import bring_to_disk

log = logging.getLogger(__name__)


class Folder:
    """Renamed into place, then the folder is brought to the disk: the order that survives a power cut."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def put(self, draft: Path, sha256: str, size: int) -> None:
        place = self.path(sha256)
        if not self.is_whole(sha256, size):  # a damaged copy is healed by the good one
            place.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(place)
            bring_to_disk(place.parent)
            bring_to_disk(self.folder)
        place.touch()

    def size_of(self, sha256: str) -> int | None:
        try:
            return self.path(sha256).stat().st_size
        except OSError:
            return None

    def is_whole(self, sha256: str, size: int) -> bool:
        """Read once per process and state of the file."""
        path = self.path(sha256)
        try:
            seen = path.stat()
        except OSError:
            return False
        return seen.st_size == size and _holds(path, sha256, seen.st_mtime_ns, seen.st_ino)

    def open(self, sha256: str, size: int) -> BinaryIO:
        return self.path(sha256).open("rb")

    def at_hand(self, sha256: str, size: int, folder: Path) -> Path:
        path = self.path(sha256)
        if not path.exists():
            raise FileNotFoundError(path)
        return path

    def put_before(self, moment: float) -> Iterator[list[str]]:
        for shelf in self.folder.glob("??"):
            yield [path.name for path in shelf.iterdir() if path.stat().st_mtime < moment]

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)


@lru_cache(maxsize=4096)
def _holds(path: Path, sha256: str, mtime: int, inode: int) -> bool:
    """`mtime` and `inode` are asked for so that a changed file is read again."""
    with path.open("rb") as file:
        whole = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    if not whole:
        log.error("stored file %s is damaged", sha256)
    return whole
