"""The port: what every search engine does for the product.

An engine keeps documents and answers with ids and counts. It never gives out text: rows, titles and passages are read
from the database, through what the reader may see, so that even an index that lags behind shows nothing it must not.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from teachnet.search.query import Query

if TYPE_CHECKING:
    from teachnet.search.plan import Plan

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# For phrases: the text of a few hundred documents, by id. Asked for once a search, if at all.
Texts = Callable[[Sequence[int]], Mapping[int, str]]


@dataclass(frozen=True)
class Document:
    """One thing that can be found. `version` changes whenever anything else here does."""

    id: int
    version: int
    title: str
    summary: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()  # what it is called by the trade: skill, subject, stage, kind
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # {"author": ("王芳",), "school": …}
    aloud: tuple[str, ...] = ()  # readings of those names that a table of syllables gets wrong
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # {"skill": ("questioning",), …}
    readers: frozenset[str] = frozenset()  # codes; whoever holds one of them may see it
    at: datetime = EPOCH
    adoptions: int = 0  # how often somebody said "I used it in my class"
    rating: float | None = None  # 1 to 5


def version_of(*facts: object) -> int:
    """Another number whenever one of these is another."""
    return int.from_bytes(blake2b(repr(facts).encode(), digest_size=7).digest(), "big")


class Order(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    MOST_ADOPTED = "adopted"
    BEST_RATED = "rated"


@dataclass(frozen=True)
class Wish:
    """One search by one reader."""

    query: Query
    readers: frozenset[str]
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    without: frozenset[int] = frozenset()  # ids the index has not caught up with
    synonyms: Mapping[str, tuple[str, ...]] | None = None  # folded word to what else it is called; none: trade.txt's
    offset: int = 0
    limit: int = 20

    def on_page(self, number: int, per_page: int) -> "Wish":
        return replace(self, offset=(number - 1) * per_page, limit=per_page)


@dataclass(frozen=True)
class Found:
    """`total` and `counts` know only what the reader may see. The counts of a facet ignore its own filter."""

    ids: tuple[int, ...] = ()
    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    loosened: bool = False  # nothing holds all the words: these hold most of them
    unseen: tuple[str, ...] = ()  # words that occur nowhere
    marks: tuple[str, ...] = ()  # what to mark in a passage
    sounds: tuple[str, ...] = ()  # and what to mark by its sound: ti'wen


class Unsound(Exception):  # noqa: N818 -- reads as a sentence: raise Unsound(...)
    """The index is missing, of another edition or damaged. It is a cache: rebuild it."""


class Engine(Protocol):
    @property
    def generation(self) -> str:
        """Changes with every commit and every rebuild."""
        ...

    def update(self, put: Iterable[Document], remove: Iterable[int] = ()) -> None:
        """In one commit. A document replaces the one with its id."""
        ...

    def search(self, wish: Wish, texts: Texts | None = None) -> Found: ...

    def plan(self, wish: Wish) -> "Plan":
        """What the query means to this reader: the same that `search` goes by."""
        ...

    def versions(self) -> dict[int, int]:
        """What is in the index, id to version."""
        ...

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Beside the old index, which serves until the new one takes its place at once."""
        ...
