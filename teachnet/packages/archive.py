"""A package as it lies in the store: a zip that is looked into, and never unpacked to disk."""

import posixpath
from collections import deque
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from teachnet.files.checks.archive import Budget, chunks, open_archive
from teachnet.files.models import StoredFile
from teachnet.files.store import store
from teachnet.packages.manifest import NAME, Manifest, NoPackage, read_manifest

UTF8_NAME = 0x800  # the bit of a zip entry that says how its name is written


def look_into(file: BinaryIO) -> Manifest:
    """Every byte is inflated once: what is damaged or far too large is refused before anybody opens it.

    Raises `Unfit` for what is wrong with the archive, `NoPackage` for what is wrong with the package.
    """
    budget = Budget(file.seek(0, 2))
    with open_archive(file, budget) as archive:
        entries = _by_path(archive)
        if NAME not in entries:
            raise NoPackage
        manifest = read_manifest(chunks(archive, entries[NAME], budget))
        for path, entry in entries.items():
            if path != NAME:
                deque(chunks(archive, entry, budget), maxlen=0)
    if any(_key(item.path) not in entries for item in manifest.items):
        raise NoPackage
    return manifest


def open_stored(stored: StoredFile) -> ZipFile:
    """To be closed by the caller. Looked at when it came; the store answers for the bytes since."""
    return OwningZip(store.open(stored.sha256, stored.size))


class OwningZip(ZipFile):
    """Closes the file it was given, too."""

    def __init__(self, file: BinaryIO):
        self._given = file
        super().__init__(file)

    def close(self) -> None:
        super().close()
        self._given.close()


def find(archive: ZipFile, path: str) -> ZipInfo | None:
    return _by_path(archive).get(_key(path))


def _key(path: str) -> str:
    """Authors on Windows write Index.html and mean index.html; no archive with both is taken."""
    return posixpath.normpath(path).lower()


def _by_path(archive: ZipFile) -> dict[str, ZipInfo]:
    """Files by their key. A package that was zipped with the folder around it is taken as it is meant."""
    entries = {_key(_name(entry)): entry for entry in archive.infolist() if not entry.is_dir()}
    if NAME in entries:
        return entries
    roots = {path.removesuffix(NAME) for path in entries if path.endswith("/" + NAME) and path.count("/") == 1}
    if len(roots) != 1:
        return entries
    root = roots.pop()
    return {path.removeprefix(root): entry for path, entry in entries.items() if path.startswith(root)}


def _name(entry: ZipInfo) -> str:
    """Chinese Windows writes names in GBK and does not say so; pages name their files in UTF-8."""
    if entry.flag_bits & UTF8_NAME or entry.filename.isascii():
        return entry.filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
