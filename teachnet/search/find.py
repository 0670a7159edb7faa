"""What features call to find something."""

from dataclasses import replace

import sqlalchemy as sa

from teachnet.db import db
from teachnet.jobs.models import OutboxRow
from teachnet.search.engine import Found, Wish
from teachnet.search.indexes import indexes


def find(kind: str, wish: Wish) -> Found:
    """Raises `Unsound` while there is no index. What the index has not caught up with is left out of results and
    counts: a resource taken back a moment ago is gone at once, not when the worker comes round to it."""
    return indexes.engine(kind).search(replace(wish, without=_behind(kind)), indexes.sources[kind].texts)


def _behind(kind: str) -> frozenset[int]:
    waiting = sa.select(OutboxRow.payload).where(
        OutboxRow.topic == "search.changed", OutboxRow.done_at.is_(None), OutboxRow.given_up_at.is_(None)
    )
    return frozenset(payload["id"] for payload in db.session.scalars(waiting) if payload["kind"] == kind)
