"""The blocks that png, gif and webp are made of: their names and places, without decoding a picture."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from teachnet.files.codes import Code, Unfit


@dataclass(frozen=True)
class Block:
    name: bytes
    start: int
    body: int
    end: int

    def read(self, file: BinaryIO, most: int = 1 << 20) -> bytes:
        file.seek(self.body)
        return file.read(min(most, self.end - self.body))


def exactly(file: BinaryIO, count: int) -> bytes:
    got = file.read(count)
    if len(got) < count:
        raise Unfit(Code.CORRUPT)
    return got


def png_blocks(file: BinaryIO) -> Iterator[Block]:
    at = 8
    while True:
        file.seek(at)
        length, name = struct.unpack(">I4s", exactly(file, 8))
        block = Block(name, at, at + 8, at + 12 + length)
        yield block
        at = block.end
        if name == b"IEND":
            return


def gif_blocks(file: BinaryIO) -> Iterator[Block]:
    """The head, each extension (an application's with its name), each frame, the end mark."""
    file.seek(10)
    flags = exactly(file, 1)[0]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    yield Block(b"head", 0, 6, at)
    while True:
        file.seek(at)
        mark = exactly(file, 1)
        if mark == b";":
            yield Block(mark, at, at + 1, at + 1)
            return
        if mark == b"!":
            name = mark + exactly(file, 1)
            if name == b"!\xff":
                name += exactly(file, 12)[1:]
                file.seek(at + 2)
        elif mark == b",":
            name = mark
            flags = exactly(file, 9)[8]
            file.seek((3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1, 1)
        else:
            raise Unfit(Code.CORRUPT)
        while length := exactly(file, 1)[0]:
            file.seek(length, 1)
        block = Block(name, at, at + 1, file.tell())
        yield block
        at = block.end


def webp_blocks(file: BinaryIO) -> Iterator[Block]:
    file.seek(4)
    end = struct.unpack("<I", exactly(file, 4))[0] + 8
    at = 12
    while at < end:
        file.seek(at)
        name, length = struct.unpack("<4sI", exactly(file, 8))
        block = Block(name, at, at + 8, at + 8 + length + length % 2)
        if block.end > end:
            raise Unfit(Code.CORRUPT)
        yield block
        at = block.end


def blocks_of(file: BinaryIO) -> Iterator[Block]:
    """Those of a png, gif or webp; a block beyond the end of the file is a file cut short."""
    file.seek(0)
    head = file.read(12)
    walk = png_blocks if head.startswith(b"\x89PNG") else gif_blocks if head.startswith(b"GIF8") else webp_blocks
    size = file.seek(0, 2)
    for block in walk(file):
        if block.end > size:
            raise Unfit(Code.CORRUPT)
        yield block
