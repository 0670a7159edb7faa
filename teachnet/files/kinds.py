"""What may be uploaded, told from the bytes. A name never decides, but a name that says something else is refused."""

import re
from dataclasses import dataclass
from enum import StrEnum

from teachnet.files.codes import Code, Unfit


class Kind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    PDF = "pdf"
    DOCUMENT = "document"
    SLIDES = "slides"
    SHEET = "sheet"
    IMAGE = "image"
    TEXT = "text"
    PACKAGE = "package"  # a zip of pages; only taken where packages are brought


@dataclass(frozen=True)
class FileType:
    kind: Kind
    media_type: str
    extensions: tuple[str, ...]  # the first is the one a shown name gets


OFFICE = "application/vnd.openxmlformats-officedocument."

MP4 = FileType(Kind.VIDEO, "video/mp4", ("mp4", "m4v"))
MP4_SOUND = FileType(Kind.AUDIO, "audio/mp4", ("m4a", "mp4"))
WEBM = FileType(Kind.VIDEO, "video/webm", ("webm",))
WEBM_SOUND = FileType(Kind.AUDIO, "audio/webm", ("weba", "webm"))
MP3 = FileType(Kind.AUDIO, "audio/mpeg", ("mp3",))
PDF = FileType(Kind.PDF, "application/pdf", ("pdf",))
DOCX = FileType(Kind.DOCUMENT, OFFICE + "wordprocessingml.document", ("docx",))
PPTX = FileType(Kind.SLIDES, OFFICE + "presentationml.presentation", ("pptx",))
XLSX = FileType(Kind.SHEET, OFFICE + "spreadsheetml.sheet", ("xlsx",))
JPEG = FileType(Kind.IMAGE, "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG = FileType(Kind.IMAGE, "image/png", ("png",))
GIF = FileType(Kind.IMAGE, "image/gif", ("gif",))
WEBP = FileType(Kind.IMAGE, "image/webp", ("webp",))
TEXT = FileType(Kind.TEXT, "text/plain", ("txt", "text", "md", "csv", "srt", "vtt", "lrc"))

ALLOWED = (MP4, MP4_SOUND, WEBM, WEBM_SOUND, MP3, PDF, DOCX, PPTX, XLSX, JPEG, PNG, GIF, WEBP, TEXT)
KINDS_OF = {
    extension: {found.kind for found in ALLOWED if extension in found.extensions}
    for extension in {extension for found in ALLOWED for extension in found.extensions}
}
OLDER = {"doc", "wps", "ppt", "dps", "xls", "et"}  # a name somebody gave by habit; the content is of today
MACRO_EXTENSIONS = {"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam", "sldm"}
PROGRAM_EXTENSIONS = frozenset(
    """
    apk app bat chm cmd com cpl dll dmg exe gadget hta inf jar js jse lnk mjs msc msi msp php pif pl ps1 py reg scr sh
    svg swf url vb vbe vbs wsf wsh xht xhtml htm html mht mhtml shtml xml xsl asp aspx jsp
    """.split()  # noqa: SIM905 -- sixty endings read better as a few lines of words
)

PLAYLIST = re.compile(
    rb"\s*(#EXTM3U|#EXT-X-|\[playlist\]|ffconcat version|(<\?xml[^>]*>\s*)?<(MPD|asx|smil|playlist)[\s>])",
    re.IGNORECASE,
)
MARKUP = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype|\?xml|\?php|\?=|%|html|head|body|script|svg|iframe|xsl:|object|embed|meta|math)",
    re.IGNORECASE | re.DOTALL,
)
# These would pass as text, and are more than text.
OTHER = re.compile(rb"#!\s*/|%!PS|\{\\rtf|MIME-Version:|\[InternetShortcut\]")
SIGNATURES = (
    (re.compile(rb"PK(\x03\x04|\x05\x06|\x07\x08)"), "office"),
    (re.compile(rb"(\xef\xbb\xbf)?\s{0,16}%PDF-"), "pdf"),
    (re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP", re.DOTALL), "image"),
    (re.compile(rb"[\0-\x08]...(ftyp|moov|mdat|free|skip|wide)|\x1a\x45\xdf\xa3", re.DOTALL), "media"),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xfa\xfb\xf2\xf3\xe2\xe3]", re.DOTALL), "mp3"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "ole"),
)


def family(head: bytes, name: str) -> str:
    """Which check looks at the file; the module of that name in `checks/`."""
    if not head:
        raise Unfit(Code.EMPTY)
    for signature, check in SIGNATURES:
        if signature.match(head):
            return check
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if PLAYLIST.match(plain):
        raise Unfit(Code.PLAYLIST)
    if MARKUP.match(plain) or OTHER.match(plain):
        raise not_allowed(name)
    return "text"


def not_allowed(name: str) -> Unfit:
    """The content is nothing we take; say so more sharply when the name promised something we do."""
    return Unfit(Code.CONTENT_MISMATCH if extension_of(name) in KINDS_OF else Code.TYPE_NOT_ALLOWED)


def extension_of(name: str) -> str:
    """`3.12` and `第2版.最终` have none: it needs a Latin letter and at most eight signs."""
    stem, dot, tail = name.strip().rpartition(".")
    is_one = dot and re.fullmatch(r"(?=.*[a-z])[a-z0-9]{1,8}", tail, re.IGNORECASE)
    return tail.lower() if is_one else ""


def require_same_kind(name: str, found: FileType) -> None:
    """A PDF named .docx, or a good file named .exe, would open as something else than was checked."""
    extension = extension_of(name)
    if found.kind not in KINDS_OF.get(extension, {found.kind}):
        raise Unfit(Code.CONTENT_MISMATCH)
    if extension in MACRO_EXTENSIONS:
        raise Unfit(Code.CONTENT_MISMATCH)
    if extension in PROGRAM_EXTENSIONS:
        raise Unfit(Code.TYPE_NOT_ALLOWED if found is TEXT else Code.BAD_NAME)
    if found is TEXT and extension and extension not in TEXT.extensions:
        raise Unfit(Code.TYPE_NOT_ALLOWED)
