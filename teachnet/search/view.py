"""The index as one reader sees it.

Everything is narrowed to what the reader may see before anything is counted or scored, the rarity of a word included.
A document of another county changes nothing: no total, no facet, no order, not whether a word "occurs nowhere".
"""

import math
from collections.abc import Iterable
from functools import cache

import numpy as np

from teachnet.search.engine import Wish
from teachnet.search.postings import Postings
from teachnet.search.snapshot import Snapshot

K1, B = 1.2, 0.75

Scored = tuple[np.ndarray, np.ndarray]  # documents and what a term is worth in each


class View:
    def __init__(self, snapshot: Snapshot, wish: Wish):
        self.snapshot = snapshot
        self.visible = snapshot.visible_to(wish.readers)
        if wish.without:
            self.visible = self.visible & ~np.isin(snapshot.columns["id"], list(wish.without))
        self.count = int(np.count_nonzero(self.visible))
        self.postings = cache(self._postings)
        self.relative_lengths = cache(self._relative_lengths)

    def _postings(self, bag: str, term: str) -> Postings:
        numbers, weights = self.snapshot.postings(bag, term)
        seen = self.visible[numbers]
        return numbers[seen], weights[seen]

    def holding(self, bag: str, *terms: str) -> np.ndarray:
        """The documents that hold all of these terms."""
        held = np.zeros(self.snapshot.size, np.uint8)
        for term in terms:
            held[self.postings(bag, term)[0]] += 1
        return held == len(terms)

    def rarity(self, documents: int) -> float:
        return math.log(1 + (self.count - documents + 0.5) / (documents + 0.5))

    def bm25(self, bag: str, term: str) -> Scored:
        numbers, often = self.postings(bag, term)
        lengths = self.relative_lengths("words_length" if bag == "words" else "grams_length")[numbers]
        return numbers, self.rarity(len(numbers)) * often * (K1 + 1) / (often + K1 * (1 - B + B * lengths))

    def _relative_lengths(self, column: str) -> np.ndarray:
        lengths = self.snapshot.columns[column].astype(np.float32)
        return lengths / max(float(lengths[self.visible].mean()) if self.count else 1.0, 1.0)


def all_of(start: np.ndarray, masks: Iterable[np.ndarray]) -> np.ndarray:
    for mask in masks:
        start = start & mask
    return start
