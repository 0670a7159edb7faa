import pypdfium2

from teachnet.files.making import frame
from teachnet.files.source import Source


def picture(source: Source) -> dict:
    """The first page."""
    page = pypdfium2.PdfDocument(source.path)[0]
    width, height = page.get_size()
    scale = min(frame.LARGEST[0] / max(width, 1), 2 * frame.LARGEST[1] / max(height, 1), 4)
    return frame.keep(page.render(scale=scale).to_pil(), source.copy)
