"""For tests that search: an index of their own, and resources in it."""

import pytest

from teachnet.db import db
from teachnet.jobs.worker import work_until_idle
from teachnet.library import search
from teachnet.library.models import Visibility
from teachnet.search.indexes import indexes
from tests.library.factories import a_published, a_stored_file


@pytest.fixture
def index(app, tmp_path):
    """An index of this test's own, filled by the worker as in life."""
    indexes.use(tmp_path)
    indexes.engine(search.KIND).rebuild([])
    yield indexes.engine(search.KIND)
    indexes.use(app.config["SETTINGS"].instance / "search")


@pytest.fixture
def work(app):
    """Let the worker do what waits, in a session of its own as in life."""

    def work():
        db.session.commit()
        with app.app_context():
            work_until_idle()
        db.session.expire_all()

    return work


@pytest.fixture
def published(index, work):
    """`published(title=…)`: a resource that has passed its review and that the worker has indexed."""

    def publish(author=None, *, text="", **fields):
        fields.setdefault("visibility", Visibility.PUBLIC)
        version = a_published(author, file=a_stored_file(text=text), **fields)
        work()
        return version

    return publish
