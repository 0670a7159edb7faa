import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from teachnet.db import db, utcnow
from teachnet.jobs import outbox, worker
from teachnet.jobs.models import OutboxRow


@pytest.fixture
def topic(monkeypatch):
    """Registers a handler for this test only."""
    monkeypatch.setattr(outbox, "handlers", {})
    monkeypatch.setattr(worker, "handlers", outbox.handlers)
    return lambda handler, batch=1: outbox.handles("test", batch=batch)(handler)


def rows() -> list[OutboxRow]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(OutboxRow).order_by(OutboxRow.id)))


def test_rows_are_handed_over_oldest_first_in_batches(app, topic):
    seen = []
    topic(seen.append, batch=2)
    for n in range(3):
        outbox.send("test", n=n)
    db.session.commit()

    worker.work_until_idle()

    assert seen == [[{"n": 0}, {"n": 1}], [{"n": 2}]]
    assert all(row.done_at for row in rows())


def test_a_row_that_was_rolled_back_is_never_handed_over(app, topic):
    seen = []
    topic(seen.append)
    outbox.send("test")
    db.session.rollback()

    worker.work_until_idle()

    assert seen == []


def test_a_failed_job_says_why_and_is_tried_again_later(app, topic):
    def fail(payloads):
        raise RuntimeError("disk full")

    topic(fail)
    outbox.send("test")
    db.session.commit()

    worker.work_until_idle()

    (row,) = rows()
    assert (row.attempts, row.error, row.done_at) == (1, "RuntimeError: disk full", None)
    assert row.due_at > utcnow()


def test_a_job_that_keeps_failing_is_given_up(app, topic):
    topic(lambda payloads: 1 / 0)
    outbox.send("test")
    db.session.commit()

    for _attempt in range(worker.GIVE_UP_AFTER + 2):
        worker.work_until_idle()
        db.session.execute(sa.update(OutboxRow).values(due_at=utcnow() - timedelta(seconds=1)))
        db.session.commit()

    (row,) = rows()
    assert (row.attempts, row.given_up_at is not None) == (worker.GIVE_UP_AFTER, True)


def test_what_a_killed_worker_had_taken_is_taken_again(app, topic):
    seen = []
    topic(seen.append)
    outbox.send("test", n=1)
    db.session.commit()
    assert worker._take()[1]  # and then the process dies
    worker.work_until_idle()
    assert seen == []

    worker.give_back()
    worker.work_until_idle()

    assert seen == [[{"n": 1}]]


def test_while_the_database_is_away_the_worker_waits_for_it(app, topic, monkeypatch):
    seen, stop, look, away = [], threading.Event(), worker._take, iter([True, True])
    topic(seen.append)
    monkeypatch.setattr(worker, "LONG_PAUSE", 0)

    def take():
        if next(away, False):
            raise OperationalError("SELECT", {}, Exception("connection refused"))
        stop.set()
        return look()

    monkeypatch.setattr(worker, "_take", take)
    outbox.send("test", n=1)
    db.session.commit()
    worker.work(stop)

    assert seen == [[{"n": 1}]]


def test_what_a_handler_writes_commits_with_the_row_or_not_at_all(app, topic):
    def write_and_fail(payloads):
        outbox.send("other")
        db.session.flush()
        raise RuntimeError

    topic(write_and_fail)
    outbox.send("test")
    db.session.commit()

    worker.work_until_idle()

    assert [row.topic for row in rows()] == ["test"]
