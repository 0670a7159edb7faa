"""Writes the audit rows: by itself for every changed row of a flush, and by name for what is no row.

An audit row goes in with the very flush that made the change, so they commit together or not at all.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, UOWTransaction

from teachnet.audit.models import AuditEntry, Outcome
from teachnet.db import Encrypted, db, utcnow

LONGEST_VALUE = 200
HIDDEN = "•••"


@dataclass(frozen=True)
class Actor:
    """Who is at work: a person at a browser, or a command at a terminal (then without an id)."""

    action: str
    person_id: int | None = None
    name: str = ""
    address: str = ""
    request_id: str = ""


NOBODY = Actor(action="-")
_acting: ContextVar[Actor] = ContextVar("acting", default=NOBODY)


def acting() -> Actor:
    return _acting.get()


def set_acting(actor: Actor) -> None:
    _acting.set(actor)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    token = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(token)


def record(
    thing: str = "",
    thing_id: int | None = None,
    *,
    action: str | None = None,
    outcome: Outcome = Outcome.DONE,
    changes: Mapping[str, list] | None = None,
    reason: str = "",
) -> None:
    """Add an audit row for what no row of its own tells: a sign-in, an export, a refusal, a set-based import."""
    row = _row(thing, thing_id, dict(changes or {}), action) | {"outcome": outcome, "reason": reason[:500]}
    db.session.add(AuditEntry(**row))


def row_for(thing: str, thing_id: int | None, changes: dict[str, list]) -> dict[str, Any]:
    """The same as a plain mapping, for `insert(AuditEntry)` with many rows at once."""
    return _row(thing, thing_id, changes) | {"outcome": Outcome.DONE, "reason": ""}


def _row(thing: str, thing_id: int | None, changes: dict, action: str | None = None) -> dict[str, Any]:
    who = acting()
    return {
        "at": utcnow(),
        "actor_id": who.person_id,
        "actor_name": who.name,
        "address": who.address,
        "request_id": who.request_id,
        "action": action or who.action,
        "thing": thing,
        "thing_id": thing_id,
        "changes": changes,
    }


@sa.event.listens_for(Session, "after_flush")
def _record_flush(session: Session, flush: UOWTransaction) -> None:
    changed = [*session.new, *(thing for thing in session.dirty if session.is_modified(thing)), *session.deleted]
    rows = [
        row_for(thing.__tablename__, thing.id, changes)
        for thing in changed
        if getattr(thing, "is_audited", True) and (changes := changes_of(thing, is_gone=thing in session.deleted))
    ]
    if rows:
        session.connection().execute(sa.insert(AuditEntry), rows)


def changes_of(thing, *, is_gone: bool = False) -> dict[str, list]:
    """{column: [old, new]} of what this flush writes, with personal data masked and secrets hidden. That a row is gone
    its own state says only after the flush."""
    state = sa.inspect(thing)
    changes = {}
    for attribute in state.mapper.column_attrs:
        column = attribute.columns[0]
        history = state.attrs[attribute.key].history
        if column.primary_key or not (history.added or history.deleted or is_gone):
            continue
        old = history.deleted[0] if history.deleted else None
        new = None if is_gone else (history.added[0] if history.added else None)
        if is_gone:
            old = state.dict.get(attribute.key)  # what was not read before can be read no more
        if old != new:
            changes[attribute.key] = [shown(column, old), shown(column, new)]
    return changes


def shown(column: sa.Column, value: Any) -> Any:
    """A value as the trail may hold it for years."""
    if value is None:
        return None
    if mask := column.info.get("mask"):
        return mask(value)
    if isinstance(column.type, (Encrypted, sa.LargeBinary)) or column.info.get("secret"):
        return HIDDEN
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (bool, int, float)):
        return value
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
