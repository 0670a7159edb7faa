import pytest

from teachnet.db import db
from teachnet.search.engines import engine_of
from tests import engines

# Every adapter passes the same tests: those that keep files on SQLite's run, PostgreSQL's on its own.
TRIED = ["postgres"] if engines.engine() == "postgresql" else ["whoosh", "tantivy"]

if TRIED == ["postgres"]:

    @pytest.fixture
    def place(app, tmp_path):
        """Where an engine may keep its index."""
        return tmp_path

    @pytest.fixture(scope="module")
    def lasting_place(_app, tmp_path_factory):
        with _app.app_context():
            yield tmp_path_factory.mktemp("index")
            db.session.remove()
            db.engine.dispose()  # the next test hangs up on whoever is connected

else:

    @pytest.fixture
    def place(tmp_path):
        return tmp_path

    @pytest.fixture(scope="module")
    def lasting_place(tmp_path_factory):
        return tmp_path_factory.mktemp("index")


@pytest.fixture(params=TRIED)
def empty(request, place):
    """An engine with an index in which nothing is."""
    engine = engine_of(request.param, "thing", place)
    engine.rebuild([])
    return engine


@pytest.fixture
def filled(empty):
    """`filled(document, …)`: the engine with these."""

    def fill(*documents):
        empty.update(documents)
        return empty

    return fill
