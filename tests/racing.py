"""Many at once, each in a thread and a transaction of its own, as in production."""

import threading
from collections import Counter

import pytest
from flask_babel import force_locale

from teachnet.db import db, reading, start_writing
from teachnet.errors import Refused


@pytest.fixture
def at_once(app):
    """Runs what is given, a thread each: `look` in a reading transaction, then all together `act` in a writing one.
    Tells how each ended."""

    def run(*jobs):
        ends, barrier = [], threading.Barrier(len(jobs))

        def one(look, act):
            with app.app_context(), force_locale("en"):
                try:
                    with reading():
                        seen = look()
                        db.session.rollback()
                    barrier.wait(30)
                    start_writing()
                    act(seen)
                    db.session.commit()
                    ends.append("done")
                except Refused as refused:
                    db.session.rollback()
                    ends.append(str(refused))

        db.session.commit()
        threads = [threading.Thread(target=one, args=job) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        db.session.rollback()
        db.session.expire_all()
        assert len(ends) == len(jobs)
        return Counter(ends)

    return run
