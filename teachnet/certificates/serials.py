"""Serial numbers of certificates: never given twice, not even after an older backup of the database came back.

What is given out is also noted in a small file beside the database, on the disk before the transaction commits. A
number whose transaction then fails is skipped: a gap is harmless, a number on two sheets of paper is not.
"""

import os
import re
from pathlib import Path

from stdnum.iso7064 import mod_11_10

from teachnet.disk import bring_to_disk

LINE = re.compile(rb"(\d{4}) (\d{1,6})\n")
DIGITS = 6
LARGEST = 10**DIGITS - 1
CODE_LENGTH = 4 + DIGITS + 1


class SerialBook:
    """The file of highest numbers, a line for each time some were given: `2026 117`."""

    def use(self, folder: Path) -> None:
        self.path = folder / "serials"

    def highest(self, year: int) -> int:
        """A line that was cut off when the power went is passed over: what it noted was never committed."""
        if not self.path.exists():
            return 0
        noted = LINE.findall(self.path.read_bytes())
        return max((int(number) for of, number in noted if int(of) == year), default=0)

    def note(self, year: int, number: int) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists()
        with self.path.open("ab") as file:
            file.write(self._end_of_a_cut_off_line() + f"{year} {number}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            bring_to_disk(self.path.parent)

    def _end_of_a_cut_off_line(self) -> bytes:
        return b"" if self.path.read_bytes()[-1:] in (b"", b"\n") else b"\n"


book = SerialBook()


def code_of(year: int, number: int) -> str:
    """2026, 117 → 20260001179: the last digit checks the others (ISO 7064 MOD 11,10)."""
    digits = f"{year}{number:0{DIGITS}}"
    return digits + mod_11_10.calc_check_digit(digits)


def read_code(typed: str) -> str | None:
    """The digits of a serial as somebody types it, 淄培〔2026〕0001179号; None when they cannot be right."""
    digits = "".join(re.findall("[0-9]", typed))
    return digits if len(digits) == CODE_LENGTH and mod_11_10.is_valid(digits) else None
