"""What a reviewer gets to see of a version: all of it, but neither who wrote it nor at which school.

Names are taken out of every text and of what is downloaded: from the properties, comments and words of office files,
from plain text, from what a PDF says about itself. What is drawn or spoken (a page of a PDF, a film) cannot be changed:
its author is told before submitting (`names_in`).
"""

import re
from contextlib import suppress
from functools import cached_property, partial
from io import BytesIO
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from flask import Response

from teachnet.files import serving
from teachnet.files.kinds import Kind
from teachnet.library.models import ResourceFile, ResourceVersion

HIDDEN = "●●"
SHORTEST_NAME = 2  # characters; a name of one would take letters out of words
OFFICE = {Kind.DOCUMENT, Kind.SLIDES, Kind.SHEET}
# Tags and attributes in which Word, PowerPoint and Excel keep who wrote, changed or commented.
PROPERTY = re.compile(
    rb"(<(?:dc:creator|cp:lastModifiedBy|Company|Manager|author|vt:lpwstr|HyperlinkBase)\b[^>]*>)[^<]*(?=<)"
)
SIGNATURE = re.compile(rb"((?:w:author|w:initials|w15:author|w15:userId|displayName|userId)=\")[^\"]*")
COMMENTER = re.compile(rb"(<p:cmAuthor\b[^>]*?\bname=\")[^\"]*(\"[^>]*?\binitials=\")[^\"]*")
PDF_SAYS = re.compile(rb"(/Author|/Company|/Creator)\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL)
PDF_XMP = re.compile(rb"(<(dc:creator|xmpMM:History)\b[^>]*>)(.*?)(</\2>)", re.DOTALL)


def names_of(version: ResourceVersion) -> tuple[str, ...]:
    """Longest first, so that a part of a name does not spoil the whole."""
    resource = version.resource
    places = {resource.organisation, resource.author.school} - {None}
    names = {resource.author.name, *(name for place in places for name in (place.name, place.short_name))}
    return tuple(sorted((name for name in names if len(name) >= SHORTEST_NAME), key=len, reverse=True))


def names_in(version: ResourceVersion) -> list[str]:
    """Which of them a reader of its files would come upon."""
    texts = [version.title, version.summary, version.source, *(held.file.text for held in version.files)]
    return [name for name in names_of(version) if any(name in text for text in texts)]


class Blind:
    """Stands for a thing on the reviewer's pages: the same, but for its texts."""

    texts: tuple[str, ...] = ()

    def __init__(self, thing, names: tuple[str, ...]):
        self._thing, self._names = thing, names

    def __getattr__(self, name: str):
        value = getattr(self._thing, name)
        return masked(value, self._names) if name in self.texts else value


class BlindText(Blind):
    """A stored file."""

    texts = ("text",)


class BlindFile(Blind):
    @property
    def name(self) -> str:
        return neutral_name(self._thing)

    @cached_property
    def file(self) -> BlindText:
        return BlindText(self._thing.file, self._names)


class BlindVersion(Blind):
    texts = ("title", "summary", "source", "consent_reference")

    def __init__(self, version: ResourceVersion):
        super().__init__(version, names_of(version))

    @cached_property
    def files(self) -> list[BlindFile]:
        return [BlindFile(held, self._names) for held in self._thing.files]

    @property
    def main_file(self) -> BlindFile | None:
        return self.files[0] if self.files else None

    def file_numbered(self, asked: str) -> BlindFile | None:
        return next((held for held in self.files if str(held.id) == asked), self.main_file)


def masked(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, HIDDEN)
    return text


def neutral_name(held: ResourceFile) -> str:
    """material-1.docx: an author's own name for a file often holds the author's own name."""
    return f"material-{held.position + 1}{PurePath(held.name).suffix.lower()}"


def send(held: ResourceFile, *, download: bool) -> Response:
    """Under a neutral name, whatever the address calls it."""
    kind, names = held.file.kind, names_of(held.version)
    if kind not in OFFICE | {Kind.TEXT, Kind.PDF}:  # a film is sent in parts
        return serving.send(held.file, neutral_name(held), download=download)
    clean = partial(without_names, kind=kind, names=names)
    return serving.send_changed(held.file, neutral_name(held), clean, download=download)


def without_names(content: bytes, kind: Kind, names: tuple[str, ...]) -> bytes:
    """The bytes of a file as a reviewer gets them."""
    if kind in OFFICE:
        return _office(content, names)
    if kind is Kind.TEXT:
        return _plain(content, names)
    return _pdf(content) if kind is Kind.PDF else content


def _office(content: bytes, names: tuple[str, ...]) -> bytes:
    """A name that a change of font in its middle cuts into two stays: only whole ones are known again."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if is_text := entry.filename.endswith((".xml", ".rels")):
                part = COMMENTER.sub(rb"\1\2", SIGNATURE.sub(rb"\1", PROPERTY.sub(rb"\1", part)))
                for name in names:
                    part = part.replace(name.encode(), HIDDEN.encode())
            new.writestr(entry.filename, part, ZIP_DEFLATED if is_text else ZIP_STORED)
    return out.getvalue()


def _plain(content: bytes, names: tuple[str, ...]) -> bytes:
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return masked(content.decode(encoding), names).encode(encoding)
    return content


def _pdf(content: bytes) -> bytes:
    """Overwritten with blanks, of the same length: a PDF counts its bytes."""

    def blank(found: re.Match) -> bytes:
        said = found[2]
        return found[0][: -len(said)] + said[:1] + b" " * (len(said) - 2) + said[-1:]

    def blank_element(found: re.Match) -> bytes:
        return found[1] + b" " * len(found[3]) + found[4]

    return PDF_XMP.sub(blank_element, PDF_SAYS.sub(blank, content))
