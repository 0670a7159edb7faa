"""The size and form in which preview pictures are kept."""

from pathlib import Path

from PIL import Image, ImageOps

LARGEST = (640, 400)  # pixels: a poster on the sharpest screen
QUALITY = 78


def keep(picture: Image.Image, place: Path) -> dict:
    """Upright, small, without a word of what was written in it."""
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail(LARGEST)
    shown = Image.new("RGB", upright.size, "white")  # what is transparent stands on paper
    clear = upright.convert("RGBA")
    shown.paste(clear, mask=clear)
    shown.save(place, "WEBP", quality=QUALITY, method=4)
    return {"width": shown.width, "height": shown.height}
