"""The zip under xlsx and ods: looked through once as a whole, then read part by part.

The counting and the XML events are those of uploads (`teachnet.files.checks`); what is refused carries our own codes.
"""

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipInfo

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.files.checks.archive import Budget, chunks, open_archive
from teachnet.files.checks.xml import attribute, read_xml
from teachnet.files.codes import Code as UploadCode
from teachnet.files.codes import Unfit

OUR_CODES = {
    UploadCode.ENCRYPTED: FileCode.ENCRYPTED,
    UploadCode.TOO_LARGE_WHEN_UNPACKED: FileCode.TOO_LARGE_WHEN_UNPACKED,
    UploadCode.UNSAFE_XML: FileCode.UNSAFE_XML,
}


@contextmanager
def our_codes() -> Iterator[None]:
    try:
        yield
    except Unfit as unfit:
        raise Unreadable(OUR_CODES.get(unfit.code, FileCode.NOT_A_WORKBOOK)) from unfit


class Package:
    def __init__(self, file: BinaryIO, size: int):
        self._size = size
        with our_codes():
            self._zip = open_archive(file, Budget(size))
        self.names = {entry.filename.casefold(): entry for entry in self._zip.infolist()}

    @classmethod
    def of(cls, file: BinaryIO, path: Path) -> "Package":
        return cls(file, path.stat().st_size)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.names

    def has_any(self, *endings: str) -> bool:
        return any(name.endswith(endings) for name in self.names)

    def inspect(self) -> None:
        """Inflate every part once, counting: lengths and checksums must be true, and no part may define entities."""
        budget = Budget(self._size)
        with our_codes():
            for entry in self.names.values():
                self._inspect_part(entry, budget)

    def _inspect_part(self, entry: ZipInfo, budget: Budget) -> None:
        is_first = entry.filename.casefold().endswith((".xml", ".rels"))
        for chunk in chunks(self._zip, entry, budget):
            if is_first and (b"<!DOCTYPE" in (plain := chunk.replace(b"\0", b"")) or b"<!ENTITY" in plain):
                raise Unreadable(FileCode.UNSAFE_XML)
            is_first = False

    def read(self, name: str, longest: int) -> bytes:
        with self._zip.open(self._entry(name)) as part:
            return part.read(longest)

    def walk(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None] | None = None,
        end: Callable[[str], None] | None = None,
        words: Callable[[str], None] | None = None,
    ) -> None:
        with our_codes():
            read_xml(chunks(self._zip, self._entry(name), Budget(self._size)), start, end, words)

    def relations(self, of_part: str) -> dict[str, tuple[str, str]]:
        """{id: (last word of the type, name of the part)} of an OOXML part; "" is the package itself."""
        folder, name = posixpath.split(of_part)
        found = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)

        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels in self:
            self.walk(rels, start)
        return found

    def _entry(self, name: str) -> ZipInfo:
        entry = self.names.get(name.casefold())
        if entry is None:
            raise Unreadable(FileCode.NOT_A_WORKBOOK)
        return entry


__all__ = ["Package", "attribute"]
