"""The two film containers, walked from box to box: sizes must add up to the file; the bytes between are not read."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from teachnet.files.codes import Code, Unfit

TOP = set(b"ftyp moov mdat free skip wide uuid meta moof mfra sidx ssix styp pdin emsg prft udta iods sefd".split())
NAME = re.compile(rb"[\x20-\x7e\xa9]{4}")
MAX_MOOV = 64 << 20
PLACE = re.compile(rb"[+-]\d{1,3}\.\d{2,}[+-]\d{1,3}\.\d{2,}(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?/?")
XMP = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac"

EBML, SEGMENT, VOID, DOCTYPE = 0x1A45DFA3, 0x18538067, 0xEC, 0x4282
IN_SEGMENT = {
    0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367, VOID, 0xBF
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    name: bytes
    start: int
    body: int
    end: int


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    at = start
    while at < end:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8 or end - at < 8:
            raise Unfit(Code.CORRUPT)
        size, name = struct.unpack_from(">I4s", head)
        body = at + 8
        if size == 1 and len(head) == 16:
            size, body = struct.unpack_from(">Q", head, 8)[0], at + 16
        elif size == 0:
            size = end - at  # the last box may leave it open
        yield Box(name, at, body, at + size)
        if size < body - at:
            raise Unfit(Code.CORRUPT)
        at += size


def check_mp4(file: BinaryIO, size: int) -> tuple[bytes, list[tuple[int, int]]]:
    """The brand, and where in the file it says at which place it was filmed."""
    brand, seen, places = b"", set(), []
    for box in boxes(file, 0, size):
        complete = {b"moov", b"mdat"} <= seen
        if box.name not in TOP or not NAME.fullmatch(box.name):
            raise Unfit(Code.TRAILING_DATA if complete else Code.CORRUPT)
        if box.end > size or (not seen and box.name != b"ftyp"):
            raise Unfit(Code.CORRUPT)
        seen.add(box.name)
        if box.name == b"ftyp":
            file.seek(box.body)
            brand = file.read(4)
        elif box.name in (b"moov", b"meta", b"udta", b"uuid"):
            if box.end - box.body > MAX_MOOV:
                raise Unfit(Code.TOO_LARGE_WHEN_UNPACKED)
            places += _places(file, box)
    if not {b"moov", b"mdat"} <= seen:
        raise Unfit(Code.CORRUPT)
    return brand, places


def _places(file: BinaryIO, box: Box) -> list[tuple[int, int]]:
    """Coordinates stand in `udta` and `meta`, as text or as the 3GPP box `loci`; cameras also leave XMP in a `uuid`."""
    file.seek(box.body)
    content = file.read(box.end - box.body)
    found = [(box.body + match.start(), len(match[0])) for match in PLACE.finditer(content)]
    for match in re.finditer(rb"loci", content):
        length = int.from_bytes(content[max(0, match.start() - 4) : match.start()], "big") - 8
        if 0 < length < 4096 and match.end() + length <= len(content):
            found.append((box.body + match.end(), length))
    if box.name == b"uuid" and content.startswith(XMP) and b"GPS" in content:
        found.append((box.body + 16, len(content) - 16))
    return found


def check_webm(file: BinaryIO, size: int) -> bytes:
    """The document type: `webm`, or `matroska`, which browsers do not play."""
    file.seek(0)
    name, length, at = _element(file)
    if name != EBML or length is None or length > 4096:
        raise Unfit(Code.CORRUPT)
    header = file.read(length)
    at += length
    doctype = re.search(rb"\x42\x82[\x81-\x90]([a-z]+)", header)
    while at < size:
        file.seek(at)
        name, length, body = _element(file)
        if name == VOID and length is not None:
            at = body + length
        elif name == SEGMENT:
            at = size if length is None else body + length
            if at > size:
                raise Unfit(Code.CORRUPT)
            _check_segment(file, body, at)
            if at < size:
                raise Unfit(Code.TRAILING_DATA)
        else:
            raise Unfit(Code.CORRUPT)
    return doctype[1] if doctype else b""


def _check_segment(file: BinaryIO, at: int, end: int) -> None:
    """Known elements to the very end; a cluster of open length (a browser's own recording) runs into the next one."""
    while at < end:
        file.seek(at)
        name, length, body = _element(file)
        if name not in IN_SEGMENT:
            raise Unfit(Code.TRAILING_DATA)
        if length is None:
            return
        at = body + length
        if at > end:
            raise Unfit(Code.CORRUPT)


def _element(file: BinaryIO) -> tuple[int, int | None, int]:
    """Id, length (None when left open) and where the body begins."""
    name, _width = _number(file, keep_mark=True)
    length, width = _number(file, keep_mark=False)
    is_open = length == (1 << 7 * width) - 1
    return name, None if is_open else length, file.tell()


def _number(file: BinaryIO, keep_mark: bool) -> tuple[int, int]:
    first = file.read(1)
    if not first or not first[0]:
        raise Unfit(Code.CORRUPT)
    width = 9 - first[0].bit_length()
    rest = file.read(width - 1)
    if len(rest) < width - 1:
        raise Unfit(Code.CORRUPT)
    value = first[0] if keep_mark else first[0] & (1 << 8 - width) - 1
    return int.from_bytes(bytes([value]) + rest, "big"), width
