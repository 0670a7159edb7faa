import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import make_url

from teachnet.backups.places import Place, place_of
from tests.engines import SERVER, connect, engine
from tests.the_dev import ROOT

SECRET = "of these installations only: thirty-two and more"


class Installation:
    """One of its own, worked on as an administrator does: by commands."""

    def __init__(self, folder: Path, database_url: str = ""):
        self.folder, self.database_url = folder, database_url

    def flask(self, *command: str, **environment: str) -> str:
        """What it prints; `AssertionError` with what it complains of when it fails."""
        done = self.tried(*command, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *command: str, **environment: str) -> str:
        done = self.tried(*command, **environment)
        assert done.returncode == 1, f"ended with {done.returncode}: {done.stderr}"
        return done.stderr

    def tried(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        ours = {"TEACHNET_INSTANCE": str(self.folder), "DATABASE_URL": self.database_url, "TEACHNET_DEMO": ""}
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command],
            cwd=ROOT,
            env=os.environ | ours | environment,
            capture_output=True,
            encoding="utf-8",
        )

    @property
    def place(self) -> Place:
        return place_of(self.database_url or f"sqlite:///{self.folder / 'teachnet.db'}")


@pytest.fixture
def empty_database(tmp_path, worker_id):
    """The address of a database with nothing in it, of the engine this run is about."""
    if engine() == "sqlite":
        yield f"sqlite:///{tmp_path / 'own' / 'teachnet.db'}"
        return
    name = f"backups_{worker_id}"
    with connect(os.environ[SERVER], "postgres") as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    yield f"postgresql+psycopg://teachnet@/{name}?host={os.environ[SERVER]}"
    with suppress(Exception), connect(os.environ[SERVER], "postgres") as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installation(tmp_path, empty_database, database):
    """With an administrator and nothing else. `database` says that it differs between engines."""
    made = Installation(tmp_path / "own", make_url(empty_database).render_as_string(hide_password=False))
    made.flask("create-admin", "--username", "lin", "--name", "林岚", "--link")
    return made
