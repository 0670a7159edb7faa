"""Why a file cannot be taken. The child process imports this: nothing of Flask here, the sentences are in words.py."""

from enum import StrEnum


class Code(StrEnum):
    EMPTY = "empty"
    TYPE_NOT_ALLOWED = "type_not_allowed"
    CONTENT_MISMATCH = "content_mismatch"
    BAD_NAME = "bad_name"
    MACROS = "macros"
    ENCRYPTED = "encrypted"
    EXTERNAL_TEMPLATE = "external_template"
    ACTIVE_CONTENT = "active_content"
    EMBEDDED_OBJECT = "embedded_object"
    UNSAFE_XML = "unsafe_xml"
    ARCHIVE_UNSAFE = "archive_unsafe"
    TOO_LARGE_WHEN_UNPACKED = "too_large_when_unpacked"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_FRAMES = "too_many_frames"
    TRAILING_DATA = "trailing_data"
    PLAYLIST = "playlist"
    CORRUPT = "corrupt"


class Unfit(Exception):  # noqa: N818 -- reads as a sentence: raise Unfit(Code.MACROS)
    def __init__(self, code: Code):
        super().__init__(code.value)
        self.code = code


class Setback(StrEnum):
    """Why something could not be made of a file that is good in itself."""

    BROKEN = "broken"  # a part of it cannot be read
    TOO_MUCH = "too_much"  # out of time or memory
    MISSING = "missing"  # the stored bytes are gone or damaged
    GIVEN_UP = "given_up"  # tried again and again, and something else was wrong each time
