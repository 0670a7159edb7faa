"""What the doctor says of backups: is there one of last night, in two places, and has one been tried?"""

from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from flask_babel import lazy_gettext as _l

from teachnet.backups import nightly
from teachnet.condition import Check, State
from teachnet.config import Settings
from teachnet.db import utcnow
from teachnet.doctor import Finding, Grade
from teachnet.web.filters import day_time


def check() -> State:
    """For whoever watches it: is there one of last night?"""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.backups is None:
        return State.NONE
    newest = next(iter(nightly.all_in(settings.backups)), None)
    if newest is None:
        return State.NONE
    return State.LATE if utcnow() - nightly.made_at(newest) > nightly.OVERDUE else State.OK


CHECK = Check(check, must=False)


def examine() -> Iterator[Finding]:
    settings: Settings = current_app.config["SETTINGS"]
    if settings.demo:
        return
    if settings.backups is None:
        yield Finding(
            Grade.BAD,
            _l("No backup is made by itself."),
            _l("Set TEACHNET_BACKUPS to a folder, and let the worker run: it makes one each night."),
        )
        return
    yield from _newest(settings.backups, _l("the folder of backups"))
    yield from _failed(settings.backups)
    yield from _verified(settings.backups)
    if settings.second_backups:
        yield from _newest(settings.second_backups, _l("the second place"))
    else:
        yield Finding(
            Grade.ADVICE,
            _l("All backups lie on one machine."),
            _l("Set TEACHNET_BACKUPS_SECOND to a folder on another disk or machine: each is copied there."),
        )


def _newest(folder: Path, called) -> Iterator[Finding]:
    newest = next(iter(nightly.all_in(folder)), None)
    if newest is None:
        yield Finding(
            Grade.BAD,
            _l("There is no backup in %(place)s (%(folder)s).", place=called, folder=folder),
            _l("See that the worker runs and may write there; flask backup-nightly makes one now."),
        )
    elif utcnow() - nightly.made_at(newest) > nightly.OVERDUE:
        yield Finding(
            Grade.BAD,
            _l("The newest backup in %(place)s is of %(at)s.", place=called, at=day_time(nightly.made_at(newest))),
            _l("See that the worker runs and may write there; flask backup-nightly makes one now."),
        )


def _failed(folder: Path) -> Iterator[Finding]:
    told = folder / "failed.txt"
    if told.exists():
        yield Finding(
            Grade.BAD,
            _l("The last backup did not work: %(why)s", why=told.read_text("utf-8").strip()[:300]),
            _l("Remove what it names; flask backup-nightly tries again now."),
        )


def _verified(folder: Path) -> Iterator[Finding]:
    verified = nightly.last_verified(folder)
    if nightly.all_in(folder) and (verified is None or utcnow() - verified > 2 * nightly.VERIFIED_EVERY):
        yield Finding(
            Grade.BAD,
            _l("No backup of the last two weeks has been tried."),
            _l("flask verify-backup FILE tries one now; each week the worker does."),
        )
