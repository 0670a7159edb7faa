"""What is seen of asking: the table of synonyms, saved searches and what is new in them, fruitless searches."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.library.asking.models import FruitlessSearch, SavedSearch, Synonym, SynonymGroup
from teachnet.library.models import ResourceVersion
from teachnet.library.queries import published_versions_visible_to
from teachnet.library.search import KIND, codes_of
from teachnet.search.engine import Order, Unsound, Wish
from teachnet.search.indexes import indexes
from teachnet.search.query import parse

NEW_FOR = timedelta(days=60)  # what has been there longer is new to nobody
MOST_NEW = 99  # finds of one search that are counted

NEVER = datetime.min.replace(tzinfo=UTC)

Table = Mapping[str, tuple[str, ...]]


def synonym_groups() -> sa.Select:
    """Newest change first."""
    return (
        sa.select(SynonymGroup)
        .options(selectinload(SynonymGroup.synonyms))
        .order_by(SynonymGroup.changed_at.desc(), SynonymGroup.id.desc())
    )


def synonyms_among(folded: Sequence[str]) -> sa.Select:
    """Words that stand in a group already."""
    return sa.select(Synonym).where(Synonym.folded.in_(folded)).options(selectinload(Synonym.group))


def synonyms() -> Table:
    """What else a folded word is called. The words are read again only when the table has changed."""
    return _table(*db.session.execute(_STAMP).one())


_STAMP = sa.select(
    sa.func.count(), sa.func.max(SynonymGroup.changed_at, type_=SynonymGroup.changed_at.type)
).select_from(SynonymGroup)


@lru_cache(maxsize=2)
def _table(count: int, changed_at: datetime | None) -> Table:
    groups: dict[int, list[str]] = {}
    rows = sa.select(Synonym.group_id, Synonym.folded).order_by(Synonym.position)
    for group_id, folded in db.session.execute(rows):
        groups.setdefault(group_id, []).append(folded)
    others = {word: tuple(other for other in group if other != word) for group in groups.values() for word in group}
    return MappingProxyType(others)


def saved_searches_of(person: Person) -> sa.Select:
    return sa.select(SavedSearch).where(SavedSearch.person_id == person.id).order_by(SavedSearch.place)


def fruitless_searches(month: date) -> sa.Select:
    """Of the month that begins on this day, what was asked most first."""
    return (
        sa.select(FruitlessSearch)
        .where(FruitlessSearch.month == month)
        .order_by(FruitlessSearch.count.desc(), FruitlessSearch.last_on.desc(), FruitlessSearch.id)
    )


def new_finds(person: Person, saved: Sequence[SavedSearch]) -> dict[int, int]:
    """For each of these saved searches, by id, how much of what it finds was published since it was looked at; at most
    `MOST_NEW`. Without an index nothing is new."""
    found = dict.fromkeys((one.id for one in saved), 0)
    fresh = _published_since(person, min(one.looked_at for one in saved)) if saved else {}
    newest, codes = max(fresh.values(), default=NEVER), codes_of(person)
    for one in saved:
        if newest > one.looked_at:
            ids = _newest_ids(json.dumps(one.asked, sort_keys=True), codes)
            found[one.id] = sum(1 for id_ in ids if fresh.get(id_, NEVER) > one.looked_at)
    return found


def _published_since(person: Person, moment: datetime) -> dict[int, datetime]:
    """One statement for all of them; where it finds nothing, no search is asked at all."""
    since = max(moment, utcnow() - NEW_FOR)
    rows = (
        published_versions_visible_to(person)
        .where(ResourceVersion.published_at > since)
        .with_only_columns(ResourceVersion.resource_id, ResourceVersion.published_at)
    )
    return dict(db.session.execute(rows).all())


def _newest_ids(asked: str, codes: frozenset[str]) -> tuple[int, ...]:
    try:
        generation = indexes.engine(KIND).generation
        return _ids(asked, codes, generation)
    except Unsound:
        return ()


@lru_cache(maxsize=4096)
def _ids(asked: str, codes: frozenset[str], generation: str) -> tuple[int, ...]:
    """The desk asks at each visit; until something is published, it finds the same."""
    said = json.loads(asked)
    query, filters = parse(said.pop("q", "")), {name: chosen for name, chosen in said.items() if name != "sort"}
    wish = Wish(query, codes, filters, Order.NEWEST, limit=MOST_NEW, synonyms=synonyms())
    return indexes.engine(KIND).search(wish, indexes.sources[KIND].texts).ids
