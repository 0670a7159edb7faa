"""Pictures are decoded and written anew: where they were taken, and whatever hides in or behind them, stays outside."""

import re
import zlib
from pathlib import Path

from PIL import Image, ImageFile, JpegImagePlugin, UnidentifiedImageError

from teachnet.files.checks import headers
from teachnet.files.checks.rewriting import write_blocks
from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import GIF, JPEG, PNG, WEBP, FileType
from teachnet.files.source import Finding, Source

MAX_PIXELS = 50_000_000
MAX_FRAMES = 500
MAX_MOVING_PIXELS = 250_000_000  # all frames together; more belongs in a video
ANEW = 16_000_000  # pixels up to which png and webp are encoded again; above it takes too long
MAX_PROFILE = 1 << 20
DECODING = 280 << 20  # bytes a jpeg may take while it is decoded
FORMATS: dict[str | None, FileType] = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "GIF": GIF, "WEBP": WEBP}
ORIENTATION, GPS = 0x0112, 0x8825
PLACE = re.compile(rb"GPS(Latitude|Longitude|Position|DestL)|geo:lat", re.IGNORECASE)
TOO_MUCH_TEXT = re.compile(r"decompressed|too large|memory", re.IGNORECASE)
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, EOFError, KeyError, IndexError, TypeError, zlib.error)

# Our own count, from the header, comes before any decoder; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False


def check(source: Source) -> Finding:
    pixels, is_moving = _check_size(source.path)
    is_webp = source.head.startswith(b"RIFF")
    if is_webp and pixels > ANEW:  # its decoder alone would take three times the room
        stripped = write_blocks(source.path, source.copy) if source.copy else []
        return Finding(WEBP, stripped=stripped, rewritten=bool(source.copy))
    try:
        with Image.open(source.path, formats=("JPEG", "PNG", "GIF", "WEBP")) as picture:
            return _rewritten(source, picture, pixels, is_moving)
    except ValueError as problem:  # Pillow says so when a text chunk inflates without end
        code = Code.TOO_LARGE_WHEN_UNPACKED if TOO_MUCH_TEXT.search(str(problem)) else Code.CORRUPT
        raise Unfit(code) from problem
    except BROKEN as problem:
        raise Unfit(Code.CORRUPT) from problem


def text(source: Source, finding: Finding) -> str:
    return ""


def _check_size(path: Path) -> tuple[int, bool]:
    """Pixels of the largest frame, and does it move? Refused before decoding when it is too large in any way."""
    count = total = largest = 0
    with path.open("rb") as file:
        for width, height in headers.frames(file):
            count, total, largest = count + 1, total + width * height, max(largest, width * height)
            if largest > MAX_PIXELS:
                raise Unfit(Code.TOO_MANY_PIXELS)
            if not width or not height:
                raise Unfit(Code.CORRUPT)
            if count > MAX_FRAMES or (count > 2 and total > MAX_MOVING_PIXELS):
                raise Unfit(Code.TOO_MANY_FRAMES)
    if not count:
        raise Unfit(Code.CORRUPT)
    return largest, count > 1


def _rewritten(source: Source, picture: ImageFile.ImageFile, pixels: int, is_moving: bool) -> Finding:
    found = FORMATS[picture.format]
    stripped = _what_goes(source.path, picture)
    if found is JPEG:
        _make_room(picture)
    picture.load()
    if source.copy is None:
        return Finding(found, stripped=stripped)
    if found is not JPEG and (is_moving or pixels > ANEW):
        stripped = write_blocks(source.path, source.copy)
    else:
        _write_anew(picture, source.copy)
    return Finding(found, stripped=stripped, rewritten=True)


def _make_room(picture: Image.Image) -> None:
    """A progressive jpeg is held in memory as a whole before it is decoded: a very large one is read at half size."""
    if not picture.info.get("progressive"):
        return
    pixels = picture.width * picture.height
    colours = {0: 3, 1: 2, 2: 1.5}.get(JpegImagePlugin.get_sampling(picture), 3)
    for scale in (1, 2):
        if pixels * (2 * colours + 4 / scale**2) <= DECODING:
            if scale > 1:
                picture.draft(picture.mode, (picture.width // scale, picture.height // scale))
            return
    raise Unfit(Code.TOO_MANY_PIXELS)


def _what_goes(path: Path, picture: Image.Image) -> list[str]:
    info, exif = picture.info, picture.getexif()
    hidden = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in info.values())
    goes = {
        "gps": bool(exif.get_ifd(GPS)) or bool(PLACE.search(hidden)),
        "metadata": bool(set(exif) - {ORIENTATION}) or bool({"xmp", "photoshop"} & set(info)),
        "text": bool(getattr(picture, "text", None)) or "comment" in info,
        "trailing": _has_more(path),
    }
    return [name for name, gone in goes.items() if gone]


def _has_more(path: Path) -> bool:
    with path.open("rb") as file:
        end = headers.end_of(file)
        if end is None:
            return False
        file.seek(end)
        return bool(file.read(65_536).strip(b"\0\r\n"))


def _write_anew(picture: ImageFile.ImageFile, copy: Path) -> None:
    kept = _kept(picture)
    shown = picture.info.get("transparency")
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        # The same tables as before, so that writing it again costs next to nothing in quality.
        kept |= {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
    picture.info = {} if shown is None or picture.format == "WEBP" else {"transparency": shown}
    options = {"JPEG": {}, "PNG": {"compress_level": 4}, "GIF": {}, "WEBP": {"quality": 90, "method": 2}}
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)
    picture.save(copy, kind, **options[kind], **kept)


def _kept(picture: Image.Image) -> dict:
    """Which way up it is, and what its colours mean; of the rest of its metadata nothing."""
    kept = {}
    turned = picture.getexif().get(ORIENTATION, 1)
    if turned in range(2, 9):
        exif = Image.Exif()
        exif[ORIENTATION] = turned
        kept["exif"] = exif
    profile = picture.info.get("icc_profile")
    if profile and len(profile) <= MAX_PROFILE and profile[36:40] == b"acsp":
        kept["icc_profile"] = profile
    return kept
