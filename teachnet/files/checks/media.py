"""mp4 and webm: the container is walked, then the first picture and the first sound are really decoded."""

from typing import BinaryIO

import av
from av.error import FFmpegError

from teachnet.files.checks.boxes import check_mp4, check_webm
from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import MP4, MP4_SOUND, WEBM, WEBM_SOUND, FileType, not_allowed
from teachnet.files.source import Finding, Source

MAX_PIXELS = 50_000_000
NOT_MP4 = (b"qt  ", b"hei", b"hev", b"mif1", b"msf1", b"avif", b"avis", b"3g", b"crx ", b"f4v", b"jp")
PLAYABLE = {
    "mp4": {"h264", "hevc", "av1", "vp9", "mpeg4", "aac", "mp3", "ac3", "eac3", "opus", "alac", "flac"},
    "webm": {"vp8", "vp9", "av1", "opus", "vorbis"},
}


def check(source: Source) -> Finding:
    with source.path.open("rb") as file:
        if source.head.startswith(b"\x1a\x45\xdf\xa3"):
            if check_webm(file, source.size) != b"webm":
                raise not_allowed(source.name)
            found, seconds = _decode(file, "webm", WEBM, WEBM_SOUND)
            return Finding(found, seconds=seconds)
        if source.head[4:8] == b"ftyp" and source.head[8:12].startswith(NOT_MP4):
            raise not_allowed(source.name)
        _brand, places = check_mp4(file, source.size)
        found, seconds = _decode(file, "mp4", MP4, MP4_SOUND)
    return Finding(found, seconds=seconds, blanks=places, stripped=["gps"] if places else [])


def text(source: Source, finding: Finding) -> str:
    return ""


def _decode(file: BinaryIO, container: str, film: FileType, sound: FileType) -> tuple[FileType, float | None]:
    """The container is named, so that no playlist is taken for a film; the file is handed over open, so that
    nothing else can be opened by a name inside it."""
    file.seek(0)
    try:
        with av.open(
            file, "r", format="matroska" if container == "webm" else "mp4", metadata_errors="replace"
        ) as opened:
            streams = [*opened.streams.video, *opened.streams.audio]
            if not streams:
                raise Unfit(Code.CORRUPT)
            for stream in streams:
                _check_stream(stream, PLAYABLE[container])
            for kind in (opened.streams.video, opened.streams.audio):
                if kind:
                    _decode_first(opened, kind[0])
            seconds = opened.duration / av.time_base if opened.duration else None
            return (film if opened.streams.video else sound), seconds
    except (FFmpegError, ValueError, EOFError) as problem:
        raise Unfit(Code.CORRUPT) from problem


def _check_stream(stream, playable: set[str]) -> None:
    context = stream.codec_context
    if context is None or context.name is None:
        raise Unfit(Code.CORRUPT)
    if stream.type == "video" and (context.width or 0) * (context.height or 0) > MAX_PIXELS:
        raise Unfit(Code.TOO_MANY_PIXELS)
    if stream.codec.canonical_name not in playable:
        raise Unfit(Code.TYPE_NOT_ALLOWED)
    context.thread_count = 1


def _decode_first(opened, stream) -> None:
    opened.seek(0)
    if next(iter(opened.decode(stream)), None) is None:
        raise Unfit(Code.CORRUPT)
