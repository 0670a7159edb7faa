"""Pictures are decoded and written anew: where they were taken, and whatever hides in or behind them, stays outside."""

import re
import zlib
from pathlib import Path

from PIL import Image, ImageFile, ImageSequence, JpegImagePlugin, UnidentifiedImageError

from teachnet.files.checks import headers
from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import GIF, JPEG, PNG, WEBP, FileType
from teachnet.files.source import Finding, Source

MAX_PIXELS = 50_000_000
MAX_FRAMES = 500
MAX_MOVING_PIXELS = 120_000_000  # all frames together; more belongs in a video
MAX_PROFILE = 1 << 20
FORMATS: dict[str | None, FileType] = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "GIF": GIF, "WEBP": WEBP}
ORIENTATION, GPS = 0x0112, 0x8825
PLACE = re.compile(rb"GPS(Latitude|Longitude|Position|DestL)|geo:lat|\xa9xyz", re.IGNORECASE)
TOO_MUCH_TEXT = re.compile(r"decompressed|too large|memory", re.IGNORECASE)

# Our own count, from the header, comes before any decoder; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False


def check(source: Source) -> Finding:
    is_moving = _check_size(source.path)
    try:
        with Image.open(source.path, formats=("JPEG", "PNG", "GIF", "WEBP")) as picture:
            finding = Finding(FORMATS[picture.format], stripped=_what_goes(source.path, picture))
            if source.copy:
                write = _write_moving if is_moving and picture.format in ("GIF", "PNG", "WEBP") else _write_still
                write(picture, source.copy)
                finding.rewritten = True
            else:
                picture.load()
    except ValueError as problem:  # Pillow says so when a text chunk inflates without end
        code = Code.TOO_LARGE_WHEN_UNPACKED if TOO_MUCH_TEXT.search(str(problem)) else Code.CORRUPT
        raise Unfit(code) from problem
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError, KeyError, IndexError, zlib.error) as problem:
        raise Unfit(Code.CORRUPT) from problem
    return finding


def text(source: Source, finding: Finding) -> str:
    return ""


def _check_size(path: Path) -> bool:
    """Does it move? Refused before decoding when it is too large in any way."""
    count = total = 0
    with path.open("rb") as file:
        for width, height in headers.frames(file):
            count, total = count + 1, total + width * height
            if width * height > MAX_PIXELS:
                raise Unfit(Code.TOO_MANY_PIXELS)
            if not width or not height:
                raise Unfit(Code.CORRUPT)
            if count > MAX_FRAMES or (count > 2 and total > MAX_MOVING_PIXELS):
                raise Unfit(Code.TOO_MANY_FRAMES)
    return count > 1


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


def _write_still(picture: Image.Image, copy: Path) -> None:
    kept = _kept(picture)
    if picture.format in ("JPEG", "MPO"):
        # The same tables as before, so that writing it again costs next to nothing in quality.
        tables = {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
        picture.load()
        picture.info = {}
        picture.save(copy, "JPEG", **tables, **kept)
    elif picture.format == "WEBP":
        picture.load()
        picture.info = {}
        picture.save(copy, "WEBP", quality=90, method=2, **kept)
    else:
        picture.load()
        transparency = picture.info.get("transparency")
        picture.info = {} if transparency is None else {"transparency": transparency}
        picture.save(copy, picture.format, compress_level=4, **kept)


def _write_moving(picture: Image.Image, copy: Path) -> None:
    """Frame after frame: the order, the time each stays and how often it repeats are kept, nothing else."""
    times, loop = [], picture.info.get("loop")

    def shown():
        for frame in ImageSequence.Iterator(picture):
            times.append(frame.info.get("duration", 0))
            yield frame.convert("RGBA") if frame.mode == "P" and "transparency" in frame.info else frame.copy()

    pictures = list(shown())
    for frame in pictures:
        frame.info = {}
    options = {"save_all": True, "append_images": pictures[1:], "duration": times, "comment": b""}
    if loop is not None:
        options["loop"] = loop
    pictures[0].save(copy, picture.format, method=1, quality=85, **options)


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
