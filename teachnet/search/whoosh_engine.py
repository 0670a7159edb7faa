"""The embedded engine: Whoosh writes, merges and keeps the segments; `snapshot` and `view` read them."""

import pickle
import struct
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from threading import Lock

from whoosh.index import EmptyIndexError, IndexError, IndexVersionError

from teachnet.search.answer import answer
from teachnet.search.editions import Editions
from teachnet.search.engine import Document, Found, Texts, Unsound, Wish
from teachnet.search.lookup import plan_of
from teachnet.search.plan import Plan
from teachnet.search.segments import add, create, generation_of, merge_small, read, writer_of
from teachnet.search.snapshot import Snapshot
from teachnet.search.view import View

FORMAT = "2"  # of the files; raise it when the schema, `postings` or the weights of the analyser change
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
        self._editions = Editions(root, FORMAT)
        self._lock = Lock()
        self._opened: tuple[str, Snapshot] = "", Snapshot({}, {})

    # reading

    @property
    def generation(self) -> str:
        return generation_of(self._editions.current())

    def search(self, wish: Wish, texts: Texts | None = None) -> Found:
        return answer(View(self._snapshot(), wish), wish, texts)

    def plan(self, wish: Wish) -> Plan:
        return plan_of(wish.query, View(self._snapshot(), wish), wish.synonyms)

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
        folder = self._editions.current()
        newest = generation_of(folder)
        with self._lock:
            generation, snapshot = self._opened
            if generation != newest:
                snapshot = read(folder, snapshot.shards if generation.startswith(f"{folder.name}:") else {})
                self._opened = newest, snapshot
        return snapshot

    # writing

    def update(self, put: Iterable[Document], remove: Iterable[int] = ()) -> None:
        documents = {document.id: document for document in put}
        with self._editions.writing():
            old = self._snapshot().numbers_of([*documents, *remove]).tolist()
            writer = writer_of(self._editions.current())
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
        with self._editions.replacing(create) as folder:
            rest = iter(documents)
            while batch := list(islice(rest, AT_ONCE)):
                writer = writer_of(folder)
                for document in batch:
                    add(writer, document)
                writer.commit(merge=False)
