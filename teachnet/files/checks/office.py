"""docx, pptx, xlsx: every part is inflated (counted), every XML part parsed, every reference looked at."""

import io
import re
from collections.abc import Iterator
from itertools import chain

from teachnet.files.checks import ole
from teachnet.files.checks.archive import Budget
from teachnet.files.checks.package import CONTENT_TYPES, Package, Relation
from teachnet.files.checks.xml import attribute, read_xml
from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import DOCX, OFFICE, PPTX, PROGRAM_EXTENSIONS, XLSX, FileType, not_allowed
from teachnet.files.source import Finding, Source
from teachnet.files.texts.office import office_text

MAIN_TYPES = {
    OFFICE + "wordprocessingml.document.main+xml": DOCX,
    OFFICE + "presentationml.presentation.main+xml": PPTX,
    OFFICE + "spreadsheetml.sheet.main+xml": XLSX,
}
MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "keymapcustomizations")
ACTIVE_TYPES = ("activex", "webextension")
MACRO_RELATIONS = {"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"}
ACTIVE_RELATIONS = {"control", "activexcontrolbinary", "webextension", "webextensiontaskpanes"}
MAY_BE_ELSEWHERE = {"hyperlink", "image", "video", "audio", "media", "externallinkpath", "xlpathmissing"}
ASKS_FIRST = {"hyperlink", "externallinkpath", "xlpathmissing"}  # nothing is fetched before somebody presses
LINK_SCHEMES = {"", "http", "https", "ftp", "mailto", "tel", "file"}
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!", b"%PDF-", b"{\\rtf")
DDE = re.compile(r'\s*"?\s*DDE(AUTO)?\b', re.IGNORECASE)
STORY = re.compile(
    r"wordprocessingml\.(document|header|footer|footnotes|endnotes|comments)|presentationml|externallink"
)
MAX_INSIDE = 50 << 20  # bytes of one embedded workbook
MAX_DEPTH = 2  # a chart's workbook inside a slide; nothing honest goes deeper


def check(source: Source) -> Finding:
    with source.path.open("rb") as file:
        package = Package(file, Budget(source.size))
        if CONTENT_TYPES not in package.entries:
            raise not_allowed(source.name)
        found = _main_type(package)
        if found is None:
            raise not_allowed(source.name)
        _check_parts(package, depth=0)
        slides = sum("presentationml.slide+xml" in kind for kind in package.by_name.values())
    return Finding(found, pages=slides or None)


def text(source: Source, finding: Finding) -> str:
    with source.path.open("rb") as file:
        return office_text(Package(file, Budget(source.size)), finding.type)


def _main_type(package: Package) -> FileType | None:
    if any(word in kind for word in MACRO_TYPES for kind in package.content_types):
        raise Unfit(Code.MACROS)
    if any(word in kind for word in ACTIVE_TYPES for kind in package.content_types):
        raise Unfit(Code.ACTIVE_CONTENT)
    return MAIN_TYPES.get(package.content_type(package.main_part()))


def _check_parts(package: Package, depth: int) -> None:
    for part in package.entries:
        if part.endswith(".rels"):
            for relation in package.relations_in(part):
                _check_relation(relation)
        elif part.endswith(".vml"):
            _check_drawing(package, part)
        elif part.endswith(".xml") or package.content_type(part).endswith("xml"):
            _check_xml(package, part)
        else:
            _check_binary(package, part, depth)


def _check_relation(relation: Relation) -> None:
    if relation.kind in MACRO_RELATIONS:
        raise Unfit(Code.MACROS)
    if relation.kind in ACTIVE_RELATIONS or relation.scheme not in LINK_SCHEMES:
        raise Unfit(Code.ACTIVE_CONTENT if relation.kind != "attachedtemplate" else Code.EXTERNAL_TEMPLATE)
    if relation.kind == "afchunk":
        raise Unfit(Code.EMBEDDED_OBJECT)  # a whole other document, HTML or RTF, that Word takes in on opening
    if not relation.is_remote or relation.kind in ASKS_FIRST:
        return
    if relation.kind not in MAY_BE_ELSEWHERE or relation.scheme not in ("http", "https"):
        raise Unfit(Code.EXTERNAL_TEMPLATE)


def _check_drawing(package: Package, part: str) -> None:
    """Old drawings are often not well-formed, and Office opens them all the same."""
    content = b"".join(package.read(part)).upper()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unfit(Code.UNSAFE_XML)


def _check_xml(package: Package, part: str) -> None:
    content_type = package.content_type(part)
    if content_type == "image/svg+xml" or part.endswith(".svg"):
        read_xml(package.read(part), start=_check_svg, plain_doctype=True)
    elif STORY.search(content_type):
        story = Story()
        read_xml(package.read(part), story.start, story.end, story.words)
    else:
        read_xml(package.read(part))


def _check_svg(name: str, attributes: dict[str, str]) -> None:
    scripted = any(key.lower().startswith("on") for key in attributes)
    links = [value for key, value in attributes.items() if key.rpartition(":")[2] == "href"]
    if name in ("script", "foreignObject") or scripted or any("script:" in link.lower() for link in links):
        raise Unfit(Code.ACTIVE_CONTENT)


class Story:
    """Reads one text part for what runs by itself: DDE fields, buttons that start programs, DDE links."""

    def __init__(self):
        self.field, self.in_field = "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.in_field = name == "instrText"
        if name == "fldChar":
            self._check_field()
        field, action = attribute(attributes, "instr"), attribute(attributes, "action").lower()
        if name == "ddeLink" or DDE.match(field) or action.startswith(("ppaction://program", "ppaction://macro")):
            raise Unfit(Code.ACTIVE_CONTENT)

    def words(self, words: str) -> None:
        if self.in_field:
            self.field += words  # one word is often cut into several runs

    def end(self, name: str) -> None:
        self.in_field = False
        if name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"):
            self._check_field()

    def _check_field(self) -> None:
        if DDE.match(self.field):
            raise Unfit(Code.ACTIVE_CONTENT)
        self.field = ""


def _check_binary(package: Package, part: str, depth: int) -> None:
    content = package.read(part)
    head = next(content, b"")
    ending = part.rpartition(".")[2]
    if ending == "svg":
        return _check_xml(package, part)
    if head.startswith(ole.SIGNATURE):
        return _check_container(_whole(head, content))
    if head.startswith(b"PK\x03\x04"):
        return _check_inside(_whole(head, content), package.budget, depth)
    is_program = head.startswith(PROGRAMS) and ending not in ("odttf", "fntdata")
    if is_program or "/embeddings/" in part or ending in PROGRAM_EXTENSIONS:
        raise Unfit(Code.EMBEDDED_OBJECT)
    for _chunk in content:  # to the end: counted, and its checksum compared
        pass
    return None


def _whole(head: bytes, rest: Iterator[bytes]) -> bytes:
    content = bytearray()
    for chunk in chain([head], rest):
        content += chunk
        if len(content) > MAX_INSIDE:
            raise Unfit(Code.TOO_LARGE_WHEN_UNPACKED)
    return bytes(content)


def _check_container(content: bytes) -> None:
    if ole.has_macros(content):
        raise Unfit(Code.MACROS)
    if not ole.is_formula(content):
        raise Unfit(Code.EMBEDDED_OBJECT)


def _check_inside(content: bytes, budget: Budget, depth: int) -> None:
    """A chart keeps its figures in a workbook of its own: it must be as clean as the document around it."""
    if depth >= MAX_DEPTH:
        raise Unfit(Code.EMBEDDED_OBJECT)
    package = Package(io.BytesIO(content), budget)
    if _main_type(package) is None:
        raise Unfit(Code.EMBEDDED_OBJECT)
    _check_parts(package, depth + 1)
