"""The commands in ./dev, without setting anything up anew: that is tried on bare machines."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.serving import FLASK, spare_port, wait_for
from tests.the_dev import ROOT, dev

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
HOSTED = re.compile(r"https?:|file:|--(extra-)?index-url|--find-links|\bregistry\b")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A prepared installation without anybody in it."""
    folder = tmp_path_factory.mktemp("prepared") / "instance"
    subprocess.run([*FLASK, "prepare"], cwd=ROOT, env=os.environ | at(folder), check=True)
    return folder


@pytest.fixture
def instance(prepared, tmp_path):
    return os.environ | at(Path(shutil.copytree(prepared, tmp_path / "instance")))


def at(folder):
    return {"TEACHNET_INSTANCE": str(folder), "DATABASE_URL": ""}


def run_dev(*args, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "dev", *args], env=os.environ | environment, capture_output=True, text=True
    )


def test_help_names_every_command():
    shown = run_dev("help").stdout
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ")] == list(dev.COMMANDS)


def test_an_unknown_command_shows_the_usage():
    answer = run_dev("frobnicate")
    assert (answer.returncode, answer.stdout) == (2, dev.usage())


def test_a_taken_port_is_told_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = run_dev("run", PORT=port)

    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        f"dev: port {port} cannot be used (Address already in use). Choose another: PORT=5001 ./dev run"
    ]


@pytest.mark.parametrize("port", ["0", "65536", "５０００", "five", "-1"])
def test_a_port_that_is_none_is_told_in_one_sentence(port):
    answer = run_dev("run", PORT=port)
    assert (answer.returncode, answer.stderr) == (1, f"dev: PORT must be a number from 1 to 65535, not {port!r}.\n")


# Serving


class Running(subprocess.Popen):
    """./dev serving a prepared installation, as ./dev run does after its set-up."""

    def __init__(self, environment, output: Path):
        self.port, self.output = spare_port(), output
        code = f"from tests.the_dev import dev; raise SystemExit(dev.keep_running({self.port}, dev.greet))"
        with output.open("w") as file:
            super().__init__([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=file)
        wait_for(f"http://127.0.0.1:{self.port}/healthz", [self])
        while "Ctrl-C" not in output.read_text():  # greets once it is reachable
            time.sleep(0.05)

    def said(self):
        self.wait(20)
        return self.output.read_text().splitlines()


@pytest.fixture
def running(instance, tmp_path):
    process = Running(instance, tmp_path / "output")
    yield process
    process.terminate()
    process.wait(20)


def children_of(pid):
    with contextlib.suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def family_of(process):
    """The server, the worker, and the processes that the server has of its own."""
    children = children_of(process.pid)
    grandchildren = [pid for child in children for pid in children_of(child)]
    assert (len(children), len(grandchildren) > 0) == (2, True)
    return children + grandchildren


def is_alive(pid):
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def are_gone(pids, seconds=15):
    until = time.monotonic() + seconds
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(map(is_alive, pids))


def test_serving_greets_holds_out_and_stops_when_asked(running):
    family = family_of(running)
    clients = [half_a_post(running.port) for _ in range(500)]
    waits = [wait_of(running.port) for _ in range(21)]
    for client in clients:
        client.close()
    running.send_signal(signal.SIGINT)
    said = running.said()

    named = [line.split()[0] for line in said if line.startswith("  ")]
    assert named == ["city", "county", "school", "host", "tutor", "lead", "teacher", "reviewer", "auditor"]
    assert f"TeachNet 教研网: http://127.0.0.1:{running.port}" in said
    assert "Demo accounts 演示账号 — password 密码: teachnet-demo" in said
    assert "never let this demo face a network" in "".join(said)
    assert "演示系统绝不能暴露在网络上" in "".join(said)

    assert statistics.median(waits) < 0.2, "five hundred half-sent posts kept others out"
    assert (said[-1], running.returncode) == ("· Stopped.", 0)
    assert are_gone(family)


def wait_of(port):
    started = time.monotonic()
    urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10).close()  # noqa: S310
    return time.monotonic() - started


def half_a_post(port):
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 1000\r\n\r\nusername=lin"
    )
    return client


def test_being_killed_leaves_neither_server_nor_worker_behind(running):
    family = family_of(running)
    running.kill()

    assert are_gone(family)


@pytest.mark.parametrize(("number", "name"), [(0, "server"), (1, "worker")])
def test_a_child_that_dies_is_named_and_ends_the_rest(running, number, name):
    family = family_of(running)
    os.kill(family[number], signal.SIGKILL)

    assert running.said()[-1] == f"· Ended by itself: the {name} (exit -9). Everything is stopped."
    assert running.returncode == 1
    assert are_gone(family)


