"""A snapshot of arrays as one reader sees it."""

from collections.abc import Collection, Iterable
from functools import cache

import numpy as np

from teachnet.search.clauses import AllOf, AnyOf, Clause, Has, Ids, Most, Not
from teachnet.search.engine import Order, Wish
from teachnet.search.plan import Plan
from teachnet.search.ranking import LENGTH_OF, Postings, ordered, scores
from teachnet.search.snapshot import Snapshot


class View:
    def __init__(self, snapshot: Snapshot, wish: Wish):
        self.snapshot = snapshot
        self.visible = snapshot.visible_to(wish.readers)
        if wish.without:
            self.visible = self.visible & ~np.isin(snapshot.columns["id"], list(wish.without))
        self.total = int(np.count_nonzero(self.visible))
        self.size, self.columns = snapshot.size, snapshot.columns
        self.postings = cache(self._postings)
        self.mask = cache(self._mask)
        self.scored = cache(lambda plan: scores(self, plan))

    def _postings(self, bag: str, term: str) -> Postings:
        numbers, weights = self.snapshot.postings(bag, term)
        seen = self.visible[numbers]
        return numbers[seen], weights[seen]

    def _mask(self, clause: Clause) -> np.ndarray:
        """For each document, whether the reader sees it and it holds this."""
        match clause:
            case Has(bag, term):
                held = np.zeros(self.size, bool)
                held[self.postings(bag, term)[0]] = True
                return held
            case AllOf(parts):
                return np.logical_and.reduce([self.visible, *map(self.mask, parts)])
            case AnyOf(parts):
                return np.logical_or.reduce([np.zeros(self.size, bool), *map(self.mask, parts)])
            case Not(part):
                return self.visible & ~self.mask(part)
            case Most(parts, least):
                weight = np.zeros(self.size, np.int16)
                for part, weighs in parts:
                    weight += self.mask(part) * np.int16(weighs)
                return weight >= least
            case Ids(ids):
                return np.isin(self.columns["id"], list(ids)) & self.visible

    def mean_length(self, bag: str) -> float:
        return float(self.columns[LENGTH_OF[bag]][self.visible].mean()) if self.total else 0.0

    def holding(self, clause: Clause) -> int:
        if isinstance(clause, Has):
            return len(self.postings(clause.bag, clause.term)[0])
        return int(np.count_nonzero(self.mask(clause)))

    def foresee(self, clauses: Iterable[Clause]) -> None:
        """Counting is quick here."""

    def best(self, plan: Plan, clause: Clause, order: Order, offset: int, limit: int) -> list[int]:
        numbers = np.flatnonzero(self.mask(clause))
        scored = self.scored(plan) if order is Order.RELEVANCE else np.zeros(self.size, np.float32)
        best = ordered(self, numbers, order, scored)[offset : offset + limit]
        return self.columns["id"][best].tolist()

    def counts(self, clause: Clause, facets: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        held, counts = self.mask(clause), {}
        for facet, codes in self.snapshot.facets.items():
            if facets is None or facet in facets:
                counted = {code: int(np.count_nonzero(held[numbers])) for code, numbers in codes.items()}
                if some := {code: count for code, count in counted.items() if count}:
                    counts[facet] = some
        return counts
