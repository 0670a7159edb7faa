"""The file itself: a zip whose comment is the sha256 of all that comes before it, sealed or not."""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pyrage
from pyrage import passphrase as by_passphrase

from teachnet.backups.errors import BadBackup
from teachnet.disk import bring_to_disk

MARK = b"TeachNet backup, sha256 of all bytes before this comment: "
PLACEHOLDER = MARK + b"0" * 64
PORTION = 1 << 20  # bytes read at a time
SEALED = {"identity.age", "backup.zip.age"}
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, OSError)


@contextmanager
def written(target: Path, passphrase: str = "") -> Iterator[zipfile.ZipFile]:
    """What is written into it lies at `target`, on the disk, once the block has ended well; until then nowhere."""
    if target.exists():
        raise FileExistsError(f"{target} is there already; a backup never overwrites anything.")
    draft = target.with_name(target.name + ".partial")
    try:
        with _private(draft) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            archive.comment = PLACEHOLDER
            yield archive
        _write_digest(draft)
        if passphrase:
            _seal(draft, passphrase)
        os.replace(draft, target)
        bring_to_disk(target.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, passphrase: str, folder: Path) -> Iterator[zipfile.ZipFile]:
    """Whole, or `BadBackup`. `folder` is where what was sealed is laid open for as long as it is read."""
    require_whole(path)
    with _archive(path) as archive:
        if set(archive.namelist()) != SEALED:
            yield archive
            return
        if not passphrase:
            raise BadBackup("A passphrase seals it: give it by --passphrase-file or TEACHNET_BACKUP_PASSPHRASE.")
        with TemporaryDirectory(prefix="trial-", dir=folder) as open_folder:
            inner = Path(open_folder) / "backup.zip"
            _unseal(archive, inner, passphrase)
            require_whole(inner)
            with _archive(inner) as within:
                yield within


def require_whole(path: Path) -> None:
    """Not a bit of it differs from what was written."""
    try:
        before = path.stat().st_size - len(PLACEHOLDER)
        with path.open("rb") as file:
            digest = _digest_of(file, before)
            comment = file.read()
    except OSError as error:
        raise BadBackup(f"{path} cannot be read ({error.strerror}).") from None
    if comment[: len(MARK)] != MARK:
        raise BadBackup(f"{path.name} is no backup of TeachNet, or its end is missing.")
    if comment[len(MARK) :] != digest.encode():
        raise BadBackup(f"{path.name} is damaged: it is no longer what was written. Take another one.")


def _write_digest(draft: Path) -> None:
    with draft.open("r+b") as file:
        digest = _digest_of(file, draft.stat().st_size - len(PLACEHOLDER))
        file.write(MARK + digest.encode())
        file.flush()
        os.fsync(file.fileno())


def _digest_of(file: IO[bytes], size: int) -> str:
    digest, left = hashlib.sha256(), size
    while left > 0 and (some := file.read(min(PORTION, left))):
        digest.update(some)
        left -= len(some)
    return digest.hexdigest()


def _seal(draft: Path, passphrase: str) -> None:
    """A key of its own for this file, and the passphrase for that key: age takes no large file by passphrase."""
    identity = pyrage.x25519.Identity.generate()
    sealed = draft.with_name(draft.name + ".sealed")
    try:
        with _private(sealed) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.comment = PLACEHOLDER
            archive.writestr("identity.age", by_passphrase.encrypt(str(identity).encode(), passphrase))
            with draft.open("rb") as plain, archive.open("backup.zip.age", "w", force_zip64=True) as into:
                pyrage.encrypt_io(plain, into, [identity.to_public()])
        _write_digest(sealed)
        os.replace(sealed, draft)
    finally:
        sealed.unlink(missing_ok=True)


def _unseal(archive: zipfile.ZipFile, inner: Path, passphrase: str) -> None:
    try:
        told = by_passphrase.decrypt(archive.read("identity.age"), passphrase)
        identity = pyrage.x25519.Identity.from_str(told.decode())
    except (pyrage.DecryptError, *DAMAGES):
        raise BadBackup("This passphrase does not open it.") from None
    try:
        with archive.open("backup.zip.age") as sealed, _private(inner) as plain:
            pyrage.decrypt_io(sealed, plain, [identity])
    except (pyrage.DecryptError, zipfile.BadZipFile):
        raise BadBackup("What is sealed in it is damaged. Take another one.") from None


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except DAMAGES:
        raise BadBackup(f"{path.name} is damaged. Take another one.") from None


def _private(path: Path) -> IO[bytes]:
    """Only for whoever makes it: a backup holds everything."""
    return open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
