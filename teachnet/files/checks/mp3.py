"""mp3: frame after frame from the tags at the front to the tags at the end. Video behind an ID3 tag is no mp3."""

import mmap
import struct

from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import MP3, not_allowed
from teachnet.files.source import Finding, Source

RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
BITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG-1, layer III
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
FEWEST_FRAMES = 3
MOST_GAPS, LONGEST_GAP = 16, 8_192  # recorders and cutters leave small holes
TAGS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3", b"3DI")


def check(source: Source) -> Finding:
    with source.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        frames, seconds = _walk(content, _after_tag(content, 0))
        if frames < FEWEST_FRAMES:
            raise not_allowed(source.name) if content[:3] != b"ID3" else Unfit(Code.CORRUPT)
        promised = _promised_frames(content)
    if promised and frames < promised * 0.95:
        raise Unfit(Code.CORRUPT)  # cut short
    return Finding(MP3, seconds=round(seconds, 2))


def text(source: Source, finding: Finding) -> str:
    return ""


def _after_tag(content: mmap.mmap, at: int) -> int:
    while content[at : at + 3] == b"ID3":
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size
    return at


def _walk(content: mmap.mmap, at: int) -> tuple[int, float]:
    frames, seconds, gaps = 0, 0.0, 0
    while at < len(content):
        if (frame := _frame(content, at)) is not None:
            length, lasts = frame
            frames, seconds, at = frames + 1, seconds + lasts, at + length
            continue
        rest = content[at : at + LONGEST_GAP]
        if not rest.strip(b"\0") or rest.startswith(TAGS):
            break
        at = _next_frame(content, at)
        gaps += 1
        if at < 0 or gaps > MOST_GAPS:
            if frames >= FEWEST_FRAMES:
                raise Unfit(Code.TRAILING_DATA)
            break
    return frames, seconds


def _frame(content: mmap.mmap, at: int) -> tuple[int, float] | None:
    """Length in bytes and in seconds, if a frame of layer III begins here."""
    if at + 4 > len(content):
        return None
    word = struct.unpack_from(">I", content, at)[0]
    version, layer, bits, rate = word >> 19 & 3, word >> 17 & 3, word >> 12 & 15, word >> 10 & 3
    if word >> 21 != 0x7FF or version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return None
    samples = 1152 if version == 3 else 576
    hertz = RATES[version][rate]
    length = samples // 8 * BITS[version == 3][bits] * 1000 // hertz + (word >> 9 & 1)
    return length, samples / hertz


def _next_frame(content: mmap.mmap, at: int) -> int:
    """The start of the next two frames in a row, or -1."""
    for candidate in range(at + 1, min(at + LONGEST_GAP, len(content) - 4)):
        if content[candidate] == 0xFF and (frame := _frame(content, candidate)):
            following = candidate + frame[0]
            if following >= len(content) or _frame(content, following):
                return candidate
    return -1


def _promised_frames(content: mmap.mmap) -> int:
    """What the first frame says of the whole file, when the encoder left word there."""
    at = _after_tag(content, 0)
    head = content[at : at + 200]
    for word in (b"Xing", b"Info"):
        found = head.find(word)
        if found > 0 and int.from_bytes(head[found + 4 : found + 8], "big") & 1:
            return int.from_bytes(head[found + 8 : found + 12], "big")
    return 0
