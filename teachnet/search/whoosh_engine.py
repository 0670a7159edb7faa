"""The embedded engine: Whoosh writes, merges and keeps the segments; `snapshot` and `ranking` read them.

A folder holds one index per edition and one file, `current`, that names the one in use:

    library/current    "1-9c0f…-3fa8…": format, edition of the analyser, and a name of its own
    library/1-9c0f…-3fa8…/    Whoosh's files

It is a cache. Whatever looks wrong with it raises `Unsound`, and it is built again from the database.
"""

import os
import pickle
import struct
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from shutil import rmtree
from threading import Lock
from uuid import uuid4

from whoosh.index import EmptyIndexError, IndexError, IndexVersionError

from teachnet.search import ranking
from teachnet.search.dictionaries import edition
from teachnet.search.engine import Document, Found, Texts, Unsound, Wish
from teachnet.search.segments import add, create, generation_of, held, merge_small, read, to_disk, writer_of
from teachnet.search.snapshot import Snapshot

FORMAT = "1"  # of the files; raise it when the schema or `postings` changes
AT_ONCE = 5000  # documents in a segment of a rebuild, by the memory they take while it is made

UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    AttributeError,
    struct.error,
    pickle.UnpicklingError,
    EmptyIndexError,
    IndexError,  # Whoosh's own, not Python's
    IndexVersionError,
)


class WhooshEngine:
    def __init__(self, root: Path):
        self.root = Path(root)
        self._lock = Lock()
        self._opened: tuple[str, Snapshot] = "", Snapshot({}, {})

    # reading

    @property
    def generation(self) -> str:
        return generation_of(self._folder())

    def search(self, wish: Wish, texts: Texts | None = None) -> Found:
        return ranking.find(self._snapshot(), wish, texts)

    def versions(self) -> dict[int, int]:
        snapshot = self._snapshot()
        alive = snapshot.alive
        pairs = zip(snapshot.columns["id"][alive].tolist(), snapshot.columns["version"][alive].tolist(), strict=True)
        return dict(pairs)

    def _snapshot(self) -> Snapshot:
        for attempts_left in reversed(range(5)):
            try:
                return self._open()
            except UNREADABLE as error:
                # A writer may have replaced the files between our reading their names and opening them.
                if not attempts_left:
                    raise Unsound(str(self.root)) from error
        raise AssertionError("unreachable")

    def _open(self) -> Snapshot:
        """The newest commit; whatever segments it shares with the last one stay open."""
        folder = self._folder()
        newest = generation_of(folder)
        with self._lock:
            generation, snapshot = self._opened
            if generation != newest:
                snapshot = read(folder, snapshot.shards if generation.startswith(f"{folder.name}:") else {})
                self._opened = newest, snapshot
        return snapshot

    def _folder(self) -> Path:
        try:
            name = (self.root / "current").read_text("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise Unsound(f"{self.root} holds no index") from error
        if not name.startswith(f"{_edition()}-") or Path(name).name != name:
            raise Unsound(f"{self.root / name} is of another edition")
        return self.root / name

    # writing

    def update(self, put: Iterable[Document], remove: Iterable[int] = ()) -> None:
        documents = {document.id: document for document in put}
        with held(self.root / "writer.lock"):
            old = self._snapshot().numbers_of([*documents, *remove]).tolist()
            writer = writer_of(self._folder())
            try:
                for number in old:
                    writer.delete_document(number)
                for document in documents.values():
                    add(writer, document)
            except BaseException:
                writer.cancel()
                raise
            writer.commit(mergetype=merge_small)

    def rebuild(self, documents: Iterable[Document]) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        with held(self.root / "rebuild.lock"):
            folder = self.root / f"{_edition()}-{uuid4().hex}"
            create(folder)
            rest = iter(documents)
            while batch := list(islice(rest, AT_ONCE)):
                writer = writer_of(folder)
                for document in batch:
                    add(writer, document)
                writer.commit(merge=False)
            self._take_its_place(folder)

    def _take_its_place(self, folder: Path) -> None:
        with held(self.root / "writer.lock"):
            draft = self.root / f"current.{folder.name}"
            draft.write_text(folder.name, "ascii")
            to_disk(folder)
            to_disk(draft)
            os.replace(draft, self.root / "current")
            to_disk(self.root)
        for other in self.root.iterdir():
            if other.is_dir() and other != folder:
                rmtree(other, ignore_errors=True)


def _edition() -> str:
    return f"{FORMAT}-{edition()}"
