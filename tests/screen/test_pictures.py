"""The pictures of the README are made here: TEACHNET_PICTURES=1 ./dev test tests/screen/test_pictures.py"""

import os
from io import BytesIO

import pytest
from PIL import Image

from tests.screen.test_pages import CHINESE, ENGLISH, speak
from tests.the_dev import ROOT

PICTURES = ROOT / "docs" / "img"


@pytest.mark.parametrize(("language", "name"), [(ENGLISH, "desk.png"), (CHINESE, "desk-zh.png")])
def test_the_desk_looks_as_in_the_readme(new_page, demo_server, demo_sign_in, language, name):
    page = new_page(reduced_motion="reduce", height=900)
    demo_sign_in(page, "teacher")
    speak(page, demo_server, language)
    page.goto(demo_server.url, wait_until="networkidle")

    picture = page.screenshot()
    if os.environ.get("TEACHNET_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / name).write_bytes(picture)

    made, kept = (Image.open(BytesIO(bytes_)) for bytes_ in (picture, (PICTURES / name).read_bytes()))
    assert made.size == kept.size == (1280, 900)
    assert len(made.convert("RGB").getcolors(1 << 20)) > 100  # not blank
