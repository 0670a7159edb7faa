"""Takes waiting outbox rows, oldest first, and hands them to their handlers."""

import logging
import threading
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from teachnet.audit.trail import Actor, acting_as
from teachnet.db import db, reading, utcnow
from teachnet.jobs.housekeeping import EVERY, sweep
from teachnet.jobs.models import OutboxRow
from teachnet.jobs.outbox import handlers

log = logging.getLogger(__name__)

PAUSE = 0.25  # seconds between looks: a published resource must be found within two
LONG_PAUSE = 2.0  # while the database is away
LEASE = timedelta(minutes=5)  # longer than any job may take
GIVE_UP_AFTER = 8  # attempts, about two hours at the pace of `_put_off`


def work(stop: threading.Event) -> None:
    """Until told to stop."""
    swept_at = None
    while not stop.is_set():
        try:
            if swept_at is None or utcnow() - swept_at > EVERY:
                sweep()
                swept_at = utcnow()
            if not work_once():
                stop.wait(PAUSE)
        except OperationalError as away:  # it is restarted, or locked for long: what waits is done when it is back
            log.warning("the database does not answer: %s", type(away.orig).__name__)
            db.session.remove()
            stop.wait(LONG_PAUSE)


def work_until_idle() -> None:
    while work_once():
        pass


def work_once() -> bool:
    """One batch of one topic. False when nothing was waiting.

    Rows are taken in one short transaction, and the handler runs outside it: parsing a file or writing an index
    must not hold the write lock. What the handler leaves in the session commits together with the rows' `done_at`.
    """
    topic, taken = _take()
    if not taken:
        return False
    handler, _batch = handlers[topic]
    try:
        with acting_as(Actor(action=f"job {topic}")):
            handler(list(taken.values()))
            db.session.execute(sa.update(OutboxRow).where(OutboxRow.id.in_(taken)).values(done_at=utcnow()))
            db.session.commit()
    except Exception as error:  # the one place: whatever a job raises, the queue goes on and the row tells why
        log.exception("job %s failed", topic)
        db.session.rollback()
        _put_off(list(taken), error)
    finally:
        db.session.remove()
    return True


def _take() -> tuple[str, dict[int, dict]]:
    now = utcnow()
    waiting = (
        sa.select(OutboxRow).where(OutboxRow.is_waiting(now), OutboxRow.topic.in_(handlers)).order_by(OutboxRow.id)
    )
    with reading():  # the write lock is asked for only when there is work
        first = db.session.scalars(waiting.limit(1)).first()
        db.session.rollback()
    if first is None:
        return "", {}
    _handler, batch = handlers[first.topic]
    rows = db.session.scalars(
        waiting.where(OutboxRow.topic == first.topic).limit(batch).with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.taken_until = now + LEASE
    db.session.commit()
    return first.topic, {row.id: row.payload for row in rows}


def _put_off(ids: list[int], error: Exception) -> None:
    for row in db.session.scalars(sa.select(OutboxRow).where(OutboxRow.id.in_(ids))):
        row.attempts += 1
        row.taken_until = None
        row.error = f"{type(error).__name__}: {error}"[:2000]
        row.due_at = utcnow() + timedelta(seconds=2**row.attempts * 15)
        if row.attempts >= GIVE_UP_AFTER:
            row.given_up_at = utcnow()
    db.session.commit()


def give_back() -> None:
    """After a crash of the only worker: what it had taken is waiting again, now."""
    db.session.execute(sa.update(OutboxRow).where(OutboxRow.done_at.is_(None)).values(taken_until=None))
    db.session.commit()
