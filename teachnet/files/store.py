"""Files by content, each once, under the sha256 of its bytes: the port. Where they lie is a shelf's business, in a
folder of this machine or in a bucket.

A file is written beside the store, brought to the disk, then put on the shelf; only then may a row speak of it. So a
row always has its file; a file without a row is swept after a day.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from teachnet.disk import bring_to_disk
from teachnet.files.shelves.folder import Folder

GRACE = 24 * 3600  # seconds a file may lie here before a row must speak of it


class Shelf(Protocol):
    """Keeps bytes under their sha256. Both kinds pass the same tests, tests/files/test_shelves.py."""

    def put(self, draft: Path, sha256: str, size: int) -> None:
        """Safe there once this returns. The draft may be gone; what was there is as good as new for the sweeper."""
        ...

    def size_of(self, sha256: str) -> int | None:
        """How long what lies there is, whatever it is; None when nothing does."""
        ...

    def is_whole(self, sha256: str, size: int) -> bool:
        """Are the bytes still those that were put there?"""
        ...

    def open(self, sha256: str, size: int) -> BinaryIO:
        """To be read from any place on; `FileNotFoundError` when it is not there."""
        ...

    def at_hand(self, sha256: str, size: int, folder: Path) -> Path:
        """As a file of this machine, to be read only; `folder` is where a copy may be laid."""
        ...

    def put_before(self, moment: float) -> Iterator[list[str]]:
        """The sha256 of what was last put here before this moment, some at a time."""
        ...

    def remove(self, sha256: str) -> None: ...


class Store:
    def __init__(self):
        self.folder = Path()
        self.shelf: Shelf = Folder(self.folder)

    def use(self, folder: Path, shelf: Shelf | None = None) -> None:
        """Told once, when the application is made. Drafts are always written in `folder`."""
        self.folder = folder
        self.shelf = shelf or Folder(folder)

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
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            os.fsync(file.fileno())
        self.shelf.put(draft, sha256, size)
        return sha256, size

    def size_of(self, sha256: str) -> int | None:
        return self.shelf.size_of(sha256)

    def is_whole(self, sha256: str, size: int) -> bool:
        return self.shelf.is_whole(sha256, size)

    def open(self, sha256: str, size: int) -> BinaryIO:
        return self.shelf.open(sha256, size)

    @contextmanager
    def at_hand(self, sha256: str, size: int) -> Iterator[Path]:
        """For programs that read files, not streams. `FileNotFoundError` when it is gone."""
        with self.draft() as folder:
            yield self.shelf.at_hand(sha256, size, folder)

    def hold(self, name: str, some: Iterable[str]) -> None:
        """The sweeper leaves these alone until they are let go, whatever rows say: a database that was put aside speaks
        of them."""
        listed = self.folder / "held" / name
        listed.parent.mkdir(parents=True, exist_ok=True)
        with listed.open("w", encoding="ascii") as file:
            file.writelines(f"{sha256}\n" for sha256 in some)
            file.flush()
            os.fsync(file.fileno())
        bring_to_disk(listed.parent)

    def let_go(self, name: str) -> None:
        (self.folder / "held" / name).unlink(missing_ok=True)

    def _held(self) -> set[str]:
        return {sha256 for listed in self.folder.glob("held/*") for sha256 in listed.read_text("ascii").split()}

    def sweep(self, is_known: Callable[[list[str]], Iterable[str]]) -> int:
        """Remove what no row speaks of, and drafts of a process that died. `is_known` says which of some it knows."""
        before, removed, held = time.time() - GRACE, 0, self._held()
        for names in self.shelf.put_before(before):
            for unknown in set(names) - set(is_known(names)) - held:
                self.shelf.remove(unknown)
                removed += 1
        for draft in self.folder.glob("coming/*"):
            if draft.stat().st_mtime < before:
                shutil.rmtree(draft, ignore_errors=True)
        return removed


store = Store()
