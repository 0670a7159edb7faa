"""What a search of the library shows. The index gives ids and counts; everything readable is read again, as this
reader may see it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.library import queries
from teachnet.library.asking.nearby import did_you_mean
from teachnet.library.asking.queries import synonyms
from teachnet.library.asking.spool import spool
from teachnet.library.models import ResourceVersion
from teachnet.library.search import KIND, codes_of
from teachnet.library.search_form import SearchForm
from teachnet.search.engine import Found, Unsound, Wish
from teachnet.search.find import find
from teachnet.search.highlight import Marker
from teachnet.web.paging import PER_PAGE, Page, paginate

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hit:
    version: ResourceVersion
    title: Markup
    passage: Markup


@dataclass(frozen=True)
class Option:
    value: str
    label: object
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: object
    options: list[Option]

    @property
    def is_in_use(self) -> bool:
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Instead:
    meant: list[str]  # queries
    unfiltered: int  # what the same words find without the filters


@dataclass(frozen=True)
class Results:
    page: Page
    facets: list[Facet]
    loosened: bool = False
    unseen: tuple[str, ...] = ()
    instead: Instead | None = None  # something asked for is not there
    is_ready: bool = True  # else the index is being built, and this is simply what is new


def search(person: Person | None, form: SearchForm, number: int) -> Results:
    wish = Wish(form.query, codes_of(person), form.filters, form.order, synonyms=synonyms())
    try:
        found, number = _page(wish, number)
        instead = _instead(person, wish, found) if _is_wanting(wish, found) else None
    except Unsound:
        log.warning("the library has no index yet", exc_info=True)
        return _newest(person, number)
    page = Page(_hits(person, found), number, PER_PAGE, found.total)
    return Results(page, _facets(form, found.counts), found.loosened, found.unseen, instead=instead)


def _is_wanting(wish: Wish, found: Found) -> bool:
    return bool(wish.query.terms) and (found.total == 0 or bool(found.unseen))


def _instead(person: Person | None, wish: Wish, found: Found) -> Instead:
    """What to try when something asked for is not there. Only what this reader would find is offered."""
    wider = replace(wish, filters={}, limit=1)
    unfiltered = find(KIND, wider).total if wish.filters and not found.total else found.total
    if not unfiltered:
        spool.note(wish.query)
    meant = did_you_mean(
        person, wish.query, found.unseen, lambda meant: find(KIND, replace(wider, query=meant)).total > 0
    )
    return Instead(meant, unfiltered)


def _page(wish: Wish, number: int) -> tuple[Found, int]:
    """A page past the end shows the last one."""
    found = find(KIND, wish.on_page(number, PER_PAGE))
    last = max(1, -(-found.total // PER_PAGE))
    return (found, number) if number <= last else (find(KIND, wish.on_page(last, PER_PAGE)), last)


def _hits(person: Person | None, found: Found) -> list[Hit]:
    versions = db.session.scalars(queries.found_versions(person, found.ids)).all()
    by_id, marker = {version.resource_id: version for version in versions}, Marker(found)
    return [_hit(by_id[id_], marker) for id_ in found.ids if id_ in by_id]


def _hit(version: ResourceVersion, marker: Marker) -> Hit:
    texts = (version.summary, *(held.file.text for held in version.files))
    return Hit(version, marker.title(version.title), marker.passage(*texts))


def _newest(person: Person | None, number: int) -> Results:
    page = paginate(queries.newest_versions(person), page=number)
    hits = [_hit(version, Marker(Found())) for version in page]
    return Results(Page(hits, page.number, page.per_page, page.total), [], is_ready=False)


def _facets(form: SearchForm, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    facets = []
    for field in form.facets:
        counted = counts.get(field.name, {})
        options = [
            Option(value, label, counted.get(value, 0), value in field.data)
            for value, label in field.known.items()
            if value in counted or value in field.data
        ]
        facets.append(Facet(field.name, field.label.text, options))
    return [facet for facet in facets if facet.options]
