"""A report as rows of plain values: what the page shows, the Excel file, the paper, and what is frozen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from teachnet.reports.words import COLUMNS, ColumnKind

Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    """`of` are the two columns a share is made of: the part and the whole."""

    name: str
    kind: ColumnKind = ColumnKind.COUNT
    of: tuple[str, str] | None = None

    @property
    def label(self):
        return COLUMNS[self.name]


@dataclass(frozen=True)
class Sheet:
    """Rows in the order of the columns, and their sum; texts have none. A share is None where there is no whole.
    `parts` are the organisations the rows are of, where they are of such; a frozen sheet leads nowhere."""

    columns: tuple[Column, ...]
    rows: list[list[Value]]
    total: list[Value]
    parts: list[int | None] = field(default_factory=list)

    @classmethod
    def of(cls, columns: Sequence[Column], found: Iterable[sa.RowMapping]) -> "Sheet":
        told = [dict(row) for row in found]
        sums = {column.name: _sum(column, told) for column in columns}
        rows, parts = [_row(columns, row) for row in told], [row.get("part_id") for row in told]
        return cls(tuple(columns), rows, _row(columns, sums), parts)

    @property
    def share(self) -> int | None:
        """Where the column of the picture is."""
        return next((place for place, column in enumerate(self.columns) if column.kind is ColumnKind.SHARE), None)

    def frozen(self) -> dict[str, Any]:
        return {
            "columns": [[column.name, column.kind] for column in self.columns],
            "rows": self.rows,
            "total": self.total,
        }

    @classmethod
    def thawed(cls, kept: dict[str, Any]) -> "Sheet":
        columns = tuple(Column(name, ColumnKind(kind)) for name, kind in kept["columns"])
        return cls(columns, kept["rows"], kept["total"])


def _row(columns: Sequence[Column], told: dict[str, Any]) -> list[Value]:
    return list(_values(columns, told))


def _values(columns: Sequence[Column], told: dict[str, Any]) -> Iterator[Value]:
    for column in columns:
        if column.kind is ColumnKind.TEXT:
            yield _said(told[column.name])
        elif column.of is None:
            yield int(told[column.name] or 0)  # what a database sums up may come as a decimal
        else:
            part, whole = (int(told[name] or 0) for name in column.of)
            yield round(part / whole, 4) if whole else None


def _said(value: Any) -> str:
    """A word of a closed list by its label: a frozen sheet keeps what was read then."""
    return "" if value is None else str(getattr(value, "label", value))


def _sum(column: Column, told: list[dict[str, Any]]) -> Value:
    if column.kind is ColumnKind.TEXT:
        return ""
    return None if column.of else sum(row[column.name] or 0 for row in told)
