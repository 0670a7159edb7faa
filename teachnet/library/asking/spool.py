"""Where a search that found nothing is noted: a line at the end of a file. A page that is only read writes nothing to
the database (decision 2); the worker folds the file in, every hour (decision 15).

    spool/fruitless.jsonl               {"on": "2026-11-26", "q": "等待 五秒"}
    spool/fruitless-3fa8….jsonl         taken by the worker, gone when it is folded in
"""

import json
import logging
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import uuid4

from teachnet.db import today
from teachnet.library.asking.models.fruitless import LONGEST_QUERY
from teachnet.search.analyser import fold
from teachnet.search.query import Query

log = logging.getLogger(__name__)

LARGEST = 512 * 1024  # bytes between two foldings: a visitor who types nonsense all night fills no disk
_number = re.compile(r"\d{6,}")  # a telephone, an ID number: nobody's business

Noted = Counter[tuple[date, str]]


class Spool:
    def __init__(self):
        self._folder = Path()

    def use(self, folder: Path) -> None:
        """Told once, when the application is made."""
        self._folder = folder

    def note(self, query: Query) -> None:
        """Never the reason that a search fails: with a full disk nothing is noted."""
        asked = normal(query)
        if not asked:
            return
        line = json.dumps({"on": today().isoformat(), "q": asked}, ensure_ascii=False).encode() + b"\n"
        try:
            self._append(line)
        except OSError:
            log.warning("a search that found nothing could not be noted", exc_info=True)

    def _append(self, line: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._folder / "fruitless.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size < LARGEST:
                os.write(handle, line)
        finally:
            os.close(handle)

    @contextmanager
    def taken(self) -> Iterator[Noted]:
        """All that was noted; the files go when the block ends well, and are taken again when it does not."""
        current = self._folder / "fruitless.jsonl"
        if current.exists():
            os.replace(current, self._folder / f"fruitless-{uuid4().hex}.jsonl")
        files = sorted(self._folder.glob("fruitless-*.jsonl"))
        yield Counter(noted for file in files for noted in _read(file))
        for file in files:
            file.unlink()


def normal(query: Query) -> str:
    """One spelling for what asks the same; nothing for what holds no word."""
    if not query.terms:
        return ""
    return _number.sub("…", " ".join(fold(query.typed).split()))[:LONGEST_QUERY].strip()


def _read(file: Path) -> Iterator[tuple[date, str]]:
    """A line cut off by a power cut is left out."""
    for line in file.read_text("utf-8", errors="replace").splitlines():
        try:
            noted = json.loads(line)
            yield date.fromisoformat(noted["on"]), noted["q"]
        except (ValueError, KeyError, TypeError):
            continue


spool = Spool()
