"""Asks the child process what a file is, and waits no longer than it may take."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from teachnet.files.asking import ask_child
from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import Kind
from teachnet.files.names import require_honest

PATIENCE = 30.0  # seconds by the clock, on a busy server; of processor time the child has fewer
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_NAME = 300  # characters, from its end: an argument of a process has its limits


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


def examine(
    path: Path, name: str, copy: Path | None = None, *, patience: float = PATIENCE, wants_text: bool = True
) -> Verdict:
    """`copy`: where the check may write what is to be kept instead."""
    try:
        require_honest(name)
    except Unfit as unfit:
        return Verdict(unfit.code)
    called = name.encode(errors="replace").decode()[-LONGEST_NAME:]
    told = [str(path), called, str(copy or ""), "text" if wants_text else ""]
    said, ended_well = ask_child("teachnet.files.child", *told, patience=patience)
    if not said:
        # It ran out of time or memory, or its parser fell over: no file that does that is taken.
        return Verdict(Code.CORRUPT if ended_well is None else Code.TOO_LARGE_WHEN_UNPACKED)
    verdict, *rest = said
    if verdict.pop("verdict") == "refuse":
        return Verdict(Code(verdict["code"]))
    verdict["kind"] = Kind(verdict["kind"])
    verdict["blanks"] = [tuple(blank) for blank in verdict["blanks"]]
    return Verdict(None, text=storable(rest[0]["text"]) if rest else "", **verdict)


def storable(text: str) -> str:
    """Without what no database or page takes: control signs, and halves of characters as broken files hold them."""
    return CONTROL.sub("", text).encode(errors="replace").decode()
