"""The database under the tests: SQLite, or with TEACHNET_TEST_ENGINE=postgresql a server started for this run only.

The schema is built once in each process; every test then finds it empty again in a few milliseconds.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.the_dev import dev

ENGINE = "TEACHNET_TEST_ENGINE"
SERVER = "TEACHNET_TEST_POSTGRESQL"  # the folder of a running server's socket; set by whoever started it

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder nobody can guess is made in it
ROOM = 1 << 30  # bytes, far more than the tests write

# Nothing here outlives the run, so nothing waits for the disk.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SMALL = {"listen_addresses": "", "max_connections": "300", "shared_buffers": "64MB"}

# Replication role: no trigger fires, so that even tables that only ever grow can be emptied, in any order.
WIPE = """
DO $$ DECLARE found record; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR found IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('public', 'search') AND tablename <> 'alembic_version'
    LOOP EXECUTE 'DELETE FROM ' || found.name; END LOOP;
    FOR found IN SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences
        WHERE schemaname IN ('public', 'search') AND last_value IS NOT NULL
    LOOP EXECUTE 'ALTER SEQUENCE ' || found.name || ' RESTART'; END LOOP;
END $$
"""
HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


def engine() -> str:
    name = os.environ.get(ENGINE, "sqlite")
    if name not in ("sqlite", "postgresql"):
        raise pytest.UsageError(f"{ENGINE} is sqlite or postgresql, not {name!r}.")
    return name


def pytest_configure(config):
    """One server for all the processes of a run: they inherit its address."""
    if engine() != "postgresql" or SERVER in os.environ:
        return
    programs = dev.postgres_programs()
    if not programs:
        raise pytest.UsageError("there is no PostgreSQL server here: apt-get install postgresql")
    server = Server(programs)
    config.add_cleanup(server.stop)
    os.environ[SERVER] = server.folder
    config.add_cleanup(lambda: os.environ.pop(SERVER))


def pytest_collection_modifyitems(config, items):
    """What touches no database has nothing to show on another one, nor has what is said to be shown by one."""
    if engine() == "postgresql":
        here = [item for item in items if "database" in item.fixturenames and not item.get_closest_marker("one_engine")]
    else:
        here = [item for item in items if not item.get_closest_marker("on_postgresql")]
    config.hook.pytest_deselected(items=[item for item in items if item not in here])
    items[:] = here


class Server:
    """PostgreSQL in a folder of its own, behind a socket in that folder."""

    def __init__(self, programs: Path):
        self.folder = tempfile.mkdtemp(prefix="teachnet-pg-", dir="/tmp")  # a socket's path must be short
        self.as_whom = server_user()
        if self.as_whom:
            shutil.chown(self.folder, self.as_whom)
        where = ["-D", f"{self.folder}/data"]
        making = ["-U", "teachnet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run([programs / "initdb", *where, *making]).wait()
        settings = [part for name, value in (CARELESS | SMALL).items() for part in ("-c", f"{name}={value}")]
        self.process = self._run([programs / "postgres", *where, "-k", self.folder, *settings], dies_with_us=True)
        self._wait_until_ready()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)  # "fast": hang up on everybody and stop
        self.process.wait()
        shutil.rmtree(self.folder)

    def _run(self, command: list, dies_with_us: bool = False) -> subprocess.Popen:
        with open(f"{self.folder}/log", "ab") as log:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                user=self.as_whom,
                extra_groups=[] if self.as_whom else None,
                stdout=log,
                stderr=log,
                preexec_fn=dev.die_with_parent if dies_with_us else None,
            )

    def _wait_until_ready(self) -> None:
        for _ in range(300):
            try:
                return connect(self.folder, "postgres").close()
            except psycopg.OperationalError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise pytest.UsageError("PostgreSQL did not start: " + Path(self.folder, "log").read_text()[-2000:])


def server_user() -> str | None:
    """PostgreSQL refuses to run as root: somebody harmless lends their name."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = [entry.pw_name for entry in pwd.getpwall()]
    return next(name for name in ("postgres", "nobody") if name in names)


def connect(folder: str, name: str) -> psycopg.Connection:
    return psycopg.connect(host=folder, user="teachnet", dbname=name, autocommit=True)


def memory() -> Path | None:
    """A folder that is no disk, where there is one with room: SQLite waits for the disk at each commit, twenty times a
    test. A container may have as good as none."""
    has_room = os.access(SHARED_MEMORY, os.W_OK) and shutil.disk_usage(SHARED_MEMORY).free > ROOM
    return SHARED_MEMORY if has_room else None


class Sqlite:
    """A file. Once the schema is in it, `keep` puts it by; `renew` lays a copy of that in its place."""

    def __init__(self, folder: Path):
        self.path, self.empty = folder / "teachnet.db", folder / "empty.db"
        self.url = f"sqlite:///{self.path}"

    def keep(self) -> None:
        self.path.rename(self.empty)

    def renew(self) -> None:
        for leftover in self.path.parent.glob("teachnet.db*"):
            leftover.unlink()
        shutil.copyfile(self.empty, self.path)


class Postgresql:
    """A database for this process on the run's server. `renew` hangs up on whoever is left and empties the tables."""

    def __init__(self, folder: str):
        self.name = f"teachnet_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        self.url = f"postgresql+psycopg://teachnet@/{self.name}?host={folder}"
        with connect(folder, "postgres") as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.name}")
            connection.execute(f"CREATE DATABASE {self.name}")
        self.connection = connect(folder, self.name)

    def keep(self) -> None:
        """Nothing to put by: the tables stay."""

    def renew(self) -> None:
        self.connection.execute(HANG_UP, [self.name])
        self.connection.execute(WIPE)


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    """What the application of this process keeps its rows in."""
    if engine() == "sqlite":
        with tempfile.TemporaryDirectory(prefix="teachnet-db-", dir=memory()) as folder:
            yield Sqlite(Path(folder))
        return
    database = Postgresql(os.environ[SERVER])
    yield database
    database.connection.close()
