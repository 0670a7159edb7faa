"""A tantivy index as one reader sees it: clauses as its queries, counts as its aggregations."""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

import numpy as np
from tantivy import DocAddress, Occur, Query, Schema, Searcher

from teachnet.search.candidates import Candidates
from teachnet.search.clauses import EVERYTHING, AllOf, AnyOf, Clause, Has, Ids, Most, Not
from teachnet.search.engine import Order, Wish
from teachnet.search.plan import Plan, Worth, rarity
from teachnet.search.ranking import ordered, scores

RANKED = 200  # brought here to be ranked; what comes after them stays in tantivy's own order
CODES = 65_000  # of facets, more than there are
COLUMNS = ("id", "at", "adoptions", "rating", "words_length", "grams_length")
KEYS = {Order.NEWEST: "newest", Order.MOST_ADOPTED: "adopted", Order.BEST_RATED: "rated"}


class Opened:
    """One commit. Many threads may read it."""

    def __init__(self, searcher: Searcher, schema: Schema):
        self.searcher, self.schema = searcher, schema
        self.sizes = lru_cache(maxsize=64)(self._sizes)

    def versions(self) -> dict[int, int]:
        if not self.searcher.num_docs:
            return {}
        places = self.places(Query.all_query(), self.searcher.num_docs)
        ids, versions = (self.searcher.fast_field_values(name, places) for name in ("id", "version"))
        return dict(zip(ids, versions, strict=True))

    def places(self, query: Query, limit: int, **how) -> list[DocAddress]:
        hits = self.searcher.search(query, limit=limit, count=False, **how).hits
        return [place for _score, place in hits]

    def readable_by(self, readers: frozenset[str]) -> Query:
        """Not a set of terms: preparing one takes longer than everything else of a search."""
        codes = (Query.term_query(self.schema, "readers", reader, "basic") for reader in sorted(readers))
        return Query.const_score_query(_boolean(*((Occur.Should, code) for code in codes)), 0.0)

    def _sizes(self, readers: frozenset[str]) -> tuple[int, float, float]:
        """Of what these readers may see: how many documents, their mean lengths in words and in grams."""
        fields = ("words_length", "grams_length")
        asked = {name: {"stats": {"field": name}} for name in fields}
        words, grams = (self.searcher.aggregate(self.readable_by(readers), asked)[name] for name in fields)
        return int(words["count"]), words["avg"] or 0.0, grams["avg"] or 0.0


class TantivyView:
    def __init__(self, opened: Opened, wish: Wish):
        self.opened, self.searcher, self.schema = opened, opened.searcher, opened.schema
        self.total, *means = opened.sizes(wish.readers)
        self.means = dict(zip(("words", "grams"), means, strict=True))
        self.visible = opened.readable_by(wish.readers)
        if wish.without:
            self.visible = _boolean((Occur.Must, self.visible), (Occur.MustNot, self._ids(wish.without)))
        self.holding = cache(self._holding)
        if wish.without:
            self.total = self.holding(EVERYTHING)

    def mean_length(self, bag: str) -> float:
        return self.means[bag]

    def _holding(self, clause: Clause) -> int:
        return self.searcher.search(self._narrowed(clause), limit=1, count=True).count

    def foresee(self, clauses: Iterable[Clause]) -> None:
        """Counting is quick here."""

    def best(self, plan: Plan, clause: Clause, order: Order, offset: int, limit: int) -> list[int]:
        if order is Order.RELEVANCE and plan.worths:
            return self._most_relevant(plan, clause, offset, limit)
        places = self.opened.places(
            self._narrowed(clause), limit, offset=offset, order_by_field=KEYS.get(order, "newest")
        )
        return self.searcher.fast_field_values("id", places)

    def _most_relevant(self, plan: Plan, clause: Clause, offset: int, limit: int) -> list[int]:
        earning = [(Occur.Should, self._earning(worth)) for worth in plan.worths]
        query = _boolean((Occur.Must, self._narrowed(clause)), *earning)
        places = self.opened.places(query, max(RANKED, offset + limit))
        near, far = places[:RANKED], places[RANKED:]
        ids = self._ranked(plan, near) + self.searcher.fast_field_values("id", far)
        return ids[offset : offset + limit]

    def _ranked(self, plan: Plan, places: list[DocAddress]) -> list[int]:
        columns = {name: self.searcher.fast_field_values(name, places) for name in COLUMNS}
        bags = [bytes(self.searcher.doc(place).get_first("bag")) for place in places]
        listed = Candidates(columns, bags, plan)
        numbers = ordered(listed, np.arange(listed.size), Order.RELEVANCE, scores(listed, plan))
        return listed.columns["id"][numbers].tolist()

    def counts(self, clause: Clause, facets: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        asked = {"codes": {"terms": {"field": "facets", "size": CODES, "segment_size": CODES}}}
        found = self.searcher.aggregate(self._narrowed(clause), asked)
        counts: dict[str, dict[str, int]] = {}
        for bucket in found["codes"]["buckets"]:
            facet, code = bucket["key"].split("=", 1)
            if facets is None or facet in facets:
                counts.setdefault(facet, {})[code] = bucket["doc_count"]
        return counts

    # clauses as queries

    def _narrowed(self, clause: Clause) -> Query:
        """It scores nothing: only worths do."""
        musts = [(Occur.Must, self.visible), *([] if clause == EVERYTHING else [(Occur.Must, self._query(clause))])]
        return Query.const_score_query(_boolean(*musts), 0.0)

    def _query(self, clause: Clause) -> Query:
        match clause:
            case Has(bag, term):
                return Query.term_query(self.schema, bag, term, "basic")
            case AllOf(()):
                return Query.all_query()
            case AllOf(parts):
                return _boolean(*((Occur.Must, self._query(part)) for part in parts))
            case AnyOf(()):
                return Query.empty_query()
            case AnyOf(parts):
                return _boolean(*((Occur.Should, self._query(part)) for part in parts))
            case Not(part):
                return _boolean((Occur.Must, Query.all_query()), (Occur.MustNot, self._query(part)))
            case Most(parts, least):
                asked = [(Occur.Should, self._query(part)) for part, weight in parts for _once in range(weight)]
                return Query.boolean_query(asked, minimum_number_should_match=least)
            case Ids(ids):
                return self._ids(ids)

    def _ids(self, ids: frozenset[int]) -> Query:
        return Query.term_set_query(self.schema, "id", sorted(ids)) if ids else Query.empty_query()

    def _earning(self, worth: Worth) -> Query:
        """tantivy multiplies by the rarity among all documents; we by that among those the reader may see."""
        term = Query.term_query(self.schema, worth.bag, worth.term, "freq")
        everywhere = rarity(self.searcher.num_docs, self.searcher.doc_freq(worth.bag, worth.term))
        return Query.boost_query(term, worth.weight / max(everywhere, 1e-6))


def _boolean(*parts: tuple[Occur, Query]) -> Query:
    return Query.boolean_query(list(parts))
