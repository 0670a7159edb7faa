"""Many rows at once, under ids chosen here, so that rows of other tables can name them before they are written."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

import sqlalchemy as sa

from teachnet.db import Model, db

CHUNK = 4000

Row = dict[str, Any]


class Ids:
    """The next free id of each table. Only for an instance that was empty, and inside one transaction."""

    def __init__(self):
        self._last = Counter()

    def next(self, model: type[Model]) -> int:
        self._last[model] += 1
        return self._last[model]


def insert(model: type[Model], rows: Iterable[Row]) -> int:
    """All rows have the same keys. Goes round the session, so that no audit row is written for each of them."""
    rows, count = iter(rows), 0
    while chunk := list(islice(rows, CHUNK)):
        db.session.execute(sa.insert(model.__table__), chunk)
        count += len(chunk)
    _let_the_next_id_follow(model.__table__)
    return count


def _let_the_next_id_follow(table: sa.Table) -> None:
    """PostgreSQL counts ids in a sequence that rows with ids of their own do not move."""
    if db.engine.dialect.name == "postgresql" and "id" in table.c:
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
        db.session.execute(sa.select(sa.func.setval(sequence, highest, False)))
