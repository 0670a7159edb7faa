"""Small films and sounds for tests."""

import io
import struct
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np


def a_film(
    container: str = "mp4", codec: str = "libx264", sound: str | None = "aac", pictures: int = 12, **options
) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        _write(path, container, codec, sound, pictures, options)
        return path.read_bytes()


def _write(path: Path, container: str, codec: str, sound: str | None, pictures: int, options: dict) -> None:
    with av.open(str(path), "w", format=container, options=options) as film:
        video = film.add_stream(codec, rate=12) if codec else None
        if video:
            video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        audio = film.add_stream(sound, rate=48_000) if sound else None
        if video:
            for number in range(pictures):
                frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number * 20 % 255, np.uint8), format="rgb24")
                film.mux(video.encode(frame))
            film.mux(video.encode())
        if audio:
            frame = av.AudioFrame.from_ndarray(np.zeros((2, 48_000), np.float32), format="fltp", layout="stereo")
            frame.sample_rate, frame.time_base = 48_000, Fraction(1, 48_000)
            film.mux(audio.encode(frame))
            film.mux(audio.encode())


def a_sound(seconds: int = 2) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as sound:
        stream = sound.add_stream("libmp3lame", rate=44_100)
        noise = np.random.default_rng(1).uniform(-0.2, 0.2, (2, 44_100 * seconds)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(noise, format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base = 44_100, Fraction(1, 44_100)
        sound.mux(stream.encode(frame))
        sound.mux(stream.encode())
    return out.getvalue()


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def with_place(film: bytes, place: bytes) -> bytes:
    """As phones write it: a box of coordinates at the end of `moov`, which must stand behind the pictures for this."""
    at = film.index(b"moov") - 4
    length = int.from_bytes(film[at : at + 4], "big")
    assert at + length == len(film)
    note = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7) + place))
    return film[:at] + struct.pack(">I", length + len(note)) + film[at + 4 :] + note


def branded(film: bytes, brand: bytes) -> bytes:
    return film[:8] + brand + film[12:]
