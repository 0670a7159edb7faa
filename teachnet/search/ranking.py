"""Which documents answer a query, and in what order: for every engine that can list the documents of a term."""

from collections.abc import Collection, Mapping

import numpy as np

from teachnet.search import analyser
from teachnet.search.engine import Found, Order, Texts, Wish
from teachnet.search.lookup import Word, literally, look_up
from teachnet.search.query import Query, Term
from teachnet.search.snapshot import Snapshot
from teachnet.search.view import View, all_of

ENOUGH = 0.25  # of the weight of the words asked for, when no document holds them all
SENTENCE = 5  # units without a blank; a question asked in a sentence is no list of requirements
PHRASES_CHECKED = 300


def find(snapshot: Snapshot, wish: Wish, texts: Texts | None) -> Found:
    view = View(snapshot, wish)
    words = [look_up(view, term) for term in wish.query.terms if not term.field and not term.is_negated]
    scores = _scores(view, words)
    must = _must(view, wish.query)
    matched, loosened = _match(must, words)
    if not wish.query.terms and not wish.query.is_blank:
        matched = np.zeros_like(matched)
    if texts and (phrases := [analyser.fold(term.text) for term in wish.query.terms if _is_phrase(term)]):
        matched = _with_phrases(snapshot, matched, scores, phrases, texts)
    chosen = _chosen(snapshot, wish.filters)
    shown = np.flatnonzero(all_of(matched, chosen.values()))
    order = _order(snapshot, shown, scores, wish.order)
    return Found(
        ids=tuple(snapshot.columns["id"][order[wish.offset : wish.offset + wish.limit]].tolist()),
        total=len(shown),
        counts=_counts(snapshot, matched, chosen),
        loosened=loosened,
        unseen=tuple(dict.fromkeys(unit for word in words for unit in word.unseen)),
        marks=tuple(dict.fromkeys(mark for word in words for mark in word.marks)),
        sounds=tuple(dict.fromkeys(sound for word in words for sound in word.sounds)),
    )


def _is_phrase(term: Term) -> bool:
    return term.is_phrase and not term.field and not term.is_negated


def _scores(view: View, words: list[Word]) -> np.ndarray:
    scores = np.zeros(view.snapshot.size, np.float32)
    for word in words:
        for numbers, parts in word.scores:
            scores[numbers] += parts
    return scores


def _must(view: View, query: Query) -> np.ndarray:
    """What the named fields and the minus signs leave."""
    left = view.visible
    for term in query.terms:
        if term.field:
            held = view.holding("names", *analyser.name_keys(term.field, term.text))
        elif term.is_negated:
            held = literally(view, analyser.fold(term.text))
        else:
            continue
        left = left & ~held if term.is_negated else left & held
    return left


def _match(must: np.ndarray, words: list[Word]) -> tuple[np.ndarray, bool]:
    seen = [word for word in words if word.holders is not None]
    if words and not seen:
        return np.zeros_like(must), False
    strict = all_of(must, [word.holders for word in seen])
    is_sentence = any(len(word.parts) >= SENTENCE for word in seen)
    if not seen or (strict.any() and not is_sentence):
        return strict, False
    parts = [part for word in seen for part in word.parts]
    covered = np.zeros(len(must), np.float32)
    for holders, weight in parts:
        covered += holders * np.float32(weight)
    most = must & (covered > 0) & (covered >= ENOUGH * sum(weight for _, weight in parts))
    return most, bool(most.any() and not strict.any())


def _with_phrases(snapshot, matched: np.ndarray, scores: np.ndarray, phrases: list[str], texts: Texts) -> np.ndarray:
    """Words side by side are looked for in the text itself, of the best few hundred that hold them all."""
    best = _order(snapshot, np.flatnonzero(matched), scores, Order.RELEVANCE)[:PHRASES_CHECKED]
    folded = {id_: analyser.fold(text) for id_, text in texts(snapshot.columns["id"][best].tolist()).items()}
    kept = [n for n in best if all(phrase in folded.get(int(snapshot.columns["id"][n]), "") for phrase in phrases)]
    checked = np.zeros_like(matched)
    checked[kept] = True
    return checked


def _chosen(snapshot: Snapshot, filters: Mapping[str, Collection[str]]) -> dict[str, np.ndarray]:
    chosen = {}
    for facet, codes in filters.items():
        if codes:
            chosen[facet] = np.zeros(snapshot.size, bool)
            for code in codes:
                chosen[facet][snapshot.facets.get(facet, {}).get(code, [])] = True
    return chosen


def _counts(snapshot: Snapshot, matched: np.ndarray, chosen: dict[str, np.ndarray]) -> dict[str, dict[str, int]]:
    counts = {}
    for facet, codes in snapshot.facets.items():
        others = all_of(matched, [mask for name, mask in chosen.items() if name != facet])
        counted = {code: int(np.count_nonzero(others[numbers])) for code, numbers in codes.items()}
        counts[facet] = {code: count for code, count in counted.items() if count}
    return counts


def _order(snapshot: Snapshot, numbers: np.ndarray, scores: np.ndarray, order: Order) -> np.ndarray:
    keys = [-snapshot.columns["id"][numbers], -snapshot.columns["at"][numbers]]
    if order is Order.RELEVANCE:
        keys.append(-scores[numbers])
    return numbers[np.lexsort(keys)]
