"""Reads one file in a process of its own: `python -m teachnet.accounts.rosters.reading.child FILE`.

Strangers' files go through parsers that may eat memory or crash. Here they can only hurt this process: it has little
memory and time, may write no file, and knows no secret. It answers in JSON, a line for each sheet, row, or refusal.
"""

import gc
import json
import sys
from pathlib import Path

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading.grid import Sheet
from teachnet.accounts.rosters.reading.workbook import sheets_of

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only limit there
    resource = None

MEMORY = 380 << 20
SECONDS = 19
REFUSED = 3


def main(path: Path) -> int:
    _limit()
    gc.disable()  # it lives for seconds and makes no cycles
    try:
        for sheet in sheets_of(path):
            _tell(sheet)
        _say({"end": True})
    except Unreadable as refused:
        _say({"refused": refused.code, "row": refused.row})
    except MemoryError:
        _say({"refused": FileCode.OVER_LIMITS, "row": None})
    return 0


def _tell(sheet: Sheet) -> None:
    _say({"sheet": sheet.name, "hidden": sheet.is_hidden, "merged": sheet.merged, "rows": len(sheet.rows)})
    for row in sheet.rows:
        cells = [
            (column, *cell) if cell[1:] != ("text", False) else (column, cell.text)
            for column, cell in row.cells.items()
        ]
        _say([row.number, row.is_hidden, row.width, cells])


def _say(line: dict | list) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")


def _limit() -> None:
    if resource:
        for kind, limit in (("RLIMIT_DATA", MEMORY), ("RLIMIT_CPU", SECONDS), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
            resource.setrlimit(getattr(resource, kind), (limit, limit))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
