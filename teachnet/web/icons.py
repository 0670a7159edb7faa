"""Pictures as inline SVG: lucide's drawings, and the mark of the house."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from zipfile import ZipFile

from flask import Flask
from markupsafe import Markup, escape

BRAND = '<path d="M5 3h14v18H5z"/><path d="M9 3v18M5 6.5h4M5 10.2h4M5 13.8h4M5 17.5h4M13 8h3M13 11.5h3"/>'
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@lru_cache(maxsize=512)
def icon(name: str, label: str | None = None) -> Markup:
    """Hidden from screen readers beside its word; with a label it is the word."""
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    svg = Markup('<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>')
    return svg.format(said, Markup(drawing(escape(name))))  # noqa: S704 -- lucide's own files, not a visitor's text


@cache
def drawing(name: str) -> str:
    if name == "brand":
        return BRAND
    with files("lucide").joinpath("lucide.zip").open("rb") as box, ZipFile(box) as drawings:
        try:
            svg = drawings.read(f"{name}.svg").decode()
        except KeyError:
            raise LookupError(f"no icon is called {name}") from None
    inside = DRAWING.search(svg)[1]
    return re.sub(r"\s*\n\s*", "", inside).replace(" />", "/>")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["icon"] = icon
