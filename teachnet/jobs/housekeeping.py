"""What nobody needs any more goes, an hour after an hour. Only rows that say how long they are kept."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.db import Model, db, utcnow
from teachnet.jobs.models import OutboxRow

EVERY = timedelta(hours=1)

_kept: list[tuple[sa.orm.InstrumentedAttribute, timedelta]] = [(OutboxRow.done_at, timedelta(days=7))]


def keep_for(moment, how_long: timedelta) -> None:
    """Rows are removed once this moment of theirs is longer ago."""
    _kept.append((moment, how_long))


def sweep() -> None:
    for moment, how_long in _kept:
        model: type[Model] = moment.class_
        db.session.execute(sa.delete(model).where(moment < utcnow() - how_long))
    db.session.commit()
