"""`flask backup`, `verify-backup`, `restore`, `upgrade`, and what the worker calls each night."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

import click
import psycopg
from flask import current_app
from flask.cli import with_appcontext

from teachnet.backups import jobs, kept, nightly, restoring
from teachnet.backups.errors import BadBackup, CannotSwap, NothingHere
from teachnet.backups.making import make
from teachnet.backups.manifest import Manifest
from teachnet.backups.places import place_of
from teachnet.config import Settings
from teachnet.db import CITY_TIME, revisions, utcnow

TOPIC = jobs.TOPIC  # its handler is registered by being imported
PASSPHRASE = "TEACHNET_BACKUP_PASSPHRASE"  # noqa: S105 -- a name
SMOKE = ("/healthz", "/readyz", "/", "/sign-in", "/library/")

to_be_read = click.Path(exists=True, dir_okay=False, path_type=Path)
to_be_written = click.Path(dir_okay=False, path_type=Path)


def with_passphrase(command):
    @click.option(
        "--passphrase-file", type=to_be_read, help="A file with the passphrase. [default: as the environment]"
    )
    @with_appcontext
    @wraps(command)
    def asked(*args, passphrase_file: Path | None, **kwargs):
        given = passphrase_file.read_text("utf-8").strip() if passphrase_file else os.environ.get(PASSPHRASE, "")
        with told_plainly():
            return command(*args, passphrase=given, **kwargs)

    return asked


@contextmanager
def told_plainly() -> Iterator[None]:
    """Trouble in one sentence: what is wrong, and that nothing was changed by it."""
    try:
        yield
    except (BadBackup, CannotSwap, NothingHere, FileExistsError) as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None
    except OSError as error:
        raise click.ClickException(f"{error.strerror}: {error.filename}. Nothing was changed.") from None
    except (sqlite3.Error, psycopg.Error) as error:
        raise click.ClickException(f"The database says: {str(error).strip()}. Nothing was changed.") from None


@click.command()
@click.argument("file", type=to_be_written)
@with_passphrase
def backup(file: Path, passphrase: str) -> None:
    """Write everything this installation holds into FILE, while people go on working. With a passphrase it is sealed,
    and brings the secret along; without one, keep a copy of secret.key somewhere else."""
    made = make(_settings(), file.absolute(), passphrase=passphrase, tell=click.echo)
    click.echo(f"{file}: {_told(made)}")
    if made.missing:
        click.echo(
            f"{len(made.missing)} stored files are gone or damaged, and not in it: flask doctor says more.", err=True
        )
    if not passphrase:
        click.echo("Without secret.key nobody can read its ID numbers and phones: keep a copy of that elsewhere.")


@click.command("verify-backup")
@click.argument("file", type=to_be_read)
@with_passphrase
def verify_backup(file: Path, passphrase: str) -> None:
    """Restore FILE beside, hold every row and file against what it should be, sign in there, search there."""
    made, _proof = restoring.verify(_settings(), file.absolute(), passphrase, click.echo)
    click.echo(f"Good: {_told(made)}")


@click.command()
@click.argument("file", type=to_be_read, required=False)
@click.option("--undo", is_flag=True, help="Bring back what the last restore has replaced.")
@with_passphrase
def restore(file: Path | None, undo: bool, passphrase: str) -> None:
    """Verify FILE, then put it in the place of what is here. What is here is kept for thirty days."""
    if undo == bool(file):
        raise click.UsageError("Say which FILE, or --undo.")
    if file:
        before = restoring.restore(_settings(), file.absolute(), passphrase, click.echo)
    else:
        newest = next(iter(kept.all_kept(_settings())), None)
        if newest is None:
            raise click.ClickException("Nothing that was replaced is kept here.")
        before = restoring.undo(_settings(), newest, click.echo)
    click.echo("In place." + (f" What was here is kept as {before.stamp}: flask restore --undo." if before else ""))
    click.echo("Start the site, or start it anew if it is running.")


@click.command("restore-files")
@click.argument("file", type=to_be_read)
@with_passphrase
def restore_files(file: Path, passphrase: str) -> None:
    """Bring back from FILE the stored files that are gone or damaged here. Nothing else is touched."""
    mended = restoring.restore_files(_settings(), file.absolute(), passphrase)
    click.echo("\n".join([*mended, f"{len(mended)} files brought back."]))


@click.command()
@click.argument("file", type=to_be_written, required=False)
@with_appcontext
def upgrade(file: Path | None) -> None:
    """Bring the database to this version of TeachNet: a backup into FILE, a copy migrated and tried, then put in place;
    when the site then does not answer as it should, back."""
    settings = _settings()
    with told_plainly():
        with place_of(settings.database_url).snapshot() as snapshot:
            head = snapshot.head
        if head == revisions()[0]:
            click.echo(f"The database is of this version already ({head}).")
            return
        target = (
            file or settings.instance / f"before-upgrade-{utcnow().astimezone(CITY_TIME):%Y%m%d-%H%M%S}.zip"
        ).absolute()
        before = restoring.upgrade(settings, target, click.echo, smoke)
    click.echo(f"{head} → {revisions()[0]}. The backup is {target}; what was here is kept as {before.stamp}.")


@click.command("backup-nightly")
@with_passphrase
def backup_nightly(passphrase: str) -> None:
    """What the worker calls: a backup into TEACHNET_BACKUPS if one is due, and what belongs to it."""
    settings = _settings()
    if not settings.backups:
        raise click.ClickException("Set TEACHNET_BACKUPS to the folder that backups go to.")
    try:
        made = nightly.keep_up(settings, passphrase, click.echo)
    except Exception as error:  # whatever it was: the doctor tells it, as nobody reads along at night
        settings.backups.joinpath("failed.txt").write_text(f"{utcnow().isoformat()} {error}\n", "utf-8")
        raise
    click.echo(f"{made}" if made else "Not due.")


def smoke() -> None:
    """Pages that everybody comes to, asked on the very database; nothing is written."""
    client = current_app.test_client()
    for page in SMOKE:
        status = client.get(page).status_code
        if status >= 400:
            raise BadBackup(f"After the upgrade {page} was answered {status}; everything is as it was before.")


def _told(made: Manifest) -> str:
    day = made.made_at.astimezone(CITY_TIME)
    rows = f"{made.rows} rows of {len(made.tables)} tables, {len(made.files)} files"
    return f"{rows}, of {day:%Y-%m-%d %H:%M}, at {made.head}, from {made.engine}."


def _settings() -> Settings:
    return current_app.config["SETTINGS"]


COMMANDS = (backup, verify_backup, restore, restore_files, upgrade, backup_nightly)
