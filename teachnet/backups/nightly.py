"""Backups that make themselves: one a night into the folder of the setting, a copy in a second place, once a week the
newest is verified. What is there is what lies in the folder: nothing else keeps count.

    teachnet-20261130-0212.zip            made at 02:12 in the city
    teachnet-20261130-0212.zip.verified   that it was restored beside, and tried
    failed.txt                            why the last attempt did not work; gone with the next that does
"""

import os
import re
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from teachnet.backups import container, kept, restoring
from teachnet.backups.making import Tell, make
from teachnet.config import Settings
from teachnet.db import CITY_TIME, utcnow
from teachnet.disk import bring_to_disk
from teachnet.search.editions import held

NAMED = re.compile(r"teachnet-(\d{8}-\d{4})\.zip")
STAMP = "%Y%m%d-%H%M"
NIGHT = range(0, 6)  # hours in the city
DUE = timedelta(hours=20)  # at night
OVERDUE = timedelta(hours=30)  # at any hour
NIGHTS, WEEKS = timedelta(days=14), timedelta(weeks=12)  # each night's for the first, each week's first for the second
VERIFIED_EVERY = timedelta(days=7)


def made_at(path: Path) -> datetime:
    return datetime.strptime(NAMED.fullmatch(path.name)[1], STAMP).replace(tzinfo=CITY_TIME)


def all_in(folder: Path) -> list[Path]:
    """The newest first."""
    return sorted((path for path in folder.glob("teachnet-*.zip") if NAMED.fullmatch(path.name)), reverse=True)


def is_due(folder: Path, now: datetime) -> bool:
    """At night when the last is of another day; at any hour when the night was missed."""
    last = next(iter(all_in(folder)), None)
    if last is None:
        return True
    age = now - made_at(last)
    return age > OVERDUE or (age > DUE and now.astimezone(CITY_TIME).hour in NIGHT)


def last_verified(folder: Path) -> datetime | None:
    """When the newest of those that were verified was made."""
    return next((made_at(path) for path in all_in(folder) if marker(path).exists()), None)


def marker(path: Path) -> Path:
    return path.with_name(path.name + ".verified")


def too_many(paths: Iterable[Path], now: datetime) -> list[Path]:
    """Those that may go: older than a fortnight and not the first of their week, or older than twelve weeks."""
    gone, weeks = [], set()
    for path in sorted(paths):
        at, week = made_at(path), made_at(path).isocalendar()[:2]
        is_first, age = week not in weeks, now - at
        weeks.add(week)
        if age > WEEKS or (age > NIGHTS and not is_first):
            gone.append(path)
    return gone


def keep_up(settings: Settings, passphrase: str, tell: Tell) -> Path | None:
    """Make one if it is due, in both places, verify once a week, and let old ones go. The new one, if there is any."""
    folder = settings.backups
    folder.mkdir(parents=True, exist_ok=True)
    with held(folder / "lock"):
        now = utcnow()
        if not is_due(folder, now):
            return None
        for place in filter(None, (folder, settings.second_backups)):
            for left in place.glob("teachnet-*.partial*"):
                left.unlink()
        path = folder / f"teachnet-{now.astimezone(CITY_TIME).strftime(STAMP)}.zip"
        make(settings, path, passphrase=passphrase, tell=tell)
        if settings.second_backups:
            _copy(path, settings.second_backups)
        verified = last_verified(folder)
        if verified is None or now - verified > VERIFIED_EVERY:
            restoring.verify(settings, path, passphrase, tell)
            marker(path).write_text(utcnow().isoformat(), "ascii")
        for place in filter(None, (folder, settings.second_backups)):
            for old in too_many(all_in(place), now):
                old.unlink()
                marker(old).unlink(missing_ok=True)
        kept.forget_old(settings, now)
        (folder / "failed.txt").unlink(missing_ok=True)
        return path


def _copy(path: Path, folder: Path) -> None:
    """Read again once it is there: a place that takes everything and keeps nothing would be found out too late."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{path.name}.partial"
    try:
        shutil.copyfile(path, draft)
        draft.chmod(0o600)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        container.require_whole(draft)
        os.replace(draft, folder / path.name)
        bring_to_disk(folder)
    finally:
        draft.unlink(missing_ok=True)
