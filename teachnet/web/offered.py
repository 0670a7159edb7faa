"""Links on a page of a feature to features on its right, which it must not know: they offer them at start."""

from collections.abc import Callable
from typing import Any

Link = tuple[str, str]  # where to, what it is called


class OfferedLinks:
    """Each offer is asked with what the page is about and who reads it. Nothing for this reader: none."""

    def __init__(self):
        self._offered: dict[Callable[..., Link | None], None] = {}

    def offer(self, link: Callable[..., Link | None]) -> None:
        self._offered[link] = None

    def on(self, *about: Any) -> list[Link]:
        return [link for offer in self._offered if (link := offer(*about))]
