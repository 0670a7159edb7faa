"""The index as it was at one commit, as arrays. Many threads may read one snapshot.

Whoosh's own searchers are left alone: one shared by threads answers wrongly, `refresh()` keeps what was deleted, and
opening one copies the whole index into memory.
"""

import mmap
from collections.abc import Iterator
from functools import cached_property, lru_cache
from io import BytesIO
from threading import Lock

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import TermNotFound

from teachnet.search.postings import read
from teachnet.search.ranking import Postings

COLUMNS = {
    "id": ">i8",
    "version": ">i8",
    "at": ">i8",
    "adoptions": ">i4",
    "rating": ">i4",
    "words_length": ">i4",
    "grams_length": ">i4",
}
NOTHING: Postings = np.empty(0, np.int64), np.empty(0, np.float32)


class MappedStorage(FileStorage):
    """Reads through the page cache, which all processes share."""

    def open_file(self, name, **kwargs):
        with open(self._fpath(name), "rb") as file:
            empty = file.seek(0, 2) == 0
            mapped = BytesIO() if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return StructFile(mapped, name=name, **kwargs)


class Shard:
    """One segment of Whoosh's. It never changes; which of its documents are deleted, the snapshot knows."""

    def __init__(self, storage: MappedStorage, segment):
        self._lock = Lock()  # the files below keep a place in themselves
        self._terms = segment.codec().terms_reader(storage, segment)
        self._lists = segment.open_file(storage, W3Codec.POSTS_EXT)
        self.size: int = segment.doc_count_all()
        self.columns = {name: self._column(storage, segment, name) for name in COLUMNS}

    def _column(self, storage, segment, name: str) -> np.ndarray:
        with storage.open_file(W3Codec.column_filename(segment, name)) as file:
            kept = np.frombuffer(file.read(), COLUMNS[name])
        column = np.zeros(self.size, np.int64)  # the file leaves out the zeros at its end
        column[: len(kept)] = kept
        return column

    def postings(self, field: str, term: str) -> Postings | None:
        with self._lock:
            try:
                return read(self._lists, self._terms.term_info(field, term.encode()))
            except TermNotFound:
                return None

    def terms(self, field: str) -> Iterator[str]:
        with self._lock:
            for name, term in self._terms.terms_from(field, b""):
                if name != field:
                    return
                yield term.decode()

    @cached_property
    def facets(self) -> dict[str, dict[str, np.ndarray]]:
        facets: dict[str, dict[str, np.ndarray]] = {}
        for term in list(self.terms("facets")):
            facet, code = term.split("=", 1)
            facets.setdefault(facet, {})[code] = (self.postings("facets", term) or NOTHING)[0]
        return facets


class Snapshot:
    """All shards as one row of documents, numbered from 0."""

    def __init__(self, shards: dict[str, Shard], deleted: dict[str, list[int]]):
        self.shards = shards
        self._starts = np.cumsum([0, *(shard.size for shard in shards.values())])
        self.size = int(self._starts[-1])
        self.columns = {
            name: np.concatenate([np.empty(0, np.int64), *(shard.columns[name] for shard in shards.values())])
            for name in COLUMNS
        }
        self.alive = np.ones(self.size, bool)
        for start, name in zip(self._starts, shards, strict=False):
            self.alive[start + np.array(deleted.get(name, []), np.int64)] = False
        self.visible_to = lru_cache(maxsize=16)(self._visible_to)

    def postings(self, field: str, term: str) -> Postings:
        parts = [(start, shard.postings(field, term)) for start, shard in self._started()]
        found = [(start + part[0], part[1]) for start, part in parts if part is not None]
        if not found:
            return NOTHING
        return np.concatenate([numbers for numbers, _ in found]), np.concatenate([weights for _, weights in found])

    def _started(self) -> Iterator[tuple[int, Shard]]:
        return zip(self._starts.tolist(), self.shards.values(), strict=False)

    @cached_property
    def facets(self) -> dict[str, dict[str, np.ndarray]]:
        """Facet, code, the documents that have it."""
        parts: dict[str, dict[str, list[np.ndarray]]] = {}
        for start, shard in self._started():
            for facet, codes in shard.facets.items():
                for code, numbers in codes.items():
                    parts.setdefault(facet, {}).setdefault(code, []).append(start + numbers)
        return {facet: {code: np.concatenate(lists) for code, lists in codes.items()} for facet, codes in parts.items()}

    def _visible_to(self, readers: frozenset[str]) -> np.ndarray:
        visible = np.zeros(self.size, bool)
        for reader in readers:
            visible[self.postings("readers", reader)[0]] = True
        return visible & self.alive

    def numbers_of(self, ids: list[int]) -> np.ndarray:
        """Where the living documents with these ids stand."""
        return np.flatnonzero(np.isin(self.columns["id"], ids) & self.alive)
