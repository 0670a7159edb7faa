"""Why a result stands where it stands: the ranking's own sum, item by item."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from teachnet.search.analyser import WEIGHTS, parts_of, sound, take_apart
from teachnet.search.engine import Document
from teachnet.search.plan import Plan, Worth
from teachnet.search.ranking import LENGTH_OF, boosts, mean_of, saturated, signals_of


@dataclass(frozen=True)
class Reason:
    """One term that earns something."""

    bag: str  # words, grams, sounds or names
    term: str
    places: Mapping[str, int]  # how often in title, tags, summary, body, names; where it is a name by its sound: empty
    weight: float  # how rare the term is, less what it loses as a synonym or a pair of characters
    points: float
    is_synonym: bool = False  # of a word that was typed


@dataclass(frozen=True)
class Explanation:
    """`score` is the sum of the points, and as much more as the boosts say. `place_weights` is what one occurrence in
    each place counts."""

    reasons: tuple[Reason, ...]  # the heaviest first
    boosts: Mapping[str, float]  # freshness, adoption, rating: shares of the sum
    score: float
    place_weights: Mapping[str, int]


def explained(plan: Plan, document: Document) -> Explanation:
    held = _Held(document)
    reasons = [_reason(worth, plan, held) for worth in plan.worths]
    earning = sorted((reason for reason in reasons if reason.points), key=lambda reason: -reason.points)
    columns = {name: np.array([value], np.int64) for name, value in signals_of(document).items()}
    gains = {name: float(gain[0]) for name, gain in boosts(columns, np.arange(1)).items()}
    score = sum(reason.points for reason in earning) * (1 + sum(gains.values()))
    return Explanation(tuple(earning), gains, score, WEIGHTS)


class _Held:
    """The terms of one document: how often in all, and where."""

    def __init__(self, document: Document):
        bags = take_apart(document)
        self.often = {"words": bags.words, "grams": bags.grams, "sounds": bags.sounds}
        self.names = bags.names
        self.lengths = {"words_length": bags.words.total(), "grams_length": bags.grams.total()}
        self.places: dict[str, dict[str, Counter[str]]] = {}
        for place, words, grams in parts_of(document):
            here = self.places.setdefault(place, {bag: Counter() for bag in self.often})
            for bag, terms in (("words", words), ("grams", grams), ("sounds", map(sound, grams))):
                here[bag].update(terms)

    def count(self, bag: str, term: str) -> int:
        return self.often[bag][term] if bag in self.often else int(term in self.names)

    def where(self, bag: str, term: str) -> dict[str, int]:
        return {place: here[bag][term] for place, here in self.places.items() if bag in here and here[bag][term]}


def _reason(worth: Worth, plan: Plan, held: _Held) -> Reason:
    often = held.count(worth.bag, worth.term)
    if any(held.count(worth.bag, other) for other in worth.unless):
        often = 0
    length = held.lengths[LENGTH_OF.get(worth.bag, "words_length")]
    counted = saturated(worth.bag, np.array([often], np.float32), np.array([length]), mean_of(plan, worth.bag))
    points = worth.weight * float(counted[0])
    return Reason(
        worth.bag, worth.term, held.where(worth.bag, worth.term), worth.weight, points, is_synonym=worth.is_synonym
    )
