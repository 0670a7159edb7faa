"""The indexes of this installation: one for each kind of thing that can be found, filled from its feature."""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from teachnet.search.engine import Document, Engine
from teachnet.search.engines import DEFAULT, ENGINES, engine_of


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
    """Which engine answers says the setting; where there is none, a file beside the indexes, so that `reindex` can
    switch while servers run: they look at every search."""

    def __init__(self):
        self.sources: dict[str, Source] = {}
        self._engines: dict[tuple[str, str], Engine] = {}
        self._folder = Path()
        self.setting = ""

    def use(self, folder: Path, setting: str = "") -> None:
        """Told once, when the application is made."""
        self._folder, self.setting = folder, setting
        self._engines.clear()

    def offer(self, kind: str, source: Source) -> None:
        """A feature has something to be found."""
        self.sources[kind] = source

    @property
    def engine_in_use(self) -> str:
        if self.setting:
            return self.setting
        try:
            named = (self._folder / "engine").read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return DEFAULT
        return named if named in ENGINES else DEFAULT

    def switch(self, engine: str) -> None:
        """All processes of this installation ask this engine from now on. Does nothing against the setting."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"engine.{os.getpid()}"
        draft.write_text(engine, "ascii")
        os.replace(draft, self._folder / "engine")

    def engine(self, kind: str, name: str = "") -> Engine:
        """The one in use, unless one is named."""
        key = name or self.engine_in_use, kind
        if key not in self._engines:
            self._engines[key] = engine_of(key[0], kind, self._folder)
        return self._engines[key]


indexes = Indexes()
