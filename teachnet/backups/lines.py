"""A row as a line of text, the same from both databases: numbers and texts as JSON has them, moments as
`2026-11-30 06:12:00.000000` in UTC, truth as 0 and 1, JSON columns as the text they are, bytes as `{"b": base64}`."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Row = Sequence[Any]
SOME = 2000  # rows fetched or sent at a time


def line_of(row: Row) -> bytes:
    text = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_bytes)
    return text.encode() + b"\n"


def row_of(line: bytes) -> list:
    return json.loads(line, object_hook=lambda held: b64decode(held["b"], validate=True))


def _bytes(value: bytes) -> dict[str, str]:
    return {"b": b64encode(value).decode()}


@dataclass(frozen=True)
class Sum:
    """How many rows a table has, and the sha256 of their lines."""

    rows: int
    sha256: str


class Adder:
    def __init__(self):
        self._rows, self._digest = 0, hashlib.sha256()

    def add(self, line: bytes) -> None:
        self._rows += 1
        self._digest.update(line)

    @property
    def sum(self) -> Sum:
        return Sum(self._rows, self._digest.hexdigest())


class Snapshot(Protocol):
    """A database as it was at one moment, while others go on writing."""

    @property
    def head(self) -> str:
        """The migration it stands at; empty where there is no database yet."""
        ...

    def tables(self) -> dict[str, list[str]]:
        """The columns of each; without what is only a cache."""
        ...

    def rows(self, table: str, columns: Sequence[str]) -> Iterable[Row]:
        """In the order of their ids."""
        ...


def sums(snapshot: Snapshot) -> dict[str, Sum]:
    return {table: _sum(map(line_of, snapshot.rows(table, columns))) for table, columns in snapshot.tables().items()}


def _sum(lines: Iterator[bytes]) -> Sum:
    adder = Adder()
    for line in lines:
        adder.add(line)
    return adder.sum
