"""Which documents answer a query, and in what order: for every engine that can list the documents of a term.

Everything is narrowed to what the reader may see before anything is counted or scored, the rarity of a word included.
A document of another county changes nothing: no total, no facet, no order, not whether a word "occurs nowhere".
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from teachnet.search import analyser
from teachnet.search.engine import Found, Order, Texts, Wish
from teachnet.search.postings import Postings
from teachnet.search.query import Query, Term
from teachnet.search.snapshot import Snapshot

# Tuned on known-item questions (flask eval-search): more grams cost the first place, fewer lose rare names.
GRAM_SHARE = 0.35
SYNONYM_SHARE = 0.8
K1, B = 1.2, 0.75
ENOUGH = 0.25  # of the weight of the words asked for, when no document holds them all
SENTENCE = 5  # units without a blank; a question asked in a sentence is no list of requirements
PHRASES_CHECKED = 300

Scored = tuple[np.ndarray, np.ndarray]


class View:
    """The index as one reader sees it."""

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


@dataclass
class Word:
    """One term of the query that may stand anywhere, and what is known of it."""

    holders: np.ndarray | None = None  # None: it occurs nowhere
    parts: list[tuple[np.ndarray, float]] = field(default_factory=list)  # the documents and the weight of each unit
    unseen: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    scores: list[Scored] = field(default_factory=list)


def find(snapshot: Snapshot, wish: Wish, texts: Texts | None) -> Found:
    view = View(snapshot, wish)
    words = [_look_up(view, term) for term in wish.query.terms if not term.field and not term.is_negated]
    scores = _scores(view, words)
    must = _must(view, wish.query)
    matched, loosened = _match(must, words)
    if not wish.query.terms and not wish.query.is_blank:
        matched = np.zeros_like(matched)
    if texts and (phrases := [analyser.fold(term.text) for term in wish.query.terms if _is_phrase(term)]):
        matched = _with_phrases(snapshot, matched, scores, phrases, texts)
    chosen = _chosen(snapshot, wish.filters)
    shown = np.flatnonzero(_all(matched, chosen.values()))
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


def _look_up(view: View, term: Term) -> Word:
    folded, word = analyser.fold(term.text), Word()
    units, grams = analyser.units(folded), list(dict.fromkeys(analyser.grams(folded)))
    routes = [by_units] if (by_units := _by_units(view, word, units)) is not None else []
    if (by_grams := _by_grams(view, word, units, grams)) is not None:
        routes.append(by_grams)
    if routes:
        word.holders = np.logical_or.reduce(routes)
        word.unseen = [] if word.sounds else word.unseen
    inner = analyser.meaningful(analyser.words(folded))
    word.scores += [view.bm25("words", inside) for inside in inner]
    word.marks += [folded.strip(), *units, *inner]
    return word


def _by_units(view: View, word: Word, units: list[str]) -> np.ndarray | None:
    """The documents with all units of the word that occur at all."""
    for unit in units:
        holders = _unit(view, word, unit)
        if count := int(np.count_nonzero(holders)):
            word.parts.append((holders, view.rarity(count)))
        else:
            word.unseen.append(unit)
    return _all(view.visible, [holders for holders, _ in word.parts]) if word.parts else None


def _unit(view: View, word: Word, unit: str) -> np.ndarray:
    holders = view.holding("words", unit)
    for other in analyser.synonyms(unit):
        numbers, scores = view.bm25("words", other)
        only = ~holders[numbers]
        word.scores.append((numbers[only], scores[only] * SYNONYM_SHARE))
        word.marks.append(other)
        holders[numbers] = True
    if len(unit) > 2 and analyser.is_han(unit):
        holders |= view.holding("grams", *analyser.grams(unit))
    if unit.isascii():
        holders |= _typed_in_letters(view, word, unit)
    return holders


def _typed_in_letters(view: View, word: Word, unit: str) -> np.ndarray:
    """tiwen, tw, wangfang: what a name or a trade word sounds like."""
    named = view.holding("names", f":{unit}")
    numbers = np.flatnonzero(named)
    word.scores.append((numbers, np.full(len(numbers), view.rarity(len(numbers)), np.float32)))
    if sounds := analyser.typed_sounds(unit):
        word.scores += [view.bm25("sounds", sound) for sound in sounds]
        word.sounds += sounds
        named |= view.holding("sounds", *sounds)
    return named


def _by_grams(view: View, word: Word, units: list[str], grams: list[str]) -> np.ndarray | None:
    """The documents with all pairs of characters; a pair that occurs nowhere is taken by its sound."""
    routes = []
    for gram in grams:
        bag, term, share = "grams", gram, GRAM_SHARE
        if not len(view.postings(bag, term)[0]):
            bag, term, share = "sounds", analyser.sound(gram), 1.0
        numbers, scores = view.bm25(bag, term)
        word.scores.append((numbers, scores * np.float32(share)))
        if bag == "sounds" and len(numbers):
            word.sounds.append(term)
        routes.append(view.holding(bag, term))
    letters = [view.holding("words", unit) for unit in units if not analyser.is_han(unit)]
    holders = _all(view.visible, [*routes, *letters])
    return holders if routes and holders.any() else None


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
            held = _literally(view, analyser.fold(term.text))
        else:
            continue
        left = left & ~held if term.is_negated else left & held
    return left


def _literally(view: View, folded: str) -> np.ndarray:
    units, grams = analyser.units(folded), analyser.grams(folded)
    held = view.holding("words", *units) if units else np.zeros_like(view.visible)
    return held | view.holding("grams", *grams) if grams else held


def _match(must: np.ndarray, words: list[Word]) -> tuple[np.ndarray, bool]:
    seen = [word for word in words if word.holders is not None]
    if words and not seen:
        return np.zeros_like(must), False
    strict = _all(must, [word.holders for word in seen])
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
        others = _all(matched, [mask for name, mask in chosen.items() if name != facet])
        counted = {code: int(np.count_nonzero(others[numbers])) for code, numbers in codes.items()}
        counts[facet] = {code: count for code, count in counted.items() if count}
    return counts


def _order(snapshot: Snapshot, numbers: np.ndarray, scores: np.ndarray, order: Order) -> np.ndarray:
    keys = [-snapshot.columns["id"][numbers], -snapshot.columns["at"][numbers]]
    if order is Order.RELEVANCE:
        keys.append(-scores[numbers])
    return numbers[np.lexsort(keys)]


def _all(start: np.ndarray, masks) -> np.ndarray:
    for mask in masks:
        start = start & mask
    return start
