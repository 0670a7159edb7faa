"""Whoosh's side: the schema, writing documents into segments, and the table of contents that names them."""

import os
from pathlib import Path

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Frequency
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from teachnet.search.analyser import take_apart
from teachnet.search.editions import PATIENCE, to_disk
from teachnet.search.engine import Document
from teachnet.search.postings import Gathered, PackedCodec
from teachnet.search.ranking import signals_of
from teachnet.search.snapshot import COLUMNS, MappedStorage, Shard, Snapshot

NAME = "main"
MERGED_TOGETHER, LARGEST_MERGED = 8, 512


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
            to_disk(Path(self.folder, name))
        super().rename_file(oldname, newname, safe)
        to_disk(Path(self.folder))


def create(folder: Path) -> None:
    folder.mkdir()
    FileIndex.create(DurableStorage(folder), SCHEMA, NAME)


def generation_of(folder: Path) -> str:
    """The name of the newest table of contents, which is all that changes at a commit."""
    tables = [name for name in os.listdir(folder) if name.startswith(f"_{NAME}_") and name.endswith(".toc")]
    return f"{folder.name}:{max((len(name), name) for name in tables)[1]}"


def read(folder: Path, shards: dict[str, Shard]) -> Snapshot:
    storage = MappedStorage(str(folder), supports_mmap=False)
    segments = TOC.read(storage, NAME, schema=SCHEMA).segments
    opened = {
        name: shards.get(name) or Shard(storage, segment) for segment in segments if (name := segment.segment_id())
    }
    return Snapshot(opened, {segment.segment_id(): sorted(segment.deleted_docs()) for segment in segments})


def writer_of(folder: Path):
    index = FileIndex(DurableStorage(folder), SCHEMA, NAME)
    writer = SegmentWriter(index, codec=PackedCodec(), compound=False, timeout=PATIENCE)
    writer.pool = Gathered()  # pyright: ignore[reportAttributeAccessIssue]
    return writer


def add(writer, document: Document) -> None:
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
        **signals_of(document),
        words_length=sum(bags.words.values()),
        grams_length=sum(bags.grams.values()),
    )


def merge_small(writer, segments):
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
