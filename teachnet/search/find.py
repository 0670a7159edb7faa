"""What features call to find something."""

from dataclasses import replace

import sqlalchemy as sa

from teachnet.db import db
from teachnet.jobs.models import OutboxRow
from teachnet.search.engine import Found, Wish
from teachnet.search.explain import Explanation, explained
from teachnet.search.indexes import indexes


def find(kind: str, wish: Wish) -> Found:
    """Raises `Unsound` while there is no index. What the index has not caught up with is left out of results and
    counts: a resource taken back a moment ago is gone at once, not when the worker comes round to it. What changed in
    nothing but its weight or its text (`seen_as_before`) stays meanwhile."""
    return indexes.engine(kind).search(replace(wish, without=_behind(kind)), indexes.sources[kind].texts)


def why(kind: str, wish: Wish, id_: int) -> Explanation | None:
    """What earns this thing its place in the answer to this wish. None unless the reader of the wish may find it."""
    document = next(iter(indexes.sources[kind].documents([id_])), None)
    if document is None or not document.readers & wish.readers:
        return None
    return explained(indexes.engine(kind).plan(replace(wish, without=_behind(kind))), document)


def _behind(kind: str) -> frozenset[int]:
    waiting = sa.select(OutboxRow.payload).where(
        OutboxRow.topic == "search.changed", OutboxRow.done_at.is_(None), OutboxRow.given_up_at.is_(None)
    )
    payloads = [payload for payload in db.session.scalars(waiting) if payload["kind"] == kind]
    return frozenset(payload["id"] for payload in payloads if not payload.get("seen_as_before"))
