"""A backup is restored beside, brought up to this version, and tried as people would: somebody signs in, and searches.

Each look is a process of its own, on a copy and in a folder of its own: what it does nobody sees.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from teachnet.backups import manifest
from teachnet.backups.errors import BadBackup
from teachnet.backups.lines import row_of, sums
from teachnet.backups.making import Tell, name_of
from teachnet.backups.manifest import Manifest
from teachnet.backups.places import Place
from teachnet.backups.proving import TRIAL
from teachnet.config import ROOT, SHORTEST_SECRET, Settings
from teachnet.db import revisions
from teachnet.keys import Keys

OURS = ("TEACHNET_", "DATABASE_URL", "FLASK_")
LONGEST = 3600  # seconds for one look: the index of a large city takes minutes


@dataclass(frozen=True)
class Proof:
    """What was seen. `signed_in` is a user name, and `found` how many resources their titles found; both are empty
    where the backup has nobody, or nothing, to try it with."""

    signed_in: str
    found: int


def read(archive: zipfile.ZipFile) -> Manifest:
    """What the backup says is in it, and that this is in it, and can be used by this version."""
    try:
        told = Manifest.read(archive.read(manifest.NAME))
    except KeyError:
        raise BadBackup("It has no manifest.") from None
    wanted = {manifest.NAME, *(f"tables/{name}.jsonl" for name in told.tables), *map(name_of, told.files)}
    there = set(archive.namelist())
    if not wanted <= there or there - wanted - {"serials", "secret.key", *map(name_of, told.missing)}:
        raise BadBackup("Its manifest speaks of other things than are in it.")
    if told.head not in revisions():
        raise BadBackup(f"A newer TeachNet has made it (it stands at {told.head}). Bring this one up to date first.")
    return told


def secret_for(archive: zipfile.ZipFile, told: Manifest, settings: Settings) -> str:
    """The one it was made with: this installation's, else the one that is sealed in it."""
    own = [archive.read("secret.key").decode("ascii", "replace")] if "secret.key" in archive.namelist() else []
    for secret in (settings.secret, *own):
        if len(secret) >= SHORTEST_SECRET and _mark_of(secret) == told.secret:
            return secret
    raise BadBackup(
        "It was made with another secret, without which ID numbers and phones cannot be read. Put the secret.key of "
        "that installation into this one’s folder, or set TEACHNET_SECRET_KEY; with a passphrase a backup brings it."
    )


@contextmanager
def restored_beside(
    archive: zipfile.ZipFile, told: Manifest, place: Place, settings: Settings, tell: Tell
) -> Iterator["Look"]:
    """`place` is filled, held against the manifest, and brought up to this version. It is gone after the block. Raises
    `BadBackup`."""
    place.create()
    try:
        with TemporaryDirectory(prefix=TRIAL, dir=settings.instance) as folder:
            look = Look(Path(folder), place, secret_for(archive, told, settings))
            _fill(archive, told, place, look)
            tell(f"{told.rows} rows of {len(told.tables)} tables restored beside, each as it was")
            look.at("prepare")
            yield look
    finally:
        place.drop()


def _fill(archive: zipfile.ZipFile, told: Manifest, place: Place, look: "Look") -> None:
    look.at("db", "upgrade", told.head)
    try:
        place.load(_tables(archive, told))
    except ValueError:
        raise BadBackup("Its rows cannot be read.") from None
    with place.snapshot() as snapshot:
        there = sums(snapshot)
    differing = [name for name in there.keys() | told.tables.keys() if there.get(name) != told.tables.get(name)]
    if differing:
        raise BadBackup(f"Restored beside, rows of these tables are others: {', '.join(sorted(differing))}.")


def _tables(archive: zipfile.ZipFile, told: Manifest) -> Iterator[tuple[str, list[str], Iterator[list]]]:
    for name in told.tables:
        with archive.open(f"tables/{name}.jsonl") as entry:
            (columns,) = map(row_of, islice(entry, 1))
            yield name, columns, map(row_of, entry)


@dataclass(frozen=True)
class Look:
    folder: Path  # an instance folder for as long as it takes
    place: Place
    secret: str

    def proof(self) -> Proof:
        """Writes: a password is set, somebody signs in. Only on a copy that nobody will use."""
        return Proof(**json.loads(self.at("prove-restored").splitlines()[-1]))

    def at(self, *command: str) -> str:
        """What `flask …` prints there. Where it fails, the backup is not what it should be."""
        ours = {
            "DATABASE_URL": self.place.database_url,
            "TEACHNET_INSTANCE": str(self.folder),
            "TEACHNET_SECRET_KEY": self.secret,
            "TEACHNET_SEARCH_ENGINE": "whoosh",  # whose index lies in the folder, not beside the records
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command],
            cwd=ROOT,
            env=others | ours,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
        )
        if done.returncode:
            raise BadBackup(f"Tried beside, {command[0]} failed: {_last_line(done.stderr)}")
        return done.stdout


def _last_line(told: str) -> str:
    lines = told.strip().splitlines()
    return lines[-1] if lines else "it said nothing."


def _mark_of(secret: str) -> str:
    keys = Keys()
    keys.use(secret)
    return keys.fingerprint(manifest.KNOWN_TEXT)
