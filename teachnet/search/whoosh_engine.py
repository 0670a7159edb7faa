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

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Frequency
from whoosh.index import TOC, EmptyIndexError, FileIndex, IndexError, IndexVersionError
from whoosh.reading import SegmentReader
from whoosh.util.filelock import FileLock, try_for
from whoosh.writing import SegmentWriter

from teachnet.search import ranking
from teachnet.search.analyser import take_apart
from teachnet.search.dictionaries import edition
from teachnet.search.engine import Document, Found, Texts, Unsound, Wish
from teachnet.search.postings import Gathered, PackedCodec
from teachnet.search.snapshot import COLUMNS, MappedStorage, Shard, Snapshot

NAME = "main"
FORMAT = "1"  # of the files; raise it when the schema or `postings` changes
AT_ONCE = 5000  # documents in a segment of a rebuild, by the memory they take while it is made
MERGED_TOGETHER, LARGEST_MERGED = 8, 512
PATIENCE = 60  # seconds to wait for another writer

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


class Bag(FieldType):
    """A field whose terms come counted: they go to the writer's pool, past Whoosh's own analysers."""

    def __init__(self):
        super().__init__(format=Frequency(), analyzer=None, scorable=False, stored=False)

    def clean(self):
        """Nothing to make ready for pickling: there is no analyser inside."""


SCHEMA = Schema(
    **{name: Bag() for name in ("words", "grams", "sounds", "names", "facets", "readers")},
    **{name: COLUMN(NumericColumn("q" if kind == ">i8" else "i")) for name, kind in COLUMNS.items()},
)


class DurableStorage(FileStorage):
    """Whoosh never calls fsync. A table of contents takes its place only after all it names is on the disk."""

    def __init__(self, path: Path):
        super().__init__(str(path))
        self._made: list[str] = []

    def create_file(self, name, *args, **kwargs):
        self._made.append(name)
        return super().create_file(name, *args, **kwargs)

    def rename_file(self, oldname, newname, safe=False):
        for name in filter(self.file_exists, self._made):
            _to_disk(Path(self.folder, name))
        super().rename_file(oldname, newname, safe)
        _to_disk(Path(self.folder))


class WhooshEngine:
    def __init__(self, root: Path):
        self.root = Path(root)
        self._lock = Lock()
        self._opened: tuple[str, Snapshot] = "", Snapshot({}, {})

    # reading

    @property
    def generation(self) -> str:
        return _generation(self._folder())

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
        newest = _generation(folder)
        with self._lock:
            generation, snapshot = self._opened
            if generation != newest:
                snapshot = _read(folder, snapshot.shards if generation.startswith(f"{folder.name}:") else {})
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
        with _held(self.root / "writer.lock"):
            old = self._snapshot().numbers_of([*documents, *remove]).tolist()
            writer = _writer(self._folder())
            try:
                for number in old:
                    writer.delete_document(number)
                for document in documents.values():
                    _add(writer, document)
            except BaseException:
                writer.cancel()
                raise
            writer.commit(mergetype=_merge_small)

    def rebuild(self, documents: Iterable[Document]) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        with _held(self.root / "rebuild.lock"):
            folder = self.root / f"{_edition()}-{uuid4().hex}"
            folder.mkdir()
            FileIndex.create(DurableStorage(folder), SCHEMA, NAME)
            rest = iter(documents)
            while batch := list(islice(rest, AT_ONCE)):
                writer = _writer(folder)
                for document in batch:
                    _add(writer, document)
                writer.commit(merge=False)
            self._take_its_place(folder)

    def _take_its_place(self, folder: Path) -> None:
        with _held(self.root / "writer.lock"):
            draft = self.root / f"current.{folder.name}"
            draft.write_text(folder.name, "ascii")
            _to_disk(folder)
            _to_disk(draft)
            os.replace(draft, self.root / "current")
            _to_disk(self.root)
        for other in self.root.iterdir():
            if other.is_dir() and other != folder:
                rmtree(other, ignore_errors=True)


def _edition() -> str:
    return f"{FORMAT}-{edition()}"


def _generation(folder: Path) -> str:
    """The name of the newest table of contents, which is all that changes at a commit."""
    tables = [name for name in os.listdir(folder) if name.startswith(f"_{NAME}_") and name.endswith(".toc")]
    return f"{folder.name}:{max((len(name), name) for name in tables)[1]}"


def _read(folder: Path, shards: dict[str, Shard]) -> Snapshot:
    storage = MappedStorage(str(folder), supports_mmap=False)
    segments = TOC.read(storage, NAME, schema=SCHEMA).segments
    opened = {
        name: shards.get(name) or Shard(storage, segment) for segment in segments if (name := segment.segment_id())
    }
    return Snapshot(opened, {segment.segment_id(): sorted(segment.deleted_docs()) for segment in segments})


def _writer(folder: Path):
    index = FileIndex(DurableStorage(folder), SCHEMA, NAME)
    writer = SegmentWriter(index, codec=PackedCodec(), compound=False, timeout=PATIENCE)
    writer.pool = Gathered()  # pyright: ignore[reportAttributeAccessIssue]
    return writer


def _add(writer, document: Document) -> None:
    bags = take_apart(document)
    facets = (f"{facet}={code}" for facet, codes in document.facets.items() for code in codes)
    held = {
        "words": bags.words,
        "grams": bags.grams,
        "sounds": bags.sounds,
        "names": dict.fromkeys(bags.names, 1),
        "facets": dict.fromkeys(facets, 1),
        "readers": dict.fromkeys(document.readers, 1),
    }
    for field, bag in held.items():
        writer.pool.hold(field, writer.docnum, bag)
    writer.add_document(
        id=document.id,
        version=document.version,
        at=int(document.at.timestamp()),
        words_length=sum(bags.words.values()),
        grams_length=sum(bags.grams.values()),
    )


def _merge_small(writer, segments):
    """Eight segments of one size become one of the next, up to a few hundred documents: more would keep a new
    document waiting. A rebuild makes large ones."""
    tiers: dict[int, list] = {}
    for segment in segments:
        if segment.doc_count_all() <= LARGEST_MERGED:
            tiers.setdefault(len(f"{segment.doc_count_all():o}"), []).append(segment)
    merged = [segment for tier in tiers.values() if len(tier) >= MERGED_TOGETHER for segment in tier]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in merged and segment.doc_count()]


class _held:  # noqa: N801 -- read as `with _held(path):`
    """A lock between processes; the system frees it when its holder dies."""

    def __init__(self, path: Path):
        self._lock = FileLock(str(path))

    def __enter__(self):
        if not try_for(self._lock.acquire, timeout=PATIENCE, delay=0.05):
            raise TimeoutError(f"another process has been writing to {self._lock.filename} for {PATIENCE} seconds")

    def __exit__(self, *error):
        self._lock.release()


def _to_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
