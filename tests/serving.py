"""Real servers for tests: the very commands that ./dev run starts, on a port of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.the_dev import ROOT, dev

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]


class Server:
    """A server on one installation, which the environment names; and its worker, for those who need what it does:
    to start it takes as long as the server itself."""

    def __init__(self, environment: dict[str, str], has_worker: bool):
        self.environment, self.has_worker, self.port = environment, has_worker, spare_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen] = []

    def start(self) -> None:
        commands = [dev.server_command(self.port, workers=1)]
        if self.has_worker:
            commands.append([*FLASK, "work", "--with-parent"])
        self.processes = [dev.start(command, env=self.environment) for command in commands]
        wait_for(f"{self.url}/healthz", self.processes)

    def stop(self) -> None:
        for process in self.processes:
            dev.end(process)

    def kill(self) -> None:
        """As a power cut would: nothing gets to say goodbye."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, processes: list[subprocess.Popen], seconds: int = 50) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended = [process for process in processes if process.poll() is not None]
        assert not ended, f"ended with {ended[0].returncode}: {ended[0].args}"
        try:
            return urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except HTTPError:
            return None  # it speaks, whatever it says
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"nothing answered at {url}")


@contextmanager
def serving(environment: dict[str, str], has_worker: bool = False):
    server = Server(os.environ | environment, has_worker)
    server.start()
    try:
        yield server
    finally:
        server.kill()  # nothing of it is needed any more: a browser that holds a line open is not waited for


@pytest.fixture
def live_server(app, request):
    """The installation of this test, served for real: what factories save (and commit) is there to be seen."""
    settings = app.config["SETTINGS"]
    same = {
        "TEACHNET_INSTANCE": str(settings.instance),
        "TEACHNET_SECRET_KEY": settings.secret,
        "DATABASE_URL": settings.database_url,
    }
    with serving(same, has_worker=request.node.get_closest_marker("worker") is not None) as server:
        yield server


@pytest.fixture(scope="session")
def demo_city(tmp_path_factory, worker_id) -> Path:
    """The instance folder of a freshly made demo city. Made once in a run; each process has a copy of its own."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent  # the one folder that all processes of a run know
    made = shared / "demo-city"
    with (shared / "demo-city.lock").open("w") as file:
        while not dev.grab(file):
            time.sleep(0.2)
        if not (made / "done").exists():
            subprocess.run([*FLASK, "seed-demo"], cwd=ROOT, env=os.environ | demo_at(made), check=True)
            (made / "done").touch()
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("demo") / "instance"))


@pytest.fixture(scope="session")
def demo_server(demo_city):
    """The demo city, served for real. Shared by the tests of a process: look, and leave it as it was."""
    with serving(demo_at(demo_city), has_worker=True) as server:
        yield server


def demo_at(instance: Path) -> dict[str, str]:
    return {"TEACHNET_DEMO": "1", "TEACHNET_INSTANCE": str(instance), "DATABASE_URL": ""}
