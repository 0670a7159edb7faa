import av
from PIL import Image, ImageStat

from teachnet.files.making import frame
from teachnet.files.source import Source

PLACES = (0.1, 0.3, 0.6, 0.0)  # shares of the length at which there may be something to see
SOMETHING = 12  # standard deviation of the greys: less is a black or an empty frame


def picture(source: Source) -> dict:
    with source.path.open("rb") as file, av.open(file, "r", format=_container(source)) as film:
        film.streams.video[0].codec_context.thread_count = 1
        shown = None
        for place in PLACES:
            shown = _frame_at(film, place) or shown
            if shown is not None and ImageStat.Stat(shown.convert("L")).stddev[0] > SOMETHING:
                break
        return frame.keep(shown, source.copy)


def _frame_at(film, place: float) -> Image.Image | None:
    """The key frame before that place."""
    film.seek(int((film.duration or 0) * place))
    shown = next(iter(film.decode(video=0)), None)
    return shown.to_image() if shown is not None else None


def length(source: Source) -> dict:
    """As the container says; a browser's own recording does not, and is played through by its packets."""
    with source.path.open("rb") as file, av.open(file, "r", format=_container(source)) as film:
        if film.duration:
            return {"seconds": film.duration / av.time_base}
        ends = (
            float((packet.pts + (packet.duration or 0)) * packet.time_base)
            for packet in film.demux()
            if packet.pts is not None
        )
        return {"seconds": max(ends)}


def _container(source: Source) -> str:
    """Named, so that no playlist is taken for a film."""
    return "matroska" if source.head.startswith(b"\x1a\x45\xdf\xa3") else "mp4"
