"""Has a program of ours look at a file in a process of its own, with limits, and waits no longer than it may take."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

OUT_OF_TIME = (-9, -24)  # SIGKILL, SIGXCPU
ROOT = Path(__file__).parent.parent.parent


def ask_child(module: str, *told: str, patience: float) -> tuple[list[dict], bool | None]:
    """What it said, and whether it came to its end in `patience` seconds by the clock; None when it crashed."""
    command = [sys.executable, "-X", "utf8", "-m", module, *told]
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
        log.warning("looking at a file ended with %s: %s", child.returncode, last[:500])
        return said, None
    return said, in_time
