"""Once an hour: rows of files that nothing refers to, and bytes that no row speaks of, go after their grace."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.db import Model, db, utcnow
from teachnet.files.models import StoredFile
from teachnet.files.store import store
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import Payloads, handles

TOPIC = "files.sweep"
GRACE = timedelta(days=3)  # longer than an upload waits for its form to be put right

hourly(TOPIC)


@handles(TOPIC, batch=100)
def sweep_hourly(payloads: Payloads) -> None:
    sweep()


def sweep() -> int:
    """How many files went."""
    unused = sa.select(StoredFile.id).where(StoredFile.made_at < utcnow() - GRACE, *_not_referred_to())
    db.session.execute(sa.delete(StoredFile).where(StoredFile.id.in_(unused)))
    db.session.commit()
    known = sa.select(StoredFile.sha256)
    return store.sweep(lambda names: db.session.scalars(known.where(StoredFile.sha256.in_(names))))


def _not_referred_to() -> list[sa.ColumnElement[bool]]:
    """By any table of any feature: whoever keeps a file has a foreign key to it. What goes with it does not keep it."""
    columns = (key.parent for table in Model.metadata.tables.values() for key in table.foreign_keys if _is_ours(key))
    return [~sa.exists().where(column == StoredFile.id) for column in columns]


def _is_ours(key: sa.ForeignKey) -> bool:
    return key.column.table is StoredFile.__table__ and key.ondelete != "CASCADE"
