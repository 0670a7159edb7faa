"""The size of a picture, from its header: known before a decoder gets to see a byte."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from teachnet.files.codes import Code, Unfit

Box = tuple[int, int]  # width, height

SIZED_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
BARE = {0x01, *range(0xD0, 0xD9)}


def frames(file: BinaryIO) -> Iterator[Box]:
    """Every frame the file speaks of, with the first sure to come; animated ones may name thousands."""
    head = file.read(12)
    file.seek(0)
    read = _jpeg if head.startswith(b"\xff\xd8") else _png if head.startswith(b"\x89PNG") else None
    read = read or (_gif if head.startswith(b"GIF8") else _webp)
    try:
        yield from read(file)
    except (struct.error, IndexError) as problem:
        raise Unfit(Code.CORRUPT) from problem


def _exactly(file: BinaryIO, count: int) -> bytes:
    got = file.read(count)
    if len(got) < count:
        raise Unfit(Code.CORRUPT)
    return got


def _jpeg(file: BinaryIO) -> Iterator[Box]:
    file.seek(2)
    while True:
        lead = _exactly(file, 2)
        while lead[1] == 0xFF:  # padding
            lead = b"\xff" + _exactly(file, 1)
        if lead[0] != 0xFF or lead[1] == 0xDA:
            raise Unfit(Code.CORRUPT)  # picture data, and no size before it
        if lead[1] in BARE:
            continue
        length = struct.unpack(">H", _exactly(file, 2))[0]
        if lead[1] in SIZED_FRAMES:
            height, width = struct.unpack(">xHH", _exactly(file, 5))
            yield width, height
            return
        file.seek(max(0, length - 2), 1)


def _png(file: BinaryIO) -> Iterator[Box]:
    file.seek(8)
    length, name = struct.unpack(">I4s", _exactly(file, 8))
    if name != b"IHDR" or length != 13:
        raise Unfit(Code.CORRUPT)
    canvas = struct.unpack(">II", _exactly(file, 8))
    yield canvas
    file.seek(9, 1)
    while len(lead := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", lead)
        if name == b"acTL":
            for _frame in range(struct.unpack(">I", _exactly(file, 4))[0] - 1):
                yield canvas
            length -= 4
        if name in (b"IDAT", b"IEND"):
            return
        file.seek(length + 4, 1)


def _gif(file: BinaryIO) -> Iterator[Box]:
    """Block by block to the end mark; a script behind six magic letters is no GIF."""
    file.seek(6)
    width, height, flags = struct.unpack("<HHB2x", _exactly(file, 7))
    if flags & 0x80:
        file.seek(3 << ((flags & 7) + 1), 1)
    some = False
    while (mark := _exactly(file, 1)) != b";":
        if mark == b"!":
            _exactly(file, 1)
        elif mark == b",":
            left, top, wide, high, flags = struct.unpack("<4HB", _exactly(file, 9))
            yield max(width, left + wide), max(height, top + high)
            some = True
            file.seek((3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1, 1)
        else:
            raise Unfit(Code.CORRUPT)
        while length := _exactly(file, 1)[0]:
            file.seek(length, 1)
    if not some:
        raise Unfit(Code.CORRUPT)


def _webp(file: BinaryIO) -> Iterator[Box]:
    end = struct.unpack("<4xI", _exactly(file, 8))[0] + 8
    canvas = None
    file.seek(12)
    while file.tell() + 8 <= end:
        name, length = struct.unpack("<4sI", _exactly(file, 8))
        start = file.tell()
        body = file.read(min(length, 32))
        if name == b"VP8X":
            canvas = _24bit(body, 4) + 1, _24bit(body, 7) + 1
            yield canvas
        elif name == b"ANMF":
            yield canvas or (_24bit(body, 6) + 1, _24bit(body, 9) + 1)
        elif name == b"VP8L" and canvas is None:
            bits = struct.unpack_from("<I", body, 1)[0]
            yield (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        elif name == b"VP8 " and canvas is None:
            width, height = struct.unpack_from("<HH", body, 6)
            yield width & 0x3FFF, height & 0x3FFF
        file.seek(start + length + length % 2)
    if canvas is None and end < 30:
        raise Unfit(Code.CORRUPT)


def _24bit(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 3], "little") if len(body) >= at + 3 else 0


def end_of(file: BinaryIO) -> int | None:
    """Where the picture ends, if that is easily told; what stands behind it is not part of it."""
    file.seek(0)
    head = file.read(12)
    if head.startswith(b"\x89PNG"):
        file.seek(8)
        while len(lead := file.read(8)) == 8:
            length, name = struct.unpack(">I4s", lead)
            file.seek(length + 4, 1)
            if name == b"IEND":
                return file.tell()
        return None
    if head.startswith(b"GIF8"):
        file.seek(0)
        for _frame in _gif(file):
            pass
        return file.tell()
    if head.startswith(b"RIFF"):
        size = struct.unpack("<4xI", head[:8])[0] + 8
        return size + size % 2
    return _end_of_jpeg(file)


def _end_of_jpeg(file: BinaryIO) -> int | None:
    """Marker by marker, then through the picture data to its end mark: a thumbnail inside has one of its own."""
    file.seek(0)
    content = file.read()
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return None
        mark = content[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark == 0xFF or mark in BARE:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == 0xDA:
            at = _end_of_scan(content, at)
    return at + 2 if content[at : at + 2] == b"\xff\xd9" else None


def _end_of_scan(content: bytes, at: int) -> int:
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at
    return len(content)
