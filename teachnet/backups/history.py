"""That a backup was restored stands in a file beside the database, as the restored rows are exactly those of the
backup. The worker brings it into the trail."""

import json
import os
from datetime import datetime
from pathlib import Path

from teachnet.audit.trail import Actor, acting_as, record
from teachnet.config import Settings
from teachnet.db import db
from teachnet.disk import bring_to_disk

NAME = "restored.jsonl"


def note(settings: Settings, what: str, at: datetime) -> None:
    path = settings.instance / NAME
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": at.isoformat(), "what": what}, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    bring_to_disk(path.parent)


def bring_into_the_trail(settings: Settings) -> int:
    """Each line once: the file goes when the rows are committed. How many there were."""
    path = settings.instance / NAME
    lines = _lines(path)
    with acting_as(Actor(action="restore", name="command line")):
        for line in lines:
            record(reason=f"{line['what']} ({line['at']})")
    db.session.commit()
    path.unlink(missing_ok=True)
    return len(lines)


def _lines(path: Path) -> list[dict]:
    if not path.exists():
        return []
    found = []
    for line in path.read_text("utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue  # cut off when the power went
    return found
