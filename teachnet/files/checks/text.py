"""Plain text, with its encoding: mark at the beginning, else UTF-8, else GB18030."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from teachnet.files.kinds import TEXT, not_allowed
from teachnet.files.source import MAX_TEXT, Finding, Source

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
HAN = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…·]{2,}")
DOS_END = "\x1a"
CHUNK = 1 << 20


def check(source: Source) -> Finding:
    """To the last byte: a program behind a page of text is no text."""
    for encoding in encodings_of(source.head):
        with suppress(UnicodeDecodeError):
            if any(CONTROL.search(piece.removesuffix(DOS_END)) for piece in _decoded(source.path, encoding)):
                raise not_allowed(source.name)
            return Finding(TEXT)
    raise not_allowed(source.name)


def text(source: Source, finding: Finding) -> str:
    for encoding in encodings_of(source.head):
        with suppress(UnicodeDecodeError):
            return _beginning(_decoded(source.path, encoding)).replace("\r\n", "\n").replace("\r", "\n")
    return ""


def _beginning(pieces: Iterator[str]) -> str:
    words, length = [], 0
    for piece in pieces:
        words.append(piece)
        length += len(piece)
        if length > MAX_TEXT:
            break
    return "".join(words)[:MAX_TEXT]


def encodings_of(head: bytes) -> list[str]:
    """Those it may be in, the likeliest first."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return [encoding]
    return ["gb18030", "utf-8"] if _is_rather_gbk(head) else ["utf-8", "gb18030"]


def _is_rather_gbk(head: bytes) -> bool:
    """Short Chinese notes in GBK can be valid UTF-8 by chance, and read as Greek or Hebrew. Only when every
    run of foreign signs reads as common Chinese in the other encoding is the other encoding meant."""
    if head.isascii() or any(sign >= "\u0800" for sign in head.decode("utf-8", "ignore")):
        return False
    try:
        signs = head.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return all(HAN.fullmatch(run) for run in re.findall(r"[^\x00-\x7f]+", signs))


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", True)
