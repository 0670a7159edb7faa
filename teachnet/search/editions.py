"""Where an engine that keeps files keeps them: a folder for each build, and one file, `current`, that names the one in
use.

    search/whoosh/resource/current    "2-9c0f…-3fa8…": format, edition of the analyser, and a name of its own
    search/whoosh/resource/2-9c0f…-3fa8…/    the engine's files

It is a cache. Whatever looks wrong with it raises `Unsound`, and it is built again from the database.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from whoosh.util.filelock import FileLock, try_for

from teachnet.search import dictionaries
from teachnet.search.engine import Unsound

PATIENCE = 60  # seconds to wait for another writer


class Editions:
    def __init__(self, root: Path, format_: str):
        self.root, self.format = Path(root), format_

    @property
    def prefix(self) -> str:
        return f"{self.format}-{dictionaries.edition()}-"

    def current(self) -> Path:
        try:
            name = (self.root / "current").read_text("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise Unsound(f"{self.root} holds no index") from error
        if not name.startswith(self.prefix) or Path(name).name != name:
            raise Unsound(f"{self.root / name} is of another edition")
        return self.root / name

    def writing(self):
        return held(self.root / "writer.lock")

    @contextmanager
    def replacing(self, create: Callable[[Path], None]) -> Iterator[Path]:
        """A new folder to fill; it takes the place of the one in use when the block ends without an error."""
        self.root.mkdir(parents=True, exist_ok=True)
        with held(self.root / "rebuild.lock"):
            folder = self.root / f"{self.prefix}{uuid4().hex}"
            create(folder)
            yield folder
            self._take_its_place(folder)

    def _take_its_place(self, folder: Path) -> None:
        with self.writing():
            draft = self.root / f"current.{folder.name}"
            draft.write_text(folder.name, "ascii")
            to_disk(folder)
            to_disk(draft)
            os.replace(draft, self.root / "current")
            to_disk(self.root)
        for other in self.root.iterdir():
            if other.is_dir() and other != folder:
                rmtree(other, ignore_errors=True)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """A lock between processes; the system frees it when its holder dies."""
    lock = FileLock(str(path))
    if not try_for(lock.acquire, timeout=PATIENCE, delay=0.05):
        raise TimeoutError(f"another process has been writing to {path} for {PATIENCE} seconds")
    try:
        yield
    finally:
        lock.release()


def to_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
