"""PDF: every object is looked at, those inside object streams too; what runs by itself or carries a file is refused."""

import mmap
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import PDF
from teachnet.files.source import MAX_TEXT, Finding, Source

MAX_UNPACKED = 200 << 20  # of page, form and font streams; pictures are the browser's business
MAX_NESTING = 500
RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}
ZIP_END = b"PK\x05\x06"
SPACE = b" \t\r\n\f\0"
RISKY_LINK = re.compile(
    r"\s*(javascript|vbscript|data|file|ms-[a-z-]+|search-ms|shell|mhtml):|\s*[\\/]{2}", re.IGNORECASE
)


def check(source: Source) -> Finding:
    _check_end(source.path)
    try:
        with pikepdf.open(source.path, suppress_warnings=True) as pdf:
            budget = Budget()
            for thing in pdf.objects:
                _check_object(thing, budget)
            _check_direct(pdf.trailer)
            pages = len(pdf.pages)
        pypdfium2.PdfDocument(source.path).close()  # what browsers cannot open is of no use to a reader
    except pikepdf.PasswordError as problem:
        raise Unfit(Code.ENCRYPTED) from problem
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, RuntimeError, RecursionError) as problem:
        raise Unfit(Code.CORRUPT) from problem
    if not pages:
        raise Unfit(Code.CORRUPT)
    return Finding(PDF, pages=pages)


def text(source: Source, finding: Finding) -> str:
    """Page by page, by the engine Chrome uses: it knows the Chinese encodings that carry no table of their own."""
    words, length = [], 0
    pdf = pypdfium2.PdfDocument(source.path)
    for number in range(len(pdf)):
        words.append(_words_of(pdf, number))
        length += len(words[-1])
        if length > MAX_TEXT:
            break
    lines = (line.strip() for line in "\n".join(words).splitlines())
    return "\n".join(line for line in lines if line)[:MAX_TEXT]


def _words_of(pdf: pypdfium2.PdfDocument, number: int) -> str:
    """Nothing for a page that cannot be read; the others still are."""
    try:
        page = pdf[number]
        shown = page.get_textpage()
        words = shown.get_text_range()
    except pypdfium2.PdfiumError:
        return ""
    shown.close()
    page.close()
    return words


class Budget:
    def __init__(self):
        self.spent = 0

    def spend(self, count: int) -> None:
        self.spent += count
        if self.spent > MAX_UNPACKED:
            raise Unfit(Code.TOO_LARGE_WHEN_UNPACKED)


def _check_end(path: Path) -> None:
    """It ends with its own end mark: cut short otherwise, or somebody's second file stands behind it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        mark = content.rfind(b"%%EOF")
        tail = content[max(0, len(content) - 65_557) :]
        behind = content[mark + 5 : mark + 70_000]
    if mark < 0:
        raise Unfit(Code.CORRUPT)
    if behind.strip(SPACE) or _is_zip_too(tail):
        raise Unfit(Code.TRAILING_DATA)


def _is_zip_too(tail: bytes) -> bool:
    at = tail.rfind(ZIP_END)
    return at >= 0 and len(tail) - at >= 22 and int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail) - at - 22


def _check_object(thing: pikepdf.Object, budget: Budget) -> None:
    _check_direct(thing)
    if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != "/Image":
        _count_stream(thing, budget)


def _check_direct(top: pikepdf.Object) -> None:
    """The dictionaries inside this object. Objects it refers to come by themselves."""
    waiting = [(top, 0)]
    while waiting:
        thing, depth = waiting.pop()
        if depth > MAX_NESTING:
            raise Unfit(Code.CORRUPT)
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            _check_dictionary(thing)
            waiting += [(value, depth + 1) for value in _direct(thing.values())]
        elif isinstance(thing, pikepdf.Array):
            waiting += [(value, depth + 1) for value in _direct(thing)]


def _direct(values: Iterable) -> Iterator[pikepdf.Object]:
    return (value for value in values if isinstance(value, pikepdf.Object) and not value.is_indirect)


def _check_dictionary(thing: pikepdf.Object) -> None:
    action = thing.get("/S")
    if "/JS" in thing or "/XFA" in thing or (isinstance(action, pikepdf.Name) and str(action) in RUNS):
        raise Unfit(Code.ACTIVE_CONTENT)
    if thing.get("/Subtype") in ("/RichMedia", "/3D"):
        raise Unfit(Code.ACTIVE_CONTENT)
    if "/EF" in thing:
        raise Unfit(Code.EMBEDDED_OBJECT)
    if action in ("/URI", "/GoToR", "/GoToE", "/Thread") and RISKY_LINK.match(_target(thing)):
        raise Unfit(Code.ACTIVE_CONTENT)


def _target(action: pikepdf.Object) -> str:
    target = action.get("/URI", action.get("/F", ""))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/UF", target.get("/F", ""))
    return str(target) if isinstance(target, pikepdf.String) else ""


def _count_stream(stream: pikepdf.Object, budget: Budget) -> None:
    """Inflated piece by piece and counted, also when one filter stands behind another."""
    filters = stream.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if not all(name in ("/FlateDecode", "/Fl") for name in names):
        return  # the old filters grow little, and the pictures' own are not for us
    pieces: Iterable[bytes] = [stream.read_raw_bytes()]
    for _ in names:
        pieces = _inflate(pieces)
    for piece in pieces:
        budget.spend(len(piece))


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not inflater.eof:
            try:
                yield inflater.decompress(rest, 1 << 20)
            except zlib.error:
                return  # readers show what came before the damage, and stop
            rest = inflater.unconsumed_tail
