"""What a file is, told from its bytes and never from its name."""

import re
from enum import StrEnum
from pathlib import Path

from teachnet.accounts.rosters.codes import FileCode, Unreadable

HEAD = 4096
ZIP_TAIL = 65_557 + 22
ZIP_END, ZIP_END_SIZE = b"PK\x05\x06", 22


class Kind(StrEnum):
    ARCHIVE = "archive"
    OLE = "ole"
    TEXT = "text"


DOCUMENTS = re.compile(  # known, and not read: they may well hold a table
    rb"(?i:\s*(<!--.*?-->\s*)*<(!doctype|\?xml|html|head|meta|body|table|style|script|div|xml|office:)|mime-version:|from:)"
    rb"|%PDF-|\{\\rtf|ID;P|\x09[\x00\x02\x04]|\x00\x00\x1a\x00|SQLite format 3",
    re.DOTALL,
)
STRANGERS = re.compile(
    rb"MZ|\x7fELF|\xca\xfe\xba\xbe|\xfe\xed\xfa|\xcf\xfa\xed\xfe|#!|\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*"
    rb"|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|RIFF|OggS|ID3|....ftyp",
    re.DOTALL,
)
MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def kind_of(path: Path) -> Kind:
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head:
            raise Unreadable(FileCode.EMPTY)
        if head.startswith((b"PK\x03\x04", ZIP_END)):
            _require_whole(file)
            return Kind.ARCHIVE
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind.OLE
    if STRANGERS.match(head) and not head.startswith(MARKS):
        raise Unreadable(FileCode.NOT_A_WORKBOOK)
    if DOCUMENTS.match(_plain(head)):
        raise Unreadable(FileCode.UNSUPPORTED_TYPE)
    return Kind.TEXT


def _require_whole(file) -> None:
    """An archive ends with its list; an upload that broke off has none."""
    size = file.seek(0, 2)
    file.seek(max(0, size - ZIP_TAIL))
    tail = file.read()
    at = tail.rfind(ZIP_END)
    if at < 0 or len(tail) - at < ZIP_END_SIZE:
        raise Unreadable(FileCode.TRUNCATED)


def _plain(head: bytes) -> bytes:
    if head.startswith(MARKS[:2]):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(MARKS[2])
