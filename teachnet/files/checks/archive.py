"""A zip that may be looked into: its list is checked before anything is inflated, and inflating is counted.

Nothing is ever unpacked to disk. What the list claims is checked first; what comes out is counted all the same.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from teachnet.files.codes import Code, Unfit

MAX_ENTRIES = 2_000
MAX_LIST = 2 << 20  # bytes of central directory
MAX_UNPACKED = 200 << 20
MAX_RATIO, RATIO_FROM = 100, 10 << 20  # a small file may well shrink more than a hundredfold
MAX_GAP = 64 << 10  # between two entries, or before the list
END, ZIP64_LOCATOR, ZIP64_END = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
ENCRYPTED = 0x1
BAD_NAME = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-zA-Z]:|\0|\\")


class Budget:
    """Shared by an archive and those inside it."""

    def __init__(self, packed: int):
        self.packed, self.spent = packed, 0

    def spend(self, count: int) -> None:
        self.spent += count
        if self.spent > MAX_UNPACKED or (self.spent > RATIO_FROM and self.spent > MAX_RATIO * self.packed):
            raise Unfit(Code.TOO_LARGE_WHEN_UNPACKED)


def open_archive(file: BinaryIO, budget: Budget) -> zipfile.ZipFile:
    _check_end(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as problem:
        raise Unfit(Code.CORRUPT) from problem
    entries = archive.infolist()
    _check_claims(entries, budget)
    _check_names(entries)
    _check_layout(file, archive)
    return archive


def chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    try:
        with archive.open(entry) as inflated:
            while chunk := inflated.read(65_536):
                budget.spend(len(chunk))
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as problem:
        raise Unfit(Code.CORRUPT) from problem


def _check_end(file: BinaryIO) -> None:
    """The end record must be the very end: what stands behind it, or in its comment, is somebody's second file."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < 22:
        raise Unfit(Code.CORRUPT)
    disk, list_disk, _, count, list_size, list_at, _ = struct.unpack_from("<4H2LH", tail, at + 4)
    if len(tail) - at > 22:
        raise Unfit(Code.TRAILING_DATA)
    if disk or list_disk:
        raise Unfit(Code.ARCHIVE_UNSAFE)
    if 0xFFFF in (count,) or 0xFFFFFFFF in (list_size, list_at):
        count, list_size = _zip64_claims(tail, at) or (count, list_size)
    if count > MAX_ENTRIES or list_size > MAX_LIST:
        raise Unfit(Code.TOO_LARGE_WHEN_UNPACKED)


def _zip64_claims(tail: bytes, end_at: int) -> tuple[int, int] | None:
    if tail[end_at - 20 : end_at - 16] != ZIP64_LOCATOR or tail[end_at - 76 : end_at - 72] != ZIP64_END:
        return None
    return struct.unpack_from("<2Q", tail, end_at - 76 + 32)


def _check_claims(entries: list[zipfile.ZipInfo], budget: Budget) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unfit(Code.TOO_LARGE_WHEN_UNPACKED)
    claimed = Budget(budget.packed)
    claimed.spend(budget.spent + sum(entry.file_size for entry in entries))
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Unfit(Code.ENCRYPTED)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Unfit(Code.ARCHIVE_UNSAFE)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.orig_filename for entry in entries]
    twice = len({name.lower() for name in names}) < len(names)  # two readers would see two different documents
    links = any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
    if twice or links or any(BAD_NAME.search(name) for name in names):
        raise Unfit(Code.ARCHIVE_UNSAFE)


def _check_layout(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Entries follow each other from the first byte on: none shares its bytes with another, none hides in a gap."""
    free = 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        if entry.header_offset < 0:
            raise Unfit(Code.CORRUPT)
        file.seek(entry.header_offset)
        header = file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise Unfit(Code.CORRUPT)
        if not free <= entry.header_offset <= free + MAX_GAP or (not free and entry.header_offset):
            raise Unfit(Code.ARCHIVE_UNSAFE)
        free = entry.header_offset + 30 + sum(struct.unpack_from("<2H", header, 26)) + entry.compress_size
    if not free <= archive.start_dir <= free + MAX_GAP:
        raise Unfit(Code.ARCHIVE_UNSAFE)
