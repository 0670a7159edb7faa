"""What a restore or a trial leaves behind when it is killed: copies of databases, and what was sealed, laid open."""

import shutil
import time
from pathlib import Path

from sqlalchemy import make_url

from teachnet.config import Settings

GRACE = 24 * 3600  # seconds that one of them may take
NAMES = ("trial-*", "coming_*", "secret.key.new")


def sweep(settings: Settings) -> int:
    """How many went. A schema that was left in PostgreSQL stays: `coming_…`, to be dropped by hand."""
    before, gone = time.time() - GRACE, 0
    for folder in {settings.instance, *_of_database(settings)}:
        for path in (path for name in NAMES for path in folder.glob(name)):
            if path.stat().st_mtime < before:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
                gone += 1
    return gone


def _of_database(settings: Settings) -> list[Path]:
    return [Path(make_url(settings.database_url).database).parent] if settings.engine == "sqlite" else []
