"""What the import has to say, and where."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from teachnet.accounts.rosters.codes import Code, FileCode, Level


class Finding(NamedTuple):
    sheet: str
    row: int | None
    column: str
    code: Code
    level: Level
    detail: str = ""


@dataclass(slots=True)
class Entry:
    """One accepted row: a person as the file describes them. Columns the file lacks are not in `values`."""

    sheet: str
    row: int
    values: dict[str, Any]


@dataclass
class Roster:
    """A file, read and checked. Nothing of it has been looked up yet."""

    file_error: FileCode | None = None
    error_row: int | None = None
    error_column: str = ""
    rows: int = 0
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    read_on: date | None = None

    @property
    def ok(self) -> int:
        return len(self.entries)

    @property
    def refused(self) -> int:
        return self.rows - self.ok

    def as_report(self) -> dict[str, Any]:
        """The contract of `flask import-people --report`."""
        told = [
            {"sheet": found.sheet, "row": found.row, "column": found.column, "code": found.code, "level": found.level}
            for found in self.findings
        ]
        return {"file_error": self.file_error, "rows": self.rows, "ok": self.ok, "errors": told}
