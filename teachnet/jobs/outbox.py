"""Say what must happen after the commit; the worker does it."""

from collections.abc import Callable

from teachnet.db import db
from teachnet.jobs.models import OutboxRow

Payloads = list[dict]
Handler = Callable[[Payloads], None]

handlers: dict[str, tuple[Handler, int]] = {}


def send(topic: str, **payload) -> None:
    """Add a row to the current transaction. `payload` is JSON: ids, never things."""
    db.session.add(OutboxRow(topic=topic, payload=payload))


def handles(topic: str, *, batch: int = 1) -> Callable[[Handler], Handler]:
    """Register the one handler of a topic. It gets up to `batch` payloads, oldest first, in its own transaction,
    which the worker commits together with the rows' `done_at`. After a crash it may see them again."""

    def register(handler: Handler) -> Handler:
        if topic in handlers:
            raise ValueError(f"two handlers for {topic}")
        handlers[topic] = (handler, batch)
        return handler

    return register
