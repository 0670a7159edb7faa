from PIL import Image

from teachnet.files.making import frame
from teachnet.files.source import Source

Image.MAX_IMAGE_PIXELS = None  # counted from the header when the file came


def picture(source: Source) -> dict:
    with Image.open(source.path, formats=("JPEG", "PNG", "GIF", "WEBP")) as opened:
        opened.draft("RGB", (2 * frame.LARGEST[0], 2 * frame.LARGEST[1]))  # a jpeg is read at an eighth where it can
        opened.thumbnail((2 * frame.LARGEST[0], 2 * frame.LARGEST[0]))
        return frame.keep(opened, source.copy)
