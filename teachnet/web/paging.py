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

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def asked_page() -> int:
    """`?page=`; anything that is no page number is the first."""
    text = request.args.get("page", "")
    return min(int(text), FARTHEST) if text.isascii() and text.isdigit() and int(text[:9]) else 1


def paginate(rows: sa.Select, *, page: int | None = None, per_page: int = PER_PAGE) -> Page:
    """A page past the end shows the last one: rows may have gone since the link was made."""
    total = db.session.scalar(sa.select(sa.func.count()).select_from(rows.order_by(None).subquery())) or 0
    number = min(page or asked_page(), max(1, -(-total // per_page)))
    found = db.session.scalars(rows.limit(per_page).offset((number - 1) * per_page)).unique().all()
    return Page(found, number, per_page, total)
