"""Asks the child process what a file is, and waits no longer than it may take."""

import json
import logging
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import Kind
from teachnet.files.names import require_honest

log = logging.getLogger(__name__)

PATIENCE = 30.0  # seconds by the clock, on a busy server; of processor time the child has fewer
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_NAME = 300  # characters, from its end: an argument of a process has its limits
OUT_OF_TIME = (-9, -24)  # SIGKILL, SIGXCPU
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Verdict:
    code: Code | None  # why not; None: it may be taken
    kind: Kind | None = None
    media_type: str = ""
    name: str = ""  # cleaned, for showing
    text: str = ""
    stripped: list[str] = field(default_factory=list)
    seconds: float | None = None
    pages: int | None = None
    rewritten: bool = False
    blanks: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.code is None


def examine(path: Path, name: str, copy: Path | None = None, patience: float = PATIENCE) -> Verdict:
    try:
        require_honest(name)
    except Unfit as unfit:
        return Verdict(unfit.code)
    said, ended_well = _ask(path, name.encode(errors="replace").decode()[-LONGEST_NAME:], copy, patience)
    if not said:
        # It ran out of time or memory, or its parser fell over: no file that does that is taken.
        return Verdict(Code.CORRUPT if ended_well is None else Code.TOO_LARGE_WHEN_UNPACKED)
    verdict, *rest = said
    if verdict.pop("verdict") == "refuse":
        return Verdict(Code(verdict["code"]))
    verdict["kind"] = Kind(verdict["kind"])
    verdict["blanks"] = [tuple(blank) for blank in verdict["blanks"]]
    return Verdict(None, text=_storable(rest[0]["text"]) if rest else "", **verdict)


def _storable(text: str) -> str:
    """Without what no database or page takes: control signs, and halves of characters as broken files hold them."""
    return CONTROL.sub("", text).encode(errors="replace").decode()


def _ask(path: Path, name: str, copy: Path | None, patience: float) -> tuple[list[dict], bool | None]:
    """What it said, and whether it came to its end; None when it crashed."""
    asked = [str(path), name, *([str(copy)] if copy else [])]
    command = [sys.executable, "-X", "utf8", "-m", "teachnet.files.child", *asked]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment
    )
    try:
        out, errors = child.communicate(timeout=patience)
        in_time = True
    except subprocess.TimeoutExpired:
        child.kill()
        out, errors = child.communicate()
        in_time = False
    said = [json.loads(line) for line in out.decode().split("\n")[:-1] if line]
    if child.returncode in OUT_OF_TIME:
        return said, False
    if child.returncode and in_time:
        last = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
        log.warning("looking at an upload ended with %s: %s", child.returncode, last[:500])
        return said, None
    return said, in_time
