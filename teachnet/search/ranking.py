"""In what order documents answer a plan: one formula, on arrays, for every engine that can list them by term.

BM25 over one blended field, in which a word of the title counts five times, of the skill and its like three times, of
the summary twice; then fresh, adopted and well rated things gain a little.
"""

import math
import time
from collections.abc import Mapping
from typing import Protocol

import numpy as np

from teachnet.search.engine import Document, Order
from teachnet.search.plan import Plan, Worth

K1, B = 1.2, 0.75
DAY = 86400

# At most so much more, as a share. Freshness halves every two years; adoptions count until fifty; a rating from three
# stars up. Gentle: together they lift a document past one that fits a little better, not past one that fits.
FRESH, ADOPTED, RATED = 0.06, 0.06, 0.04
HALVES_AFTER = 730 * DAY
MANY_ADOPTIONS = 50
MIDDLING = 3.0
RATING_UNIT = 1000  # ratings are kept in thousandths of a star, 0 for none

SORTED_BY = {Order.MOST_ADOPTED: "adoptions", Order.BEST_RATED: "rating"}
LENGTH_OF = {"words": "words_length", "grams": "grams_length", "sounds": "grams_length"}

Postings = tuple[np.ndarray, np.ndarray]  # document numbers, rising, and how often the term occurs in each


def signals_of(document: Document) -> dict[str, int]:
    """What of a document is ordered by beside its words, as the whole numbers that columns keep."""
    return {
        "at": int(document.at.timestamp()),
        "adoptions": document.adoptions,
        "rating": round((document.rating or 0) * RATING_UNIT),
    }


class Listed(Protocol):
    """Documents numbered from 0, listed by term."""

    size: int
    columns: Mapping[str, np.ndarray]

    def postings(self, bag: str, term: str) -> Postings: ...


def saturated(bag: str, often: np.ndarray, lengths: np.ndarray, mean: float) -> np.ndarray:
    """What so many occurrences count: the second less than the first, and in a short text more than in a long one."""
    if bag not in LENGTH_OF:
        return np.minimum(often, 1)
    return often * (K1 + 1) / (often + K1 * (1 - B + B * lengths / max(mean, 1.0)))


def mean_of(plan: Plan, bag: str) -> float:
    return plan.means.get("words" if bag == "words" else "grams", 1.0)


def scores(listed: Listed, plan: Plan) -> np.ndarray:
    total = np.zeros(listed.size, np.float32)
    for worth in plan.worths:
        numbers, often = _earning(listed, worth)
        lengths = listed.columns[LENGTH_OF.get(worth.bag, "words_length")][numbers].astype(np.float32)
        total[numbers] += np.float32(worth.weight) * saturated(worth.bag, often, lengths, mean_of(plan, worth.bag))
    return total


def _earning(listed: Listed, worth: Worth) -> Postings:
    numbers, often = listed.postings(worth.bag, worth.term)
    for other in worth.unless:
        apart = ~np.isin(numbers, listed.postings(worth.bag, other)[0], assume_unique=True)
        numbers, often = numbers[apart], often[apart]
    return numbers, often


def boosts(columns: Mapping[str, np.ndarray], numbers: np.ndarray, now: float | None = None) -> dict[str, np.ndarray]:
    """What each of these documents gains, as shares of its score."""
    age = np.maximum((time.time() if now is None else now) - columns["at"][numbers], 0)
    adopted = np.log1p(columns["adoptions"][numbers]) / math.log1p(MANY_ADOPTIONS)
    stars = columns["rating"][numbers] / RATING_UNIT
    return {
        "freshness": FRESH * 0.5 ** (age / HALVES_AFTER),
        "adoption": ADOPTED * np.minimum(adopted, 1),
        "rating": RATED * np.clip((stars - MIDDLING) / (5 - MIDDLING), 0, 1),
    }


def ordered(listed: Listed, numbers: np.ndarray, order: Order, scored: np.ndarray) -> np.ndarray:
    """Ties by the id, so that pages never overlap; of equally relevant things the newest first."""
    columns = listed.columns
    by_id = -columns["id"][numbers]
    if order is Order.RELEVANCE and scored.any():
        gain = sum(boosts(columns, numbers).values())
        keys = [by_id, -columns["at"][numbers], -(scored[numbers] * (1 + gain))]
    else:
        keys = [by_id, -columns[SORTED_BY.get(order, "at")][numbers]]
    return numbers[np.lexsort(keys)]
