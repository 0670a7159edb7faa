"""What was replaced is kept for a while: its database under a name of its own, the files its rows speak of from the
sweeper, its secret. `flask restore --undo` brings it back.

    kept/20261130-061200/  note.json, secret.key      the database beside the one in use: kept_20261130_061200
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from teachnet.backups.places import Place, place_of
from teachnet.config import Settings
from teachnet.files.store import store

STAMP = "%Y%m%d-%H%M%S-%f"
LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Kept:
    stamp: str
    settings: Settings

    @property
    def folder(self) -> Path:
        return _folder(self.settings) / self.stamp

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.stamp, STAMP).replace(tzinfo=UTC)

    @property
    def place(self) -> Place:
        return place_of(self.settings.database_url).beside(f"kept_{self.stamp.replace('-', '_')}")

    @property
    def secret(self) -> str:
        """The one its rows are read with."""
        own = self.folder / "secret.key"
        return own.read_text("ascii") if own.exists() else self.settings.secret

    def note(self, why: str, files: Iterable[str]) -> None:
        """Before anything is replaced: what its rows speak of is not swept from now on."""
        self.folder.mkdir(parents=True)
        self.folder.chmod(0o700)
        own = self.settings.instance / "secret.key"
        if own.exists():  # else it is in the environment, and does not lie about here
            shutil.copyfile(own, self.folder / "secret.key")
        (self.folder / "note.json").write_text(json.dumps({"why": why}), "utf-8")
        store.hold(self.stamp, files)

    def forget(self) -> None:
        self.place.drop()
        store.let_go(self.stamp)
        shutil.rmtree(self.folder, ignore_errors=True)


def new(settings: Settings, now: datetime) -> Kept:
    return Kept(now.strftime(STAMP), settings)


def all_kept(settings: Settings) -> list[Kept]:
    """The newest first."""
    found = _folder(settings).iterdir() if _folder(settings).exists() else ()
    return [Kept(path.name, settings) for path in sorted(found, reverse=True) if (path / "note.json").exists()]


def forget_old(settings: Settings, now: datetime) -> int:
    old = [kept for kept in all_kept(settings) if kept.at < now - LASTS]
    for kept in old:
        kept.forget()
    return len(old)


def _folder(settings: Settings) -> Path:
    return settings.instance / "kept"
