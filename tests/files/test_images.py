# ruff: noqa: E501 -- a table: one case a line, however long
import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from tests.files.judging import code_of, judged

GPS, ORIENTATION = 0x8825, 0x0112
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf exif:GPSLatitude="36,48.5N"/></x:xmpmeta>'


def a_picture(size=(60, 40), mode="RGB") -> Image.Image:
    picture = Image.linear_gradient("L").resize(size)
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def where_taken(turned: int | None = None) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif[GPS] = {1: "N", 2: (36.0, 48.0, 30.0), 3: "E", 4: (118.0, 3.0, 0.0)}
    if turned:
        exif[ORIENTATION] = turned
    return exif


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of(width: int, height: int, *more: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


def with_chunk(png: bytes, name: bytes, body: bytes) -> bytes:
    return png[:33] + chunk(name, body) + png[33:]


def gif_of(frames: int, size=(2, 2), frame=(0, 0, 2, 2)) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80, 0, 0) + bytes(6)
    one = b"," + struct.pack("<4HB", *frame, 0) + b"\2\2\x84\x51\0"
    return head + one * frames + b";"


def webp_of(width: int, height: int) -> bytes:
    canvas = bytes([0x02, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def moving(kind: str, count: int = 3) -> bytes:
    frames = [Image.new("RGB", (20, 20), (80 * number % 256, 0, 0)) for number in range(count)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=90, loop=0)


def in_two_parts() -> bytes:
    """As a phone leaves a portrait with its depth: two JPEGs in one file."""
    return saved(a_picture(), "MPO", save_all=True, append_images=[a_picture((30, 20))])


GOOD = {
    "a photo": (saved(a_picture(), "JPEG"), "a.jpg"),
    "a photo, step by step": (saved(a_picture((600, 400)), "JPEG", progressive=True), "a.jpg"),
    "grey": (saved(a_picture(mode="L"), "JPEG"), "a.jpg"),
    "for the printer": (saved(a_picture(mode="CMYK"), "JPEG"), "a.jpg"),
    "a drawing": (saved(a_picture(mode="RGBA"), "PNG"), "a.png"),
    "few colours": (saved(a_picture(mode="P"), "PNG", transparency=0), "a.png"),
    "fine grey": (saved(a_picture(mode="I;16"), "PNG"), "a.png"),
    "black and white": (saved(a_picture(mode="1"), "PNG"), "a.png"),
    "webp": (saved(a_picture(), "WEBP"), "a.webp"),
    "webp without loss": (saved(a_picture(mode="RGBA"), "WEBP", lossless=True), "a.webp"),
    "gif": (saved(a_picture(mode="P"), "GIF"), "a.gif"),
    "moving gif": (moving("GIF"), "a.gif"),
    "moving webp": (moving("WEBP"), "a.webp"),
    "moving png": (moving("PNG"), "a.png"),
    "two parts": (in_two_parts(), "a.jpg"),
    "a jpeg called png": (saved(a_picture(), "JPEG"), "a.png"),
    "a photo that ends with a film": (saved(a_picture(), "JPEG") + b"\0\0\0\x18ftypmp42" + bytes(999), "a.jpg"),
}

BAD = {
    "100,000 squared": (png_of(100_000, 100_000), "a.png", "too_many_pixels"),
    "one more than 50 million": (png_of(10_000, 5_001), "a.png", "too_many_pixels"),
    "a frame wider than its gif": (gif_of(1, frame=(0, 0, 60_000, 60_000)), "a.gif", "too_many_pixels"),
    "a large webp": (webp_of(16_384, 16_384), "a.webp", "too_many_pixels"),
    "a thousand frames": (gif_of(1000), "a.gif", "too_many_frames"),
    "ten large frames": (gif_of(11, (5000, 5000), (0, 0, 5000, 5000)), "a.gif", "too_many_frames"),
    "a png that claims frames": (png_of(8, 8, chunk(b"acTL", struct.pack(">II", 4_000_000_000, 0))), "a.png",
                                 "too_many_frames"),
    "no pixels": (png_of(0, 9), "a.png", "corrupt"),
    "too few pixels": (png_of(900, 900), "a.png", "corrupt"),
    "a text chunk without end": (
        with_chunk(saved(a_picture(), "PNG"), b"zTXt", b"a\0\0" + zlib.compress(bytes(90 << 20), 9)), "a.png",
        "too_large_when_unpacked",
    ),
    "half a jpeg": (saved(a_picture((300, 200)), "JPEG")[:2500], "a.jpg", "corrupt"),
    "half a png": (saved(a_picture((300, 200)), "PNG")[:500], "a.png", "corrupt"),
    "half a gif": (saved(a_picture((300, 200), "P"), "GIF")[:500], "a.gif", "corrupt"),
    "half a webp": (saved(a_picture((300, 200)), "WEBP")[:300], "a.webp", "corrupt"),
    "a gif in name only": (b"GIF89a/*" + b"alert(1)" * 9, "a.gif", "corrupt"),
    "a jpeg in name only": (b"\xff\xd8\xff\xe0<?php system($_GET[1]);?>" * 4, "a.jpg", "corrupt"),
    "bmp": (saved(a_picture(), "BMP"), "a.bmp", "type_not_allowed"),
    "tiff": (saved(a_picture(), "TIFF"), "a.tif", "type_not_allowed"),
    "tiff called jpg": (saved(a_picture(), "TIFF"), "a.jpg", "content_mismatch"),
    "svg": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "a.svg", "type_not_allowed"),
    "svg called png": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.png", "content_mismatch"),
    "called a plan": (saved(a_picture(), "JPEG"), "a.docx", "content_mismatch"),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_honest_pictures_are_taken(case):
    content, name = GOOD[case]
    said = judged(content, name)

    assert (said.get("code"), said.get("kind")) == (None, "image")
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(said["copy"])) as after:
        assert (after.size, getattr(after, "n_frames", 1)) == (
            before.size,
            1 if before.format == "MPO" else getattr(before, "n_frames", 1),
        )


@pytest.mark.parametrize("case", BAD)
def test_bad_pictures_are_refused(case):
    content, name, code = BAD[case]
    assert code_of(content, name) == code


@pytest.mark.parametrize(
    ("content", "name", "stripped"),
    [
        (saved(a_picture(), "JPEG", exif=where_taken()), "a.jpg", ["gps", "metadata"]),
        (saved(a_picture(), "PNG", exif=where_taken()), "a.png", ["gps", "metadata"]),
        (saved(a_picture(), "WEBP", exif=where_taken()), "a.webp", ["gps", "metadata"]),
        (saved(a_picture(), "JPEG", xmp=XMP), "a.jpg", ["gps", "metadata"]),
        (saved(a_picture(), "WEBP", xmp=XMP), "a.webp", ["gps", "metadata"]),
        (saved(a_picture(), "JPEG", comment=b"taken at GPSLatitude home"), "a.jpg", ["gps", "text"]),
        (with_chunk(saved(a_picture(), "PNG"), b"tEXt", b"Author\0Zhou Min"), "a.png", ["text"]),
        (saved(a_picture(), "PNG") + b"PK\3\4 an archive", "a.png", ["trailing"]),
        (saved(a_picture(), "JPEG") + b"<?php system($_GET[1]);?>", "a.jpg", ["trailing"]),
        (saved(a_picture(mode="P"), "GIF") + b"<script>", "a.gif", ["trailing"]),
        (saved(a_picture(), "WEBP") + b"<script>", "a.webp", ["trailing"]),
        (in_two_parts(), "a.jpg", ["trailing"]),
        (saved(a_picture(mode="P"), "GIF", comment=b"a remark"), "a.gif", ["text"]),
        (saved(a_picture(), "JPEG"), "a.jpg", []),
    ],
)
def test_the_stored_copy_tells_nothing_but_the_picture(content, name, stripped):
    said = judged(content, name)

    assert said["stripped"] == stripped
    for told in (b"GPS", b"PhoneMaker", b"xmpmeta", b"Zhou Min", b"<?php", b"an archive", b"<script>", b"a remark"):
        assert told not in said["copy"]
    with Image.open(io.BytesIO(said["copy"])) as after:
        assert not after.getexif()
        assert not ({"comment", "xmp", "text"} & set(after.info))
    assert judged(said["copy"], name)["stripped"] == []


def test_it_still_stands_the_right_way_up():
    said = judged(saved(a_picture(), "JPEG", exif=where_taken(turned=6)), "a.jpg")

    with Image.open(io.BytesIO(said["copy"])) as after:
        assert dict(after.getexif()) == {ORIENTATION: 6}


def test_its_colours_keep_their_meaning():
    profile = bytearray(200)
    profile[36:40] = b"acsp"
    said = judged(saved(a_picture(), "JPEG", icc_profile=bytes(profile)), "a.jpg")

    with Image.open(io.BytesIO(said["copy"])) as after:
        assert after.info["icc_profile"] == bytes(profile)


def test_a_moving_picture_keeps_its_pace():
    said = judged(moving("GIF"), "a.gif")

    with Image.open(io.BytesIO(said["copy"])) as after:
        assert (after.n_frames, after.info["duration"], after.info["loop"]) == (3, 90, 0)


def test_unused_metadata_names_are_not_invented():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "hello")
    assert judged(saved(a_picture(), "PNG", pnginfo=info), "a.png")["stripped"] == ["text"]
