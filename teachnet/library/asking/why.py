"""Why a result is where it is, for the page of the editors: what the ranking says, in the words of the trade."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from teachnet.accounts.models import Person
from teachnet.library.asking.queries import synonyms
from teachnet.library.search import KIND, codes_of
from teachnet.search.engine import Wish
from teachnet.search.explain import Explanation, Reason
from teachnet.search.find import find, why
from teachnet.search.query import Query

LOOKED_THROUGH = 1000  # results, for the position
BAGS = {
    "words": _l("The word itself"),
    "grams": _l("Two characters side by side"),
    "sounds": _l("By its sound"),
    "names": _l("The sound of a name"),
}
PLACES = {
    "title": _l("Resource title"),
    "tags": _l("Skill, subject, stage, kind"),
    "summary": _l("Summary"),
    "body": _l("Text of the files"),
    "names": _l("Author, school, county"),
}
BOOSTS = {
    "freshness": _l("How new it is"),
    "adoption": _l("How often it was used in a class"),
    "rating": _l("How it was rated"),
}


@dataclass(frozen=True)
class Why:
    explanation: Explanation
    position: int | None  # from 1, among what this reader finds; none: further down than is looked
    total: int

    @property
    def reasons(self) -> Sequence[Reason]:
        return self.explanation.reasons

    @property
    def boosts(self) -> list[tuple]:
        """(what, share of the points)"""
        return [(BOOSTS[name], share) for name, share in self.explanation.boosts.items() if share]

    def how(self, reason: Reason):
        return _l("A synonym") if reason.is_synonym else BAGS[reason.bag]

    def where(self, reason: Reason) -> list[tuple]:
        """(place, how often, weight of one occurrence)"""
        weights = self.explanation.place_weights
        return [(PLACES[place], often, weights[place]) for place, often in reason.places.items() if often]


def explained(person: Person, query: Query, resource_id: int) -> Why | None:
    """None unless this reader may find it. Raises `Unsound` while there is no index."""
    wish = Wish(query, codes_of(person), limit=LOOKED_THROUGH, synonyms=synonyms())
    explanation = why(KIND, wish, resource_id)
    if explanation is None:
        return None
    found = find(KIND, wish)
    position = found.ids.index(resource_id) + 1 if resource_id in found.ids else None
    return Why(explanation, position, found.total)
