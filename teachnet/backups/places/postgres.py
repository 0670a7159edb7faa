"""A schema of a PostgreSQL database. It is replaced by renaming two schemas in one transaction; what lay there stays
beside it under another name. The index of the search has a schema of its own and is a cache."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import LiteralString, cast

import psycopg
from psycopg import sql
from sqlalchemy import URL

from teachnet.backups.errors import BadBackup, CannotSwap
from teachnet.backups.lines import SOME, Row, Snapshot

PATIENCE = "30s"  # to wait for those who write
# How each kind of column is written in a line; of others `rows` knows nothing, and says so.
AS_TEXT: dict[str, LiteralString] = {
    "integer": "{}",
    "bigint": "{}",
    "double precision": "{}",
    "character varying": "{}",
    "text": "{}",
    "bytea": "{}",
    "boolean": "{}::int",
    "json": "{}::text",
    "date": "{}::text",
    "timestamp without time zone": "to_char({}, 'YYYY-MM-DD HH24:MI:SS.US')",
}
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conrelid, conname
"""


class PostgresPlace:
    """`schema` is empty for the one in use: whatever the connection finds first."""

    def __init__(self, url: URL, schema: str = ""):
        self._url, self.schema = url, schema

    @property
    def database_url(self) -> str:
        return self._with_schema("postgresql+psycopg")

    @contextmanager
    def snapshot(self) -> Iterator["PostgresSnapshot"]:
        with self._connection() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield PostgresSnapshot(connection)

    def load(self, tables) -> None:
        try:
            with self._connection() as connection:
                keys = connection.execute(FOREIGN_KEYS).fetchall()
                for table, name, _made in keys:
                    _run(connection, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
                for table, columns, rows in tables:
                    _fill(connection, table, columns, rows)
                for table, name, made in keys:
                    _run(connection, f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}")
        except (psycopg.IntegrityError, psycopg.DataError) as error:
            raise BadBackup(f"This database does not take a row of it ({_first_lines(error)}).") from None

    def beside(self, name: str) -> "PostgresPlace":
        return PostgresPlace(self._url, name)

    def create(self) -> None:
        with PostgresPlace(self._url)._connection() as connection:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(self.schema)))

    def swap(self, other: "PostgresPlace", kept: "PostgresPlace", may_go: Callable[[Snapshot], bool]) -> bool:
        with self._connection() as connection:
            here = connection.execute("SELECT current_schema()").fetchone()[0]
            connection.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(PATIENCE))
            snapshot = PostgresSnapshot(connection)
            try:
                for table in snapshot.tables():
                    connection.execute(sql.SQL("LOCK TABLE {}").format(sql.Identifier(table)))
            except psycopg.errors.LockNotAvailable:
                raise CannotSwap("Somebody else holds the database. Stop the site, and try again.") from None
            if not may_go(snapshot):
                connection.rollback()
                return False
            for old, new in ((here, kept.schema), (other.schema, here)):
                names = sql.Identifier(old), sql.Identifier(new)
                connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(*names))
            connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO PUBLIC").format(sql.Identifier(here)))
        return True

    def drop(self) -> None:
        with self._connection() as connection:
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(self.schema)))

    def _connection(self) -> psycopg.Connection:
        """As a block: commits at its end, else rolls back."""
        return psycopg.connect(self._with_schema("postgresql"))

    def _with_schema(self, driver: str) -> str:
        url = self._url.set(drivername=driver)
        if self.schema:
            url = url.update_query_dict({"options": f"-csearch_path={self.schema}"})
        return url.render_as_string(hide_password=False)


class PostgresSnapshot:
    def __init__(self, connection: psycopg.Connection):
        self._connection = connection

    @property
    def head(self) -> str:
        if "alembic_version" not in self._tables():
            return ""
        found = self._connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return found[0] if found else ""

    def tables(self) -> dict[str, list[str]]:
        return {name: list(self._kinds(name)) for name in self._tables() if name != "alembic_version"}

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        kinds = self._kinds(table)
        if unknown := {kinds[column] for column in columns} - AS_TEXT.keys():
            raise NotImplementedError(f"{table} has columns of a kind that backups do not know: {unknown}")
        written = [sql.SQL(AS_TEXT[kinds[column]]).format(sql.Identifier(column)) for column in columns]
        asked = sql.SQL("SELECT {} FROM {} ORDER BY id").format(sql.SQL(", ").join(written), sql.Identifier(table))
        with self._connection.cursor("backup") as cursor:
            cursor.itersize = SOME
            yield from cursor.execute(asked)

    def _tables(self) -> list[str]:
        asked = 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"'
        return [name for (name,) in self._connection.execute(asked).fetchall()]

    def _kinds(self, table: str) -> dict[str, str]:
        asked = (
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER' "
            "ORDER BY ordinal_position"
        )
        return dict(self._connection.execute(asked, [table]).fetchall())


def _fill(connection: psycopg.Connection, table: str, columns: Sequence[str], rows) -> None:
    """COPY reads every value from its text, as the line has it; then ids go on after the highest."""
    named = sql.Identifier(table)
    connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(named))
    connection.execute(sql.SQL("DELETE FROM {}").format(named))
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(named, names)) as copy:
        for row in rows:
            copy.write_row(row)
    connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(named))
    connection.execute(
        sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {} HAVING max(id) > 0").format(
            sql.Literal(named.as_string(connection)), named
        )
    )


def _run(connection: psycopg.Connection, statement: str) -> None:
    """A statement that PostgreSQL itself has put together, with its names quoted."""
    connection.execute(sql.SQL(cast("LiteralString", statement)))


def _first_lines(error: psycopg.Error) -> str:
    return " – ".join(str(error).strip().splitlines()[:2])
