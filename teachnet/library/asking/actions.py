"""Writes of asking that span several things."""

from collections import Counter
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db, insert_if_new
from teachnet.errors import Refused
from teachnet.library.asking.models import MOST_SAVED, FruitlessSearch, SavedSearch


def save_search(name: str, asked: dict, *, by: Person) -> SavedSearch:
    """At the lowest free place. `asked` is what the address of the search says."""
    db.session.execute(sa.select(Person.id).where(Person.id == by.id).with_for_update())  # two tabs may save at once
    mine = sa.select(SavedSearch.place, SavedSearch.name).where(SavedSearch.person_id == by.id)
    names = dict(db.session.execute(mine).all())
    if name in names.values():
        raise Refused(_("You have a saved search of this name already. Choose another name."))
    free = next((place for place in range(1, MOST_SAVED + 1) if place not in names), None)
    if free is None:
        raise Refused(_("At most %(most)s searches can be saved. Delete one first.", most=MOST_SAVED))
    saved = SavedSearch(person_id=by.id, place=free, name=name, asked=asked)
    db.session.add(saved)
    db.session.flush()
    return saved


def count_fruitless(found: Counter[tuple[date, str]]) -> None:
    """Add (day, query) → how often to the months they belong to."""
    for (day, query), often in sorted(found.items()):
        whose = {"month": day.replace(day=1), "query": query}
        db.session.execute(insert_if_new(FruitlessSearch, by=list(whose), **whose, count=0, last_on=day))
        db.session.execute(
            sa.update(FruitlessSearch)
            .where(FruitlessSearch.month == whose["month"], FruitlessSearch.query == query)
            .values(count=FruitlessSearch.count + often, last_on=day)
        )
