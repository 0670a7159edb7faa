"""Files by content: `files/ab/abcd…`, each once, under the sha256 of its bytes.

A file is written beside the store, brought to the disk, renamed into place, and the folder brought to the disk; only
then may a row speak of it. So a row always has its file; a file without a row is swept after a day.
"""

import hashlib
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

log = logging.getLogger(__name__)

CHUNK = 1 << 20
GRACE = 24 * 3600  # seconds a file may lie here before a row must speak of it


class Store:
    def __init__(self):
        self.folder = Path()

    def use(self, folder: Path) -> None:
        """Told once, when the application is made."""
        self.folder = folder

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """A folder to write in, on the same disk, so that renaming is one step. Gone afterwards, with what is left."""
        coming = self.folder / "coming"
        coming.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=coming))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, draft: Path) -> tuple[str, int]:
        """Take a written file into the store: its sha256 and size. The same bytes are not kept twice."""
        with draft.open("rb") as file:
            sha256 = _digest(file)
            size = file.tell()
            os.fsync(file.fileno())
        place = self.path(sha256)
        if not self.is_whole(sha256, size):  # a damaged copy is healed by the good one
            place.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(place)
            _bring_to_disk(place.parent)
            _bring_to_disk(self.folder)
        place.touch()
        return sha256, size

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def is_whole(self, sha256: str, size: int) -> bool:
        """Are the bytes still those that were stored? Read once per process and state of the file."""
        path = self.path(sha256)
        try:
            seen = path.stat()
        except OSError:
            return False
        return seen.st_size == size and _holds(path, sha256, seen.st_mtime_ns, seen.st_ino)

    def sweep(self, is_known: Callable[[list[str]], Iterable[str]]) -> int:
        """Remove what no row speaks of, and drafts of a process that died. `is_known` says which of some it knows."""
        before, removed = time.time() - GRACE, 0
        for shelf in self.folder.glob("??"):
            old = [path for path in shelf.iterdir() if path.stat().st_mtime < before]
            known = set(is_known([path.name for path in old]))
            for path in old:
                if path.name not in known:
                    path.unlink(missing_ok=True)
                    removed += 1
        for draft in self.folder.glob("coming/*"):
            if draft.stat().st_mtime < before:
                shutil.rmtree(draft, ignore_errors=True)
        return removed


@lru_cache(maxsize=4096)
def _holds(path: Path, sha256: str, mtime: int, inode: int) -> bool:
    """`mtime` and `inode` are asked for so that a changed file is read again."""
    with path.open("rb") as file:
        whole = _digest(file) == sha256
    if not whole:
        log.error("stored file %s is damaged", sha256)
    return whole


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _bring_to_disk(folder: Path) -> None:
    with suppress(PermissionError):  # Windows opens no folders, and needs no such step
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


store = Store()
