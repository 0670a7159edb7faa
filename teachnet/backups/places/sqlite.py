"""A database in a file. It is replaced within one transaction of its own, never by renaming: whoever has the file open
would go on writing into the one that was renamed away."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from teachnet.backups.errors import BadBackup, CannotSwap, NothingHere
from teachnet.backups.lines import SOME, Row, Snapshot

PATIENCE = 60  # seconds to wait for those who write
PRIMARY = 0xFF  # the part of an error's code that names its kind
WITHOUT_MICROSECONDS = len("2026-11-30 06:12:00")


class SqlitePlace:
    def __init__(self, path: Path):
        self.path = path

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.path}"

    @contextmanager
    def snapshot(self) -> Iterator["SqliteSnapshot"]:
        if not self.path.exists():
            raise NothingHere(f"There is no database at {self.path}.")
        with closing(self._open()) as connection:
            connection.execute("BEGIN")
            yield SqliteSnapshot(connection)

    def load(self, tables) -> None:
        with closing(self._open()) as connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("BEGIN IMMEDIATE")
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _made in triggers:
                connection.execute(f"DROP TRIGGER {_quoted(name)}")
            for table, columns, rows in tables:
                self._fill(connection, table, columns, rows)
            for _name, made in triggers:
                connection.execute(made)
            if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise BadBackup(f"A row of {lost[0]} points at a row of {lost[2]} that is not there.")
            connection.execute("COMMIT")

    @staticmethod
    def _fill(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows) -> None:
        names, blanks = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
        connection.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 -- what migrations have put there
        try:
            connection.executemany(f"INSERT INTO {_quoted(table)} ({names}) VALUES ({blanks})", rows)  # noqa: S608
        except sqlite3.IntegrityError as error:
            raise BadBackup(f"A row of {table} is none that this database takes ({error}).") from None

    def beside(self, name: str) -> "SqlitePlace":
        return SqlitePlace(self.path.with_name(f"{name}.db"))

    def create(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def swap(self, other: "SqlitePlace", kept: "SqlitePlace", may_go: Callable[[Snapshot], bool]) -> bool:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self._is_damaged():
            return self._swap(other, kept, may_go)
        self._move_to(kept)  # as it is: what is left in it somebody may still need
        done = False
        try:
            done = self._swap(other, kept, may_go)
        finally:
            if not done:
                self.drop()
                kept._move_to(self)
        return done

    def _swap(self, other: "SqlitePlace", kept: "SqlitePlace", may_go: Callable[[Snapshot], bool]) -> bool:
        with closing(self._open(timeout=PATIENCE)) as connection:
            connection.execute("PRAGMA foreign_keys=OFF")  # else each table that goes takes its children along
            connection.execute("ATTACH ? AS coming", [str(other.path)])
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise CannotSwap(f"Somebody else holds the database ({error}). Stop the site, and try again.") from None
            snapshot = SqliteSnapshot(connection)
            if not may_go(snapshot):
                return False
            if snapshot.head:
                self._keep(kept)
            _replace_all(connection)
            connection.execute("COMMIT")
        return True

    def _is_damaged(self) -> bool:
        if not self.path.exists():
            return False
        try:
            with closing(self._open()) as connection:
                return connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & PRIMARY in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                return True
            raise CannotSwap(f"The database does not let itself be opened ({error}).") from None

    def _move_to(self, kept: "SqlitePlace") -> None:
        for end in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + end)
            if part.exists():
                os.replace(part, kept.path.with_name(kept.path.name + end))

    def _keep(self, kept: "SqlitePlace") -> None:
        """Read by a second connection while the first keeps everybody from writing: exactly what is replaced."""
        with closing(self._open()) as beside:
            beside.execute("VACUUM INTO ?", [str(kept.path)])
        with kept.path.open("rb") as file:
            os.fsync(file.fileno())

    def drop(self) -> None:
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    def _open(self, timeout: float = 15) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=timeout)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection


class SqliteSnapshot:
    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    @property
    def head(self) -> str:
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return ""
        found = self._connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return found[0] if found else ""

    def tables(self) -> dict[str, list[str]]:
        named = self._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#' "
            "AND name <> 'alembic_version' ORDER BY name"
        ).fetchall()
        return {name: list(_columns(self._connection, name)) for (name,) in named}

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        kinds = _columns(self._connection, table)
        moments = [place for place, column in enumerate(columns) if kinds[column] == "DATETIME"]
        names = ", ".join(map(_quoted, columns))
        cursor = self._connection.execute(f"SELECT {names} FROM {_quoted(table)} ORDER BY id")  # noqa: S608
        while some := cursor.fetchmany(SOME):
            yield from (_with_microseconds(row, moments) for row in some)


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """With what each is declared as; without those the database reckons itself."""
    return dict(connection.execute("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", [table]).fetchall())


def _with_microseconds(row: Row, moments: list[int]) -> Row:
    """A moment that SQL wrote by itself has none."""
    if all(row[place] is None or len(row[place]) > WITHOUT_MICROSECONDS for place in moments):
        return row
    written = list(row)
    for place in moments:
        if written[place] is not None and len(written[place]) == WITHOUT_MICROSECONDS:
            written[place] += ".000000"
    return written


def _replace_all(connection: sqlite3.Connection) -> None:
    """All tables go, with what belongs to them; those of `coming` are made, filled, and get what belongs to them."""
    ours = "SELECT type, name FROM main.sqlite_master WHERE name NOT LIKE 'sqlite#_%' ESCAPE '#'"
    for kind in ("trigger", "table"):
        for _kind, name in connection.execute(f"{ours} AND type = ?", [kind]).fetchall():
            connection.execute(f"DROP {kind} main.{_quoted(name)}")
    coming = "SELECT name, sql FROM coming.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite#_%' ESCAPE '#'"
    for kind in ("table", "index", "trigger"):
        for name, made in connection.execute(f"{coming} AND type = ? ORDER BY rowid", [kind]).fetchall():
            connection.execute(made)
            if kind == "table":
                names = ", ".join(map(_quoted, _columns(connection, name)))
                copied = f"INSERT INTO main.{_quoted(name)} ({names}) SELECT {names} FROM coming.{_quoted(name)}"  # noqa: S608
                connection.execute(copied)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
