"""OLE containers: encrypted office files, the office files of before 2007, and what sits inside a document."""

import io

import olefile

from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import not_allowed
from teachnet.files.source import Finding, Source

SIGNATURE = olefile.MAGIC
MATHTYPE = "0002CE03-0000-0000-C000-000000000046"
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)  # as olefile meets damage
FORMULA = {"equation native", "\x01compobj", "\x01ole", "\x03objinfo", "\x02olepres000", "\x03eprint"}


def check(source: Source) -> Finding:
    """Nothing in this container is on the list; a locked docx deserves its own sentence."""
    try:
        with olefile.OleFileIO(str(source.path)) as container:
            locked = container.exists("EncryptedPackage")
    except UNREADABLE as problem:
        raise not_allowed(source.name) from problem
    raise Unfit(Code.ENCRYPTED) if locked else not_allowed(source.name)


def is_formula(content: bytes) -> bool:
    """MathType keeps each formula of a maths lesson plan in such a container; it holds its own few streams only.

    The old Equation 3.0 is not let in: its editor is a known way in for attackers, and Office removed it in 2018.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = {"/".join(path).lower() for path in container.listdir()}
            return container.root.clsid == MATHTYPE and "equation native" in streams and streams <= FORMULA
    except UNREADABLE:
        return False


def has_macros(content: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            return any("vba" in "/".join(path).lower() for path in container.listdir())
    except UNREADABLE:
        return False
