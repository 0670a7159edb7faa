"""The rail: the five places of the house and their pages. Whoever would be refused does not see the entry.

PLACE = Place("training.programmes", _l("Training"), "graduation-cap",
              pages=(SubPage("training.programmes", _l("Programmes")), SubPage("training.cases", …, policy.can_…)))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user


def everyone(person) -> bool:
    return True


@dataclass(frozen=True)
class SubPage:
    """`covers` names the endpoints that are reached through this page, so that it stays marked on them."""

    endpoint: str
    label: Any
    open_to: Callable[[Any], bool] = everyone
    covers: tuple[str, ...] = ()

    def leads_to(self, endpoint: str) -> bool:
        return endpoint == self.endpoint or endpoint in self.covers


@dataclass(frozen=True)
class Place:
    endpoint: str
    label: Any
    icon: str
    pages: tuple[SubPage, ...] = ()
    open_to: Callable[[Any], bool] = everyone
    searches: bool = False  # the search field in the masthead leads here

    @property
    def blueprint(self) -> str:
        return self.endpoint.rpartition(".")[0]

    def leads_to(self, endpoint: str) -> bool:
        return endpoint.startswith(f"{self.blueprint}.") or any(page.leads_to(endpoint) for page in self.pages)


@dataclass(frozen=True)
class Entry:
    """A place or page as one person sees it now; `current` is what `aria-current` says."""

    endpoint: str
    label: Any
    current: str = ""
    icon: str = ""
    pages: tuple["Entry", ...] = ()


def visible_places() -> list[Entry]:
    person, here = current_user._get_current_object(), request.endpoint or ""
    return [_place(place, person, here) for place in current_app.extensions["places"] if place.open_to(person)]


def _place(place: Place, person, here: str) -> Entry:
    current = _current(place, here)
    pages = tuple(_page(page, here) for page in place.pages if page.open_to(person)) if current else ()
    return Entry(place.endpoint, place.label, current, place.icon, pages)


def _page(page: SubPage, here: str) -> Entry:
    return Entry(page.endpoint, page.label, _current(page, here))


def _current(entry: Place | SubPage, here: str) -> str:
    if not entry.leads_to(here):
        return ""
    return "page" if here == entry.endpoint else "true"


def place_that_searches() -> str | None:
    place = next((place for place in current_app.extensions["places"] if place.searches), None)
    return place and url_for(place.endpoint)


def init_app(app: Flask, places: Iterable[Place]) -> None:
    app.extensions["places"] = tuple(places)
    app.jinja_env.globals.update(visible_places=visible_places, place_that_searches=place_that_searches)
