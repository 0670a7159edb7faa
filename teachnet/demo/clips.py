"""Short lesson clips that really play: a blackboard being written on, a teacher walking, a soft tune.

H.264 and AAC in MP4, with the index in front so that a phone can start before the whole file is there.
"""

import math
import tempfile
from array import array
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path

WIDTH, HEIGHT, RATE = 640, 360, 10
SOUND_RATE, SAMPLES = 16_000, 1024
TUNE = (261.6, 293.7, 329.6, 392.0, 440.0)  # the five tones
NOTE_SECONDS = 0.5

WALL, WOOD, BOARD, CHALK, FAINT = "#ece6da", "#8a6a48", "#234a42", "#f4f1e6", "#9fbdb2"
COAT, SKIN, HAIR, DESK = "#1f5f6b", "#e8c3a0", "#2b2523", "#b98f62"
FLOOR, LEFT, RIGHT = 300, 120, 500


@dataclass(frozen=True)
class Script:
    heading: str
    title: str
    lines: list[str]
    seconds: int


def clip(script: Script) -> bytes:
    """The title on the board first, then one line after the other."""
    with tempfile.TemporaryDirectory() as folder:  # moving the index to the front needs a real file
        film = Path(folder) / "clip.mp4"
        _film(film, script)
        return film.read_bytes()


def _film(path: Path, script: Script) -> None:
    seconds = script.seconds
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        picture = container.add_stream("libx264", rate=RATE, options={"preset": "veryfast", "crf": "30"})
        picture.width, picture.height, picture.pix_fmt, picture.gop_size = WIDTH, HEIGHT, "yuv420p", RATE * 4
        sound = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        sound.bit_rate = 32_000
        boards = [_room(script, shown) for shown in range(len(script.lines) + 1)]
        for number in range(seconds * RATE):
            board = boards[number * len(boards) // (seconds * RATE)]
            container.mux(picture.encode(_frame(board, number, seconds)))
        for packet_of in _tune(seconds, len(script.title)):
            container.mux(sound.encode(packet_of))
        container.mux(picture.encode())
        container.mux(sound.encode())


def _room(script: Script, shown: int) -> Image.Image:
    room = Image.new("RGB", (WIDTH, HEIGHT), WALL)
    draw = ImageDraw.Draw(room)
    draw.rectangle((40, 24, 600, 240), fill=WOOD)
    draw.rectangle((48, 32, 592, 232), fill=BOARD)
    draw.text((68, 42), script.heading, font=_font(15), fill=FAINT)
    for row, text in enumerate(_wrapped(script.title, 19)[:2]):
        draw.text((68, 66 + row * 34), text, font=_font(26), fill=CHALK)
    for row, text in enumerate(script.lines[:shown]):
        draw.text((68, 144 + row * 27), f"{row + 1}  {text[:28]}", font=_font(17), fill=CHALK)
    draw.rectangle((0, FLOOR, WIDTH, HEIGHT), fill="#d8cbb4")
    return room


def _wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def _frame(board: Image.Image, number: int, seconds: int) -> av.VideoFrame:
    image = board.copy()
    draw = ImageDraw.Draw(image)
    walk = (1 - math.cos(2 * math.pi * number / (RATE * 9))) / 2
    _teacher(draw, LEFT + round((RIGHT - LEFT) * walk), number)
    _pupils(draw, number)
    draw.rectangle((0, HEIGHT - 4, WIDTH * number // (seconds * RATE), HEIGHT), fill=COAT)
    frame = av.VideoFrame.from_image(image)
    frame.pts, frame.time_base = number, Fraction(1, RATE)
    return frame


def _teacher(draw: ImageDraw.ImageDraw, x: int, number: int) -> None:
    step = round(6 * math.sin(number / 2))
    draw.line((x - 6, 286, x - 8 - step, 322), fill=HAIR, width=7)
    draw.line((x + 6, 286, x + 8 + step, 322), fill=HAIR, width=7)
    draw.rounded_rectangle((x - 17, 222, x + 17, 292), radius=10, fill=COAT)
    draw.line((x + 14, 234, x + 34, 222 + step), fill=COAT, width=8)
    draw.ellipse((x - 15, 190, x + 15, 222), fill=SKIN)
    draw.pieslice((x - 16, 187, x + 16, 221), 180, 360, fill=HAIR)


def _pupils(draw: ImageDraw.ImageDraw, number: int) -> None:
    """Six heads seen from behind; each few seconds another one puts a hand up."""
    answering = number // (RATE * 3) % 6
    for seat in range(6):
        x = 70 + seat * 100
        if seat == answering:
            draw.line((x + 16, 344, x + 24, 300), fill=SKIN, width=7)
        draw.ellipse((x - 16, 312, x + 16, 346), fill=HAIR)
        draw.rectangle((x - 34, 344, x + 34, HEIGHT), fill=DESK)


def _tune(seconds: int, seed: int):
    """Notes drawn from the five tones, at a fifth of full volume."""
    samples = array("h")
    for beat in range(math.ceil(seconds / NOTE_SECONDS)):
        samples.extend(_note(TUNE[(beat * beat + seed * (beat % 7)) % len(TUNE)]))
    for start in range(0, seconds * SOUND_RATE - SAMPLES, SAMPLES):
        frame = av.AudioFrame(format="s16", layout="mono", samples=SAMPLES)
        frame.planes[0].update(samples[start : start + SAMPLES].tobytes())
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        yield frame


@cache
def _note(pitch: float) -> array:
    """One struck note that fades."""
    count = int(SOUND_RATE * NOTE_SECONDS)
    loudness = (math.exp(-5 * at / count) * min(1, at / 200) * 6500 for at in range(count))
    return array("h", (int(loud * math.sin(2 * math.pi * pitch * at / SOUND_RATE)) for at, loud in enumerate(loudness)))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(sans_path()), size)
