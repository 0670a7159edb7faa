"""One search, asked of an index as one reader sees it: the same steps for every engine."""

from collections.abc import Collection, Mapping

from teachnet.search import analyser
from teachnet.search.clauses import Clause, Has, Ids, all_of, any_of
from teachnet.search.engine import Found, Order, Texts, Wish
from teachnet.search.lookup import plan_of
from teachnet.search.plan import Plan, Seen

PHRASES_CHECKED = 300


def answer(seen: Seen, wish: Wish, texts: Texts | None) -> Found:
    plan = plan_of(wish.query, seen, wish.synonyms)
    matching = _with_phrases(seen, plan, texts) if texts and plan.phrases else plan.matching
    chosen = _chosen(wish.filters)
    shown = all_of((matching, *chosen.values()))
    total = seen.holding(shown)
    return Found(
        ids=tuple(seen.best(plan, shown, wish.order, wish.offset, wish.limit)) if total > wish.offset else (),
        total=total,
        counts=_counts(seen, matching, chosen),
        loosened=plan.loosened,
        unseen=plan.unseen,
        marks=plan.marks,
        sounds=plan.sounds,
    )


def _with_phrases(seen: Seen, plan: Plan, texts: Texts) -> Clause:
    """Words side by side are looked for in the text itself, of the best few hundred that hold them all."""
    best = seen.best(plan, plan.matching, Order.RELEVANCE, 0, PHRASES_CHECKED)
    folded = {id_: analyser.fold(text) for id_, text in texts(best).items()}
    return Ids(frozenset(id_ for id_ in best if all(phrase in folded.get(id_, "") for phrase in plan.phrases)))


def _chosen(filters: Mapping[str, Collection[str]]) -> dict[str, Clause]:
    return {
        facet: any_of(Has("facets", f"{facet}={code}") for code in dict.fromkeys(codes))
        for facet, codes in filters.items()
        if codes
    }


def _counts(seen: Seen, matching: Clause, chosen: dict[str, Clause]) -> dict[str, dict[str, int]]:
    """The counts of a facet ignore its own filter: they say what choosing another value would show."""
    counts = seen.counts(all_of((matching, *chosen.values())))
    for facet in chosen:
        others = all_of((matching, *(clause for name, clause in chosen.items() if name != facet)))
        counts.pop(facet, None)
        counts |= seen.counts(others, {facet})
    return counts
