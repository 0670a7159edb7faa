"""The child process: what it may not do, and what becomes of a file that breaks it."""

import subprocess
import sys

import pytest

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading import apart, child, workbook
from tests.accounts.rosters.lists import CORPUS, as_csv, person

PLAIN = CORPUS / "files/plain.xlsx"


def test_what_comes_out_of_the_child_is_what_went_in():
    assert apart.sheets_of(PLAIN) == list(workbook.sheets_of(PLAIN))


def test_the_heartbeat_counts_rows(tmp_path):
    told = []
    (tmp_path / "a.csv").write_bytes(as_csv(person(1), person(2)))

    apart.sheets_of(tmp_path / "a.csv", heartbeat=told.append)

    assert told == [3]


def test_a_file_name_is_a_file_name(tmp_path):
    path = tmp_path / "--help; $(touch x).csv"
    path.write_bytes(as_csv(person()))

    assert len(apart.sheets_of(path)[0].rows) == 2


def test_the_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("TEACHNET_SECRET_KEY", "not for children")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere")

    assert not {"TEACHNET_SECRET_KEY", "DATABASE_URL"} & set(apart._bare_environment())


NO_LIMITS = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits; the parent's clock is all")


@pytest.fixture
def read_badly(monkeypatch):
    """Lets the child do something instead of reading."""

    def read_badly(does: str, before: str = ""):
        program = (
            f"from teachnet.accounts.rosters.reading import child\n{before}\ndef bad(path):\n    {does}\n    yield\n"
        )
        program += "import sys; from pathlib import Path; child.sheets_of = bad; sys.exit(child.main(Path('x')))"
        start = subprocess.Popen
        monkeypatch.setattr(apart, "SECONDS", 3 if "sleep" in does else 20)
        monkeypatch.setattr(
            apart.subprocess, "Popen", lambda command, **about: start([sys.executable, "-c", program], **about)
        )
        return apart.sheets_of(PLAIN)

    return read_badly


@NO_LIMITS
@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("x = bytearray(800 << 20)", FileCode.OVER_LIMITS),
        ("import os; os.kill(os.getpid(), 9)", FileCode.OVER_LIMITS),
        ("raise RuntimeError('周敏 370399198506150013')", FileCode.NOT_A_WORKBOOK),
        ("import time; time.sleep(60)", FileCode.OVER_LIMITS),
        ("import tempfile; tempfile.TemporaryFile().write(b'x' * 99999)", FileCode.NOT_A_WORKBOOK),
    ],
)
def test_a_file_that_eats_crashes_hangs_or_writes_is_only_refused(does, code, read_badly, caplog):
    with pytest.raises(Unreadable) as refused:
        read_badly(does)

    assert refused.value.code == code
    assert "370399198506150013" not in caplog.text


@NO_LIMITS
@pytest.mark.parametrize(
    "does",
    ["x = bytearray(800 << 20); return", "import tempfile; tempfile.TemporaryFile().write(b'x' * 99999); return"],
)
def test_without_its_limits_the_child_would_do_as_it_likes(does, read_badly):
    """The control of the test above."""
    assert read_badly(does, before="child._limit = lambda: None") == []


def test_the_limits_stay_below_what_the_import_may_take():
    assert child.MEMORY < 400 << 20
    assert child.SECONDS < 20
