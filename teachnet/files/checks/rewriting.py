"""Moving pictures, and very large ones, are not decoded and encoded again: that takes minutes or all memory. They are
copied block by block, and only the blocks that show something go along."""

import struct
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from teachnet.files.checks.blocks import Block, blocks_of

SHOWS = {
    *(b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"IDAT", b"IEND"),
    *(b"acTL", b"fcTL", b"fdAT"),
    *(b"head", b",", b"!\xf9", b"!\xffNETSCAPE2.0", b"!\xffANIMEXTS1.0", b";"),
    *(b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"),
}
EXIF, XMP = (b"eXIf", b"EXIF"), (b"XMP ", b"!\xffXMP DataXMP")
TEXTS = (b"tEXt", b"zTXt", b"iTXt", b"!\xfe")
GPS = 0x8825
WEBP_TELLS = 0x08 | 0x04  # flags: metadata follow


def write_blocks(path: Path, copy: Path) -> list[str]:
    """What the copy no longer has."""
    gone: list[str] = []
    with path.open("rb") as file, copy.open("wb") as out:
        start = file.read(12)
        if not start.startswith(b"GIF8"):
            out.write(start[:8] if start.startswith(b"\x89PNG") else start)
        end = 0
        for block in blocks_of(file):
            end = block.end
            if block.name in SHOWS:
                _copy(file, block, out)
            else:
                gone += _told_by(file, block)
        if start.startswith(b"RIFF"):
            size = out.tell() - 8
            out.seek(4)
            out.write(struct.pack("<I", size))
        file.seek(end)
        if file.read(65_536).strip(b"\0\r\n"):
            gone.append("trailing")
    return [word for word in ("gps", "metadata", "text", "trailing") if word in gone]


def _copy(file: BinaryIO, block: Block, out: BinaryIO) -> None:
    file.seek(block.start)
    left = block.end - block.start
    if block.name == b"VP8X":
        body = bytearray(file.read(left))
        body[8] &= ~WEBP_TELLS
        out.write(body)
        return
    while left > 0 and (piece := file.read(min(left, 1 << 20))):
        out.write(piece)
        left -= len(piece)


def _told_by(file: BinaryIO, block: Block) -> list[str]:
    body = block.read(file)
    if block.name in EXIF:
        exif = Image.Exif()
        exif.load(body if body.startswith(b"Exif\0\0") else b"Exif\0\0" + body)
        return ["metadata", "gps"] if exif.get_ifd(GPS) else ["metadata"]
    if block.name in XMP or b"xmpmeta" in body:
        return ["metadata", "gps"] if b"GPS" in body else ["metadata"]
    return ["text"] if block.name in TEXTS else []
