"""Made while everybody works: the rows are those of one moment, and what they say of files is true, as stored files
never change and are swept a day after the last row that spoke of them."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

from teachnet.backups import container, manifest
from teachnet.backups.errors import NothingHere
from teachnet.backups.lines import Adder, Snapshot, Sum, line_of
from teachnet.backups.manifest import Manifest
from teachnet.backups.places import place_of
from teachnet.certificates.serials import book
from teachnet.config import Settings
from teachnet.db import utcnow
from teachnet.files.store import store

Tell = Callable[[str], None]
PORTION = 1 << 20  # bytes read at a time
TOLD_EVERY = 500  # files


def make(settings: Settings, target: Path, *, passphrase: str = "", tell: Tell = lambda line: None) -> Manifest:
    """At `target`, which must not be there yet. Sealed by a passphrase it holds the secret of the installation too."""
    made_at, place = utcnow(), place_of(settings.database_url)
    with container.written(target, passphrase) as archive:
        with place.snapshot() as snapshot:
            if not snapshot.head:
                raise NothingHere("The database here is empty: there is nothing to back up.")
            tables = {name: _write(archive, snapshot, name, columns) for name, columns in snapshot.tables().items()}
            head, wanted = snapshot.head, _stored_files(snapshot)
        tell(f"{sum(table.rows for table in tables.values())} rows of {len(tables)} tables")
        files, missing = _write_files(archive, wanted, tell)
        if book.path.exists():
            archive.write(book.path, "serials")
        if passphrase:
            archive.writestr("secret.key", settings.secret)
        made = Manifest(
            made_at=made_at,
            head=head,
            engine=settings.engine,
            secret=manifest.mark_of_secret(),
            tables=tables,
            files=files,
            missing=missing,
            settings=manifest.told_settings(settings),
        )
        archive.writestr(manifest.NAME, made.written())
    return made


def _write(archive: zipfile.ZipFile, snapshot: Snapshot, table: str, columns: list[str]) -> Sum:
    adder = Adder()
    with archive.open(f"tables/{table}.jsonl", "w", force_zip64=True) as entry:
        entry.write(line_of(columns))
        for row in snapshot.rows(table, columns):
            line = line_of(row)
            adder.add(line)
            entry.write(line)
    return adder.sum


def _stored_files(snapshot: Snapshot) -> dict[str, int]:
    """sha256: bytes. A database of the first day has no such table."""
    if "stored_file" not in snapshot.tables():
        return {}
    return dict(map(tuple, snapshot.rows("stored_file", ["sha256", "size"])))


def _write_files(archive: zipfile.ZipFile, wanted: dict[str, int], tell: Tell) -> tuple[dict[str, int], list[str]]:
    """Those that are in it, and those that are not: an installation with a damaged file needs its backup most."""
    files, missing = {}, []
    for number, (sha256, size) in enumerate(sorted(wanted.items()), 1):
        if _write_file(archive, sha256, size):
            files[sha256] = size
        else:
            missing.append(sha256)
        if number % TOLD_EVERY == 0 or number == len(wanted):
            tell(f"{number} of {len(wanted)} files")
    return files, missing


def _write_file(archive: zipfile.ZipFile, sha256: str, size: int) -> bool:
    if not store.is_whole(sha256, size):
        return False
    entry = zipfile.ZipInfo(name_of(sha256))  # stored as they are: clips and pictures do not get smaller
    digest = hashlib.sha256()
    with store.open(sha256, size) as source, archive.open(entry, "w", force_zip64=True) as into:
        while some := source.read(PORTION):
            digest.update(some)
            into.write(some)
    return digest.hexdigest() == sha256


def name_of(sha256: str) -> str:
    return f"files/{sha256[:2]}/{sha256}"
