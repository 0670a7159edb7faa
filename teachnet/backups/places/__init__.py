"""Where the rows of an installation lie. Both kinds pass the same tests, tests/backups/test_places.py."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from teachnet.backups.lines import Row, Snapshot
from teachnet.backups.places.postgres import PostgresPlace
from teachnet.backups.places.sqlite import SqlitePlace

Loading = Iterable[tuple[str, Sequence[str], Iterable[Row]]]


class Place(Protocol):
    @property
    def database_url(self) -> str:
        """What the application is told to work on it."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]: ...

    def load(self, tables: Loading) -> None:
        """Fill the empty tables that migrations have made, in one transaction. No trigger is asked; whether every row
        finds those it points at is. Raises `BadBackup`."""
        ...

    def beside(self, name: str) -> "Place":
        """Another of the same database server, or in the same folder. Whether there is anything is another question."""
        ...

    def create(self) -> None:
        """Where there is nothing yet: make it ready for migrations."""
        ...

    def swap(self, other: "Place", kept: "Place", may_go: Callable[[Snapshot], bool]) -> bool:
        """What lies in `other` takes the place of what lies here, in one transaction; what lay here until then lies in
        `kept`. Under the lock `may_go` looks at it once more; when it says no, nothing has happened. `CannotSwap` when
        somebody is in the way."""
        ...

    def drop(self) -> None:
        """Away with it. Only for places beside."""
        ...


def place_of(database_url: str) -> Place:
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return SqlitePlace(Path(url.database))
    return PostgresPlace(url)
