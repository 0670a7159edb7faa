"""The name a file is shown and downloaded under. The stored name is a hash; this one is only for people.

Werkzeug's `secure_filename` turns 教案.docx into `docx`, so it is not used here.
"""

import re
import unicodedata

from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import KINDS_OF, OLDER, FileType, extension_of

OVERRIDES = {"\u202d", "\u202e"}  # they show cod.exe as exe.doc: no honest name holds one
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # Windows cannot save these
LONGEST = 200  # bytes of UTF-8; file systems stop at 255


def require_honest(name: str) -> None:
    if any(sign in OVERRIDES or unicodedata.category(sign) == "Cc" for sign in name):
        raise Unfit(Code.BAD_NAME)


def shown_name(name: str, found: FileType) -> str:
    """`../../教 案.PDF` becomes `教 案.PDF`; a name without the right ending gets it."""
    last = re.split(r"[/\\]", name)[-1]
    text = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    text = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", text)).strip().rstrip(".")
    ending = extension_of(text)
    stem = text[: -len(ending) - 1] if ending in OLDER or ending in KINDS_OF else text
    ending = ending if ending in found.extensions else found.extensions[0]
    stem = stem.strip(" .")
    if RESERVED.match(stem):
        stem = "_" + stem
    stem = stem.encode()[: LONGEST - len(ending) - 1].decode(errors="ignore").strip(" .")
    return f"{stem or 'file'}.{ending}"
