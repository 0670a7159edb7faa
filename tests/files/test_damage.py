"""Files that were damaged on their way: thousands of ways to be broken, and every one gets an answer."""

import random

import pikepdf
import pytest

from tests.files.judging import judged
from tests.files.media_files import a_film, a_sound
from tests.files.office_files import docx, pptx_with_chart, with_formula, xlsx
from tests.files.pdf_files import a_pdf
from tests.files.test_images import a_picture, in_two_parts, moving, saved

SAMPLES = {
    "a.docx": docx(),
    "b.docx": with_formula("0002CE03-0000-0000-C000-000000000046"),
    "a.pptx": pptx_with_chart(),
    "a.xlsx": xlsx(),
    "a.pdf": a_pdf(pages=2),
    "b.pdf": a_pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "a.mp4": a_film(),
    "a.webm": a_film("webm", "libvpx", "libopus"),
    "a.mp3": a_sound(),
    "a.jpg": saved(a_picture(), "JPEG"),
    "b.jpg": in_two_parts(),
    "a.png": moving("PNG"),
    "a.gif": moving("GIF"),
    "a.webp": moving("WEBP"),
    "a.txt": "评课记录".encode("gb18030"),
}
EXTREMES = (b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0")


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost, doubled or cut off; half of them near the front, where the headers are."""
    wrong = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(chance.choice((len(wrong), min(len(wrong), 300)))) if wrong else 0
        change = chance.randrange(6)
        if change == 0:
            wrong[at:] = b""
        elif change == 1:
            wrong[at : at + 4] = chance.choice(EXTREMES)
        elif change == 2:
            wrong[at : at + chance.randrange(1, 200)] = b""
        elif change == 3:
            wrong[at:at] = wrong[at // 2 : at // 2 + 100]
        else:
            wrong[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(wrong)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow remarks on what it finds
@pytest.mark.parametrize("name", SAMPLES)
def test_damage_gets_an_answer_and_never_an_error(name):
    chance = random.Random(name)
    for _ in range(60):
        said = judged(damaged(SAMPLES[name], chance), name)
        assert said["verdict"] in ("accept", "refuse")
