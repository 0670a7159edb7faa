"""The size of a picture, from its header: known before a decoder gets to see a byte."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from teachnet.files.checks.blocks import Block, blocks_of, exactly
from teachnet.files.codes import Code, Unfit

Size = tuple[int, int]  # width, height

SIZED_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
BARE = {0x01, *range(0xD0, 0xD9)}


def frames(file: BinaryIO) -> Iterator[Size]:
    """Every frame the file speaks of; animated ones may name thousands."""
    file.seek(0)
    head = file.read(12)
    if head.startswith(b"\xff\xd8"):
        yield _jpeg(file)
        return
    read = _png if head.startswith(b"\x89PNG") else _gif if head.startswith(b"GIF8") else _webp
    try:
        yield from read(file, blocks_of(file))
    except (struct.error, IndexError) as problem:
        raise Unfit(Code.CORRUPT) from problem


def _jpeg(file: BinaryIO) -> Size:
    file.seek(2)
    while True:
        lead = exactly(file, 2)
        while lead[1] == 0xFF:  # padding
            lead = b"\xff" + exactly(file, 1)
        if lead[0] != 0xFF or lead[1] == 0xDA:
            raise Unfit(Code.CORRUPT)  # picture data, and no size before it
        if lead[1] in BARE:
            continue
        length = struct.unpack(">H", exactly(file, 2))[0]
        if lead[1] in SIZED_FRAMES:
            height, width = struct.unpack(">xHH", exactly(file, 5))
            return width, height
        file.seek(max(0, length - 2), 1)


def _png(file: BinaryIO, blocks: Iterator[Block]) -> Iterator[Size]:
    first = next(blocks)
    if first.name != b"IHDR":
        raise Unfit(Code.CORRUPT)
    canvas = struct.unpack_from(">II", first.read(file))
    yield canvas
    for block in blocks:
        if block.name == b"acTL":
            for _frame in range(struct.unpack_from(">I", block.read(file))[0] - 1):
                yield canvas


def _gif(file: BinaryIO, blocks: Iterator[Block]) -> Iterator[Size]:
    width, height = struct.unpack_from("<HH", next(blocks).read(file))
    some = False
    for block in blocks:
        if block.name == b",":
            left, top, wide, high = struct.unpack_from("<4H", block.read(file, 8))
            yield max(width, left + wide), max(height, top + high)
            some = True
    if not some:
        raise Unfit(Code.CORRUPT)  # a script behind six magic letters is no GIF


def _webp(file: BinaryIO, blocks: Iterator[Block]) -> Iterator[Size]:
    canvas, moves = None, False
    for block in blocks:
        body = block.read(file, 32)
        if block.name == b"VP8X":
            canvas = _24bit(body, 4) + 1, _24bit(body, 7) + 1
            yield canvas
        elif block.name == b"ANMF" and canvas:
            if moves:  # the first frame was told by the canvas
                yield canvas
            moves = True
        elif block.name == b"VP8L" and canvas is None:
            bits = struct.unpack_from("<I", body, 1)[0]
            yield (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        elif block.name == b"VP8 " and canvas is None:
            width, height = struct.unpack_from("<HH", body, 6)
            yield width & 0x3FFF, height & 0x3FFF


def _24bit(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 3], "little")


def end_of(file: BinaryIO) -> int | None:
    """Where the picture ends, if that is told; what stands behind it is not part of it."""
    file.seek(0)
    if not file.read(2).startswith(b"\xff\xd8"):
        return [block.end for block in blocks_of(file)][-1]
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
