"""The parent's side of the child process: start it, bound its time, take its sheets."""

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading.grid import Cell, Row, Sheet

ROOT = Path(__file__).parents[4]
SECONDS = 20
log = logging.getLogger(__name__)


def sheets_of(path: Path, *, heartbeat: Callable[[int], None] = lambda rows: None) -> list[Sheet]:
    """All sheets of the file, or `Unreadable`. `heartbeat` hears how many rows have come so far."""
    with tempfile.TemporaryFile("w+") as complaints, _child(path, complaints) as child:
        try:
            sheets = list(_sheets(child.stdout, heartbeat))
        except EOFError:
            raise Unreadable(_why_it_died(child, complaints)) from None
    return sheets


@contextmanager
def _child(path: Path, complaints: TextIO) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "teachnet.accounts.rosters.reading.child", str(path.absolute())]
    child = subprocess.Popen(  # noqa: S603 -- our own module; the file's name is one argument and no shell reads it
        command, cwd=ROOT, env=_bare_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints,
        encoding="ascii",
    )  # fmt: skip
    alarm = threading.Timer(SECONDS, child.kill)
    alarm.start()
    try:
        yield child
    finally:
        alarm.cancel()
        child.kill()
        child.stdout.close()
        child.wait()


def _bare_environment() -> dict[str, str]:
    """No secret and no database address; Windows cannot start a program without its own few."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONDONTWRITEBYTECODE": "1"}


def _sheets(lines: TextIO, heartbeat: Callable[[int], None]) -> Iterator[Sheet]:
    told = 0
    while True:
        said = _next(lines)
        if "refused" in said:
            raise Unreadable(FileCode(said["refused"]), row=said["row"])
        if "end" in said:
            return
        sheet = Sheet(said["sheet"], said["hidden"], merged=[tuple(merged) for merged in said["merged"]])
        for _each in range(said["rows"]):
            number, hidden, width, cells = _next(lines)
            sheet.rows.append(Row(number, {column: Cell(*cell) for column, *cell in cells}, hidden, width))
        told += said["rows"]
        heartbeat(told)
        yield sheet


def _next(lines: TextIO):
    line = lines.readline()
    if not line.endswith("\n"):
        raise EOFError
    return json.loads(line)


def _why_it_died(child: subprocess.Popen, complaints: TextIO) -> FileCode:
    if child.wait() < 0:  # killed: by the clock, or by the system for its memory
        return FileCode.OVER_LIMITS
    complaints.seek(0)
    last = (complaints.read().strip().splitlines() or ["silent"])[-1]
    log.warning("the reader of a roster died: %s", last.partition(":")[0])  # what follows may hold personal data
    return FileCode.NOT_A_WORKBOOK
