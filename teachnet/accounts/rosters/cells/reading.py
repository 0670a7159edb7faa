"""What reading one cell gives, and the cleaning that several kinds of cell share."""

import re
from typing import Any, NamedTuple

from teachnet.accounts.rosters.codes import Code, Level
from teachnet.accounts.rosters.reading.grid import INVISIBLE, UNSEEN

FULL_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
QUOTES = "'\"`´‘’‚‛“”′＇"
DASHES = "-‐‑‒–—―−－﹣﹘⁃"
PLACEHOLDER = re.compile(rf"[{re.escape(DASHES)}/\\.·…*\s]*")  # how many people write "nothing here"
SEEN = re.compile(rf"[{re.escape(INVISIBLE)}]")
ALL_UNSEEN = re.compile(rf"[{re.escape(UNSEEN)}]")
FORCED_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # ="370399…" in a csv: the trick that keeps Excel from rounding


class Note(NamedTuple):
    code: Code
    level: Level
    detail: str = ""


class Reading(NamedTuple):
    value: Any = None
    notes: tuple[Note, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(note.level is Level.ERROR for note in self.notes)


EMPTY = Reading()


def error(code: Code, detail: str = "") -> Reading:
    return Reading(None, (Note(code, Level.ERROR, detail),))


def cleaned(value: str, was: str) -> Reading:
    """Whatever was put right is told."""
    return Reading(value) if value == was else Reading(value, (Note(Code.CLEANED, Level.CORRECTED, value),))


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as ASCII; nothing else, so that ² and ① stay what they are."""
    return text.translate(FULL_WIDTH)


def visible(text: str) -> str:
    """Without what nobody can see, and without blanks around."""
    return SEEN.sub("", text).strip(UNSEEN)


def unforced(text: str) -> str:
    found = FORCED_TEXT.fullmatch(text.strip(UNSEEN))
    return found[1] if found else text
