"""What features to the right of the library show on the page of something published, below the player. They offer it
at start: the library knows none of them."""

from collections.abc import Callable

from markupsafe import Markup

from teachnet.accounts.models import Person
from teachnet.library.models import ResourceVersion

Panel = Callable[[ResourceVersion, Person | None], Markup]  # nothing to show: empty


class Panels:
    def __init__(self):
        self._offered: dict[Panel, None] = {}

    def offer(self, panel: Panel) -> None:
        self._offered[panel] = None

    def on(self, version: ResourceVersion, reader: Person | None) -> list[Markup]:
        return [shown for panel in self._offered if (shown := panel(version, reader))]


panels = Panels()
