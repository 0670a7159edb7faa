"""Plain text, with its encoding: mark at the beginning, else UTF-8, else GB18030."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from teachnet.files.kinds import TEXT, not_allowed
from teachnet.files.source import HEAD, MAX_TEXT, Finding, Source

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
HAN = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…·]{2,}")
CHUNK = 1 << 20


def check(source: Source) -> Finding:
    """To the last byte: a program behind a page of text is no text."""
    try:
        for piece in _pieces(source.path):
            if CONTROL.search(piece.removesuffix("\x1a")):  # the end mark of DOS
                raise not_allowed(source.name)
    except UnicodeDecodeError as problem:
        raise not_allowed(source.name) from problem
    return Finding(TEXT)


def text(source: Source, finding: Finding) -> str:
    words, length = [], 0
    for piece in _pieces(source.path):
        words.append(piece)
        length += len(piece)
        if length > MAX_TEXT:
            break
    return "".join(words)[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    return "utf-8" if _is_utf8(path) and not _is_rather_gbk(head) else "gb18030"


def _is_utf8(path: Path) -> bool:
    try:
        for _ in _decoded(path, "utf-8"):
            pass
    except UnicodeDecodeError:
        return False
    return True


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


def _pieces(path: Path) -> Iterator[str]:
    return _decoded(path, encoding_of(path))


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", True)
