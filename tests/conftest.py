"""An installation for each test, people who sign in, and a browser that complains about any page it reads."""

import gc

import pytest
import sqlalchemy as sa
from flask_babel import force_locale
from flask_migrate import stamp

from teachnet.app import create_app
from teachnet.config import Settings
from teachnet.db import db
from teachnet.search.postgres_tables import create_beside_the_records
from tests.browsing import Browser, sign_in_as

pytest_plugins = ["tests.engines", "tests.serving", "tests.browser", "tests.racing", "tests.skips"]


def pytest_collection_finish():
    """What the imports made stays: looked through again and again, it would take a tenth of the run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _app(tmp_path_factory, database):
    """One application for the whole run: making it is slow, and it holds no state of its own."""
    settings = Settings(
        instance=tmp_path_factory.mktemp("instance"),
        database_url=database.url,
        secret="tests only: thirty-two characters and more",
        extra={"TESTING": True, "WTF_CSRF_ENABLED": False},
    )
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        with db.engine.begin() as connection:
            create_beside_the_records(connection)
        stamp()
        db.session.remove()
        db.engine.dispose()
    database.keep()
    return app


@pytest.fixture
def app(_app, database):
    """The application on a fresh database, with its context open for the test's own reads and writes."""
    with _app.app_context(), force_locale("en"):  # what verbs say outside a request
        database.renew()
        yield _app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def as_person(app):
    """A browser signed in as somebody: `as_person(lin).get("/training/")`. `htmx=True` asks for pieces."""
    return lambda person, htmx=False: Browser(app, sign_in_as(app, person), htmx)


@pytest.fixture
def visitor(app):
    """A browser nobody has signed in with."""
    return Browser(app, app.test_client(), False)


@pytest.fixture
def statements(app):
    """The SQL statements sent so far, as a list that grows."""
    sent = []

    def keep(connection, cursor, statement, *_rest):
        sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", keep)
    yield sent
    sa.event.remove(db.engine, "before_cursor_execute", keep)
