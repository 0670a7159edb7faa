"""Lists in pages: one statement for the rows, one for the count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request

from teachnet.db import db

PER_PAGE = 20
FARTHEST = 100_000


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    number: int  # from 1
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first(self) -> int:
        """The position of the first row shown, from 1; 0 on an empty list."""
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.per_page, self.total)

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def asked_page() -> int:
    """`?page=`; anything that is no page number is the first, however many digits it has."""
    text = request.args.get("page", "").lstrip("0")
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(int(text[: len(str(FARTHEST))]), FARTHEST)


def paginate(things: sa.Select, *, page: int | None = None, per_page: int = PER_PAGE, total: int | None = None) -> Page:
    """A page past the end shows the last one: some may have gone since the link was made. `total`: if it is known."""
    number, total = _place(things, page, per_page, total)
    found = db.session.scalars(_part(things, number, per_page)).unique().all()
    return Page(found, number, per_page, total)


def paginate_lines(lines: sa.Select, *, page: int | None = None, per_page: int = PER_PAGE) -> Page:
    """The same for columns instead of things, which is a third of the work: for the lists of an office."""
    number, total = _place(lines, page, per_page)
    return Page(db.session.execute(_part(lines, number, per_page)).all(), number, per_page, total)


def _place(rows: sa.Select, page: int | None, per_page: int, total: int | None = None) -> tuple[int, int]:
    """(number of the page shown, how many rows there are in all)"""
    if total is None:
        total = _count(rows)
    return min(page or asked_page(), max(1, -(-total // per_page))), total


def _count(rows: sa.Select) -> int:
    return db.session.scalar(rows.with_only_columns(sa.func.count(), maintain_column_froms=True).order_by(None)) or 0


def _part(rows: sa.Select, number: int, per_page: int) -> sa.Select:
    return rows.limit(per_page).offset((number - 1) * per_page)
