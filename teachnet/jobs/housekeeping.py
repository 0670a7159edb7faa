"""Done when a worker starts, and every hour after: what nobody needs any more goes (only rows that say how long they
are kept), and features look after themselves."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.db import Model, db, learn_sizes, utcnow
from teachnet.jobs import outbox
from teachnet.jobs.models import OutboxRow

EVERY = timedelta(hours=1)

_kept: list[tuple[sa.orm.InstrumentedAttribute, timedelta]] = [(OutboxRow.done_at, timedelta(days=7))]
_hourly: list[str] = []


def keep_for(moment, how_long: timedelta) -> None:
    """Rows are removed once this moment of theirs is longer ago."""
    _kept.append((moment, how_long))


def hourly(topic: str) -> None:
    """Send this topic, which has its handler, with nothing in it."""
    _hourly.append(topic)


def sweep() -> None:
    for moment, how_long in _kept:
        model: type[Model] = moment.class_
        db.session.execute(sa.delete(model).where(moment < utcnow() - how_long))
    for topic in _hourly:
        outbox.send(topic)
    if db.engine.dialect.name == "sqlite":  # the others do it themselves
        learn_sizes()
    db.session.commit()