# Locks


@pytest.mark.parametrize("path", [*LOCKS, ROOT / "package-lock.json"], ids=lambda path: path.name)
def test_locks_name_no_host(path):
    assert HOSTED.search(path.read_text()) is None


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_version_and_hashes(path):
    entries = re.split(r"\n(?=[a-z])", path.read_text())[1:]
    assert [entry for entry in entries if not re.match(r"\S+==[\w.]+ .*--hash=sha256:", entry, re.DOTALL)] == []


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = project["project"]["dependencies"]
    tools = [*project["dependency-groups"]["test"], *project["dependency-groups"]["lint"]]

    assert set(map(name_of, runtime)) - locked("runtime") == set()
    assert set(map(name_of, [*runtime, *tools])) - locked("test") == set()
    assert locked("runtime") - locked("test") == set()


def name_of(requirement):
    return re.match(r"[\w-]+", requirement)[0].lower()


def locked(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return set(re.findall(r"^([a-z][\w.-]*)==", text, re.MULTILINE))


def test_htmx_is_pinned_and_has_a_hash():
    package = json.loads((ROOT / "package-lock.json").read_text())["packages"]["node_modules/htmx.org"]
    assert (package["version"], package["integrity"][:7]) == ("2.0.11", "sha512-")


# Set-up


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A checkout in which everything was installed, from locks of its own."""
    (tmp_path / "requirements").mkdir()
    for name in ("runtime", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("flask==3.1.3\n")
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", python)
    monkeypatch.setattr(dev, "INSTALLED", tmp_path / "installed.json")
    dev.INSTALLED.write_text(json.dumps({name: dev.digest(name) for name in ("runtime", "test")}))
    return tmp_path


def test_what_is_installed_is_not_installed_again(elsewhere):
    assert (dev.is_installed("runtime"), dev.is_installed("test")) == (True, True)


def test_a_changed_lock_is_installed_again(elsewhere):
    (elsewhere / "requirements" / "test.txt").write_text("flask==3.1.4\n")
    assert (dev.is_installed("runtime"), dev.is_installed("test")) == (True, False)


def test_a_changed_runtime_lock_concerns_the_tests_too(elsewhere):
    (elsewhere / "requirements" / "runtime.txt").write_text("flask==3.1.4\n")
    assert (dev.is_installed("runtime"), dev.is_installed("test")) == (False, False)


def test_a_vanished_python_is_installed_again(elsewhere):
    dev.PYTHON.unlink()
    assert dev.is_installed("runtime") is False


# The end of a test run


@pytest.mark.parametrize(
    ("forbidden", "skipped", "missing", "code"),
    [
        ("", 0, [], 0),
        ("", 2, ["in the browser: not tried"], 0),
        ("1", 0, [], 0),
        ("1", 1, [], 1),
        ("1", 0, ["in the browser: not tried"], 1),
    ],
)
def test_what_was_left_out_counts_only_where_skips_are_forbidden(monkeypatch, forbidden, skipped, missing, code):
    monkeypatch.setenv("TEACHNET_FORBID_SKIPS", forbidden)
    assert dev.closing([("on SQLite", 0, {"passed": 7, "failed": 0, "skipped": skipped})], missing, 1.0) == code


def test_a_stage_that_fails_fails_the_run(capsys):
    fine, bad = {"passed": 7, "failed": 0, "skipped": 0}, {"passed": 6, "failed": 1, "skipped": 0}

    assert dev.closing([("on SQLite", 0, fine), ("on PostgreSQL", 1, bad)], [], 62.4) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["62 s in all", "13 passed, 1 failed, 0 skipped"]


def test_a_run_that_left_no_report_is_a_failure(tmp_path):
    assert dev.tally(tmp_path / "none.xml")["failed"] == 1


@pytest.mark.parametrize(("forbidden", "code"), [("", 0), ("1", 1)])
def test_a_skipped_test_fails_pytest_where_skips_are_forbidden(tmp_path, forbidden, code):
    (tmp_path / "test_it.py").write_text("import pytest\n\n\ndef test_it():\n    pytest.skip('not today')\n")
    (tmp_path / "conftest.py").write_text("pytest_plugins = ['tests.skips']\n")
    command = [sys.executable, "-m", "pytest", "-q", "--rootdir", tmp_path, "-c", os.devnull, tmp_path]
    environment = os.environ | {"TEACHNET_FORBID_SKIPS": forbidden, "PYTHONPATH": str(ROOT)}

    answer = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert answer.returncode == code
    assert ("forbidden here: test_it.py::test_it" in answer.stdout) is (code == 1)
