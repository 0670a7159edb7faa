"""The indexes of this installation: one for each kind of thing that can be found, filled from its feature."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from teachnet.search.engine import Document, Engine
from teachnet.search.whoosh_engine import WhooshEngine


class Source(Protocol):
    """A feature's side: what of it can be found."""

    def documents(self, ids: Collection[int]) -> Iterable[Document]:
        """Those of these ids that are to be found now."""
        ...

    def versions(self) -> dict[int, int]:
        """All that is to be found now, id to version."""
        ...

    def texts(self, ids: Collection[int]) -> Mapping[int, str]:
        """Everything a phrase may stand in."""
        ...


class Indexes:
    def __init__(self):
        self.sources: dict[str, Source] = {}
        self._engines: dict[str, Engine] = {}
        self._folder = Path()

    def use(self, folder: Path) -> None:
        """Told once, when the application is made."""
        self._folder = folder
        self._engines.clear()

    def offer(self, kind: str, source: Source) -> None:
        """A feature has something to be found."""
        self.sources[kind] = source

    def engine(self, kind: str) -> Engine:
        if kind not in self._engines:
            self._engines[kind] = WhooshEngine(self._folder / kind)
        return self._engines[kind]


indexes = Indexes()
