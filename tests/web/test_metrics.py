"""Figures for whoever watches: counted by every process, told by any of them, and to nobody without the token."""

import subprocess
import sys

import pytest

from teachnet.config import BadSettings, Settings
from tests.the_dev import ROOT

pytestmark = pytest.mark.one_engine

TOKEN = "sixteen characters and more"
ASKED = """
import sys
from wsgi import app
client = app.test_client()
for page in sys.argv[1:]:
    client.get(page)
print(client.get("/metrics").status_code, client.get("/metrics", headers={"Authorization": "Bearer x"}).status_code)
print(client.get("/metrics", headers={"Authorization": "Bearer " + app.config["SETTINGS"].metrics_token}).text)
"""


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """What a process of its own is told after it has shown some pages."""
    monkeypatch.setenv("TEACHNET_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")

    def run(*pages, token=TOKEN):
        monkeypatch.setenv("TEACHNET_METRICS_TOKEN", token)
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "prepare"], cwd=ROOT, check=True)
        command = [sys.executable, "-c", ASKED, *pages]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n", 1)

    return run


def test_all_processes_are_added_up_and_strangers_are_told_nothing(asked, tmp_path):
    refused, told = asked("/sign-in", "/sign-in", "/nowhere")
    assert refused == "404 404"
    assert 'teachnet_request_seconds_count{feature="accounts",status="200"} 2.0' in told
    assert 'teachnet_request_seconds_count{feature="-",status="404"} 1.0' in told
    for name in ("database", "schema", "disk", "outbox"):
        assert f'teachnet_condition{{check="{name}"}} 1.0' in told
    assert "teachnet_outbox_waiting 0.0" in told
    assert list((tmp_path / "metrics").glob("*.db"))


def test_without_a_token_nothing_is_counted(asked, tmp_path):
    refused, told = asked("/sign-in", token="")
    assert (refused, "teachnet_request" in told) == ("404 404", False)
    assert not (tmp_path / "metrics").exists()


def test_a_token_that_could_be_guessed_is_refused(tmp_path):
    with pytest.raises(BadSettings, match="too short"):
        Settings.from_environment({"TEACHNET_INSTANCE": str(tmp_path), "TEACHNET_METRICS_TOKEN": "x"})
