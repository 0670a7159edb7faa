"""Public resources, published one after another at moments a test can name."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import requests
import time_machine
from sickle import Sickle

from teachnet.db import db
from teachnet.library.models import Visibility
from tests.library.factories import a_published, a_reviewer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def publish(app):
    """`publish(title=…)`: public, and published an hour after the one before, from noon on."""
    hours, reviewer = count(), a_reviewer()

    def one(author=None, **fields):
        with time_machine.travel(NOON + timedelta(hours=next(hours)), tick=False):
            version = a_published(author, by=reviewer, **{"visibility": Visibility.PUBLIC, **fields})
        db.session.expire_all()
        return version

    return one


@pytest.fixture
def withdraw(app):
    """`withdraw(version, after=hours)`, so long after noon."""

    def one(version, *, after: int) -> None:
        with time_machine.travel(NOON + timedelta(hours=after), tick=False):
            version.resource.withdraw(by=version.resource.author, reason="Consent was taken back")
            db.session.commit()
        db.session.expire_all()

    return one


@pytest.fixture
def transport(app, monkeypatch):
    """What the harvester sends goes to the application in this process."""

    def send(_adapter, asked, **_options):
        db.session.commit()
        with app.app_context():
            headers = {"Content-Type": asked.headers.get("Content-Type", "")} if asked.body else {}
            told = app.test_client(use_cookies=False).open(
                asked.path_url, method=asked.method, data=asked.body, headers=headers, buffered=True
            )
        answer = requests.Response()
        answer.status_code, answer._content = told.status_code, told.data
        answer.headers.update(told.headers)
        answer.encoding, answer.url, answer.request = "utf-8", asked.url, asked
        return answer

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)


@pytest.fixture
def harvester(transport):
    return Sickle("http://localhost/oai")
