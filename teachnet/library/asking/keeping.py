"""What the worker does for asking: beginnings follow what is published, and fruitless searches are counted."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.db import db, today
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import handles
from teachnet.library.asking import actions
from teachnet.library.asking.beginnings import rewrite, stale_ids
from teachnet.library.asking.models import FruitlessSearch
from teachnet.library.asking.spool import spool

KEPT = timedelta(days=400)  # months of fruitless searches: the same month of last year is still there
TOGETHER = 500  # resources whose beginnings are written in one transaction


@handles("asking.changed", batch=200)
def follow(payloads: list[dict]) -> None:
    """A resource was published or withdrawn, or the check has found some whose beginnings are not right."""
    rewrite({id_ for payload in payloads for id_ in payload["ids"]})


@handles("asking.check", batch=200)
def check(payloads: list[dict]) -> None:
    stale = stale_ids()
    for at in range(0, len(stale), TOGETHER):
        outbox.send("asking.changed", ids=stale[at : at + TOGETHER])


@handles("asking.count", batch=200)
def count(payloads: list[dict]) -> None:
    with spool.taken() as noted:
        actions.count_fruitless(noted)
        db.session.execute(sa.delete(FruitlessSearch).where(FruitlessSearch.month < today() - KEPT))
        db.session.flush()


hourly("asking.check")
hourly("asking.count")
