"""tantivy, for large libraries: one wheel, no service. It finds and counts; the shared ranking puts in order."""

import json
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

import tantivy

from teachnet.search.analyser import take_apart
from teachnet.search.answer import answer
from teachnet.search.candidates import pack
from teachnet.search.editions import Editions
from teachnet.search.engine import Document, Found, Texts, Unsound, Wish
from teachnet.search.lookup import plan_of
from teachnet.search.plan import Plan
from teachnet.search.ranking import signals_of
from teachnet.search.tantivy_view import Opened, TantivyView

FORMAT = "1"  # of the index; raise it when the schema or the weights of the analyser change
MEMORY = 64 << 20  # bytes of a writer before it begins a new segment

NUMBERS = ("version", "at", "adoptions", "rating", "words_length", "grams_length", "newest", "adopted", "rated")
BITS_OF_AN_ID = 31


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder().add_integer_field("id", indexed=True, fast=True)
    for name in NUMBERS:
        builder = builder.add_integer_field(name, fast=True)
    for name in ("words", "grams", "sounds"):
        builder = builder.add_text_field(name, tokenizer_name="raw", index_option="freq")
    for name in ("names", "readers"):
        builder = builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder = builder.add_text_field("facets", tokenizer_name="raw", index_option="basic", fast=True)
    return builder.add_bytes_field("bag", stored=True).build()


SCHEMA = _schema()


class TantivyEngine:
    def __init__(self, root: Path):
        self.root = Path(root)
        self._editions = Editions(root, FORMAT)
        self._lock = Lock()
        self._opened: tuple[str, Opened | None] = "", None

    # reading

    @property
    def generation(self) -> str:
        return _generation_of(self._editions.current())

    def search(self, wish: Wish, texts: Texts | None = None) -> Found:
        return answer(TantivyView(self._open(), wish), wish, texts)

    def plan(self, wish: Wish) -> Plan:
        return plan_of(wish.query, TantivyView(self._open(), wish), wish.synonyms)

    def versions(self) -> dict[int, int]:
        return self._open().versions()

    def _open(self) -> Opened:
        """The newest commit. A writer may replace the files between our reading their names and opening them."""
        for attempts_left in reversed(range(5)):
            folder = self._editions.current()
            try:
                newest = _generation_of(folder)
                with self._lock:
                    generation, opened = self._opened
                    if generation != newest or opened is None:
                        opened = Opened(_index(folder).searcher(), SCHEMA)
                        self._opened = newest, opened
            except (OSError, ValueError) as error:
                if not attempts_left:
                    raise Unsound(str(folder)) from error
            else:
                return opened
        raise AssertionError("unreachable")

    # writing

    def update(self, put: Iterable[Document], remove: Iterable[int] = ()) -> None:
        documents = {document.id: document for document in put}
        with self._editions.writing():
            self._open()  # an index that is not sound is not written to
            writer = _index(self._editions.current()).writer(MEMORY, 1)
            try:
                for id_ in {*documents, *remove}:
                    writer.delete_documents_by_term("id", id_)
                for document in documents.values():
                    writer.add_document(_made_of(document))
            except BaseException:
                writer.rollback()
                raise
            writer.commit()
            writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[Document]) -> None:
        with self._editions.replacing(_create) as folder:
            writer = _index(folder).writer(MEMORY, 1)
            for document in documents:
                writer.add_document(_made_of(document))
            writer.commit()
            writer.wait_merging_threads()


def _create(folder: Path) -> None:
    folder.mkdir()
    tantivy.Index(SCHEMA, path=str(folder), reuse=False)


def _index(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")
    return index


def _generation_of(folder: Path) -> str:
    """The list of segments and what is deleted of them: tantivy replaces it at each commit."""
    try:
        known = json.loads((folder / "meta.json").read_bytes())
        deleted = [(one["segment_id"], (one["deletes"] or {}).get("opstamp")) for one in known["segments"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unsound(f"{folder} holds no index") from error
    return f"{folder.name}:{known['opstamp']}:{hash(tuple(deleted)):x}"


def _made_of(document: Document) -> tantivy.Document:
    bags, signals = take_apart(document), signals_of(document)
    made = tantivy.Document(
        id=document.id,
        version=document.version,
        **signals,
        words_length=sum(bags.words.values()),
        grams_length=sum(bags.grams.values()),
        newest=_key(signals["at"], document.id),
        adopted=_key(signals["adoptions"], document.id),
        rated=_key(signals["rating"], document.id),
        words=list(bags.words.elements()),
        grams=list(bags.grams.elements()),
        sounds=list(bags.sounds.elements()),
        names=sorted(bags.names),
        readers=sorted(document.readers),
        facets=sorted({f"{facet}={code}" for facet, codes in document.facets.items() for code in codes}),
    )
    made.add_bytes("bag", pack(bags))
    return made


def _key(value: int, id_: int) -> int:
    """To order by one number where the engine can order by one only: ties by the id."""
    return (value << BITS_OF_AN_ID) + id_
