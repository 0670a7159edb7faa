"""The rail: the five places of the house and their pages. Whoever would be refused does not see the entry.

PLACE = Place("training.programmes", _l("Training"), "graduation-cap",
              pages=(SubPage("training.programmes", _l("Programmes")), SubPage("training.cases", …, policy.can_…)))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import get_locale
from flask_login import current_user

REMEMBERED = 2000  # rails: pages × languages × kinds of people


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
    suggests: str = ""  # the endpoint that completes what is typed there

    @property
    def blueprint(self) -> str:
        return self.endpoint.rpartition(".")[0]

    def with_pages(self, *pages: SubPage) -> "Place":
        """With pages of features that have no place of their own."""
        return replace(self, pages=(*self.pages, *pages))

    def covering(self, endpoint: str, *covers: str) -> "Place":
        """With endpoints of a feature that has no page of its own, reached through this one."""
        pages = (replace(one, covers=(*one.covers, *covers)) if one.endpoint == endpoint else one for one in self.pages)
        return replace(self, pages=tuple(pages))

    def leads_to(self, endpoint: str) -> bool:
        return endpoint.startswith(f"{self.blueprint}.") or any(page.leads_to(endpoint) for page in self.pages)


@dataclass(frozen=True)
class Entry:
    """A place or page as one person sees it now; `current` is what `aria-current` says."""

    endpoint: str
    label: str
    current: str = ""
    icon: str = ""
    pages: tuple["Entry", ...] = ()


class Rail:
    """Its entries are the same for everybody who may open the same ones, and put together once for each page and
    language; only who may is asked anew."""

    def __init__(self, places: Iterable[Place]):
        self.places = tuple(places)
        self._questions_on = lru_cache(REMEMBERED)(self._questions)
        self._put_together = lru_cache(REMEMBERED)(self._entries)

    def seen_by(self, person, here: str, language: str) -> tuple[Entry, ...]:
        answers = tuple(may_open(person) for may_open in self._questions_on(here))
        return self._put_together(answers, here, language)

    def _questions(self, here: str) -> tuple[Callable[[Any], bool], ...]:
        """About each place, and about the pages of the one we are in."""
        pages = (page for place in self.places if place.leads_to(here) for page in place.pages)
        return tuple(dict.fromkeys(entry.open_to for entry in (*self.places, *pages)))

    def _entries(self, answers: tuple[bool, ...], here: str, language: str) -> tuple[Entry, ...]:
        is_open = dict(zip(self._questions_on(here), answers, strict=True))
        return tuple(_place(place, here, is_open) for place in self.places if is_open[place.open_to])


def _place(place: Place, here: str, is_open: dict[Callable, bool]) -> Entry:
    current = _current(place, here)
    pages = tuple(_page(page, here) for page in place.pages if is_open[page.open_to]) if current else ()
    return Entry(place.endpoint, str(place.label), current, place.icon, pages)


def _page(page: SubPage, here: str) -> Entry:
    return Entry(page.endpoint, str(page.label), _current(page, here))


def _current(entry: Place | SubPage, here: str) -> str:
    if not entry.leads_to(here):
        return ""
    return "page" if here == entry.endpoint else "true"


def visible_places() -> tuple[Entry, ...]:
    rail: Rail = current_app.extensions["rail"]
    return rail.seen_by(current_user._get_current_object(), request.endpoint or "", str(get_locale()))


def place_that_searches() -> str | None:
    rail: Rail = current_app.extensions["rail"]
    return next((url_for(place.endpoint) for place in rail.places if place.searches), None)


def place_that_suggests() -> str | None:
    rail: Rail = current_app.extensions["rail"]
    return next((url_for(place.suggests) for place in rail.places if place.suggests), None)


def init_app(app: Flask, places: Iterable[Place]) -> None:
    app.extensions["rail"] = Rail(places)
    app.jinja_env.globals.update(
        visible_places=visible_places, place_that_searches=place_that_searches, place_that_suggests=place_that_suggests
    )
