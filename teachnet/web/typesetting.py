"""Paper from Typst: ready for the printer and the red seal."""

import json
import threading
from functools import cache
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path

_one_at_a_time = threading.Lock()  # the type-setter must not be used by two threads


def typeset(sheet: Path, name: str, shown: Any) -> bytes:
    """A PDF. The sheet finds `shown` as JSON under sys.inputs and this name; the same things make the same bytes."""
    with _one_at_a_time:
        return _typesetter(sheet).compile(sys_inputs={name: json.dumps(shown)}, timestamp=0)


@cache
def _typesetter(sheet: Path) -> typst.Compiler:
    """Reads its fonts once in a process, at the first paper of a kind."""
    return typst.Compiler(str(sheet), font_paths=[str(sans_path().parent)], ignore_system_fonts=True)
