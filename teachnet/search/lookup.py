"""Which documents hold a word that was typed, by any of the ways it can be meant, and what that is worth."""

from dataclasses import dataclass, field

import numpy as np

from teachnet.search import analyser
from teachnet.search.query import Term
from teachnet.search.view import Scored, View, all_of

# Tuned on known-item questions (flask eval-search): more grams cost the first place, fewer lose rare names.
GRAM_SHARE = 0.35
SYNONYM_SHARE = 0.8


@dataclass
class Word:
    """One term of the query that may stand anywhere, and what is known of it."""

    holders: np.ndarray | None = None  # None: it occurs nowhere
    parts: list[tuple[np.ndarray, float]] = field(default_factory=list)  # the documents and the weight of each unit
    unseen: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    scores: list[Scored] = field(default_factory=list)


def look_up(view: View, term: Term) -> Word:
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
    return all_of(view.visible, [holders for holders, _ in word.parts]) if word.parts else None


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
    holders = all_of(view.visible, [*routes, *letters])
    return holders if routes and holders.any() else None


def literally(view: View, folded: str) -> np.ndarray:
    """For a minus sign: the word itself, neither its synonyms nor what sounds like it."""
    units, grams = analyser.units(folded), analyser.grams(folded)
    held = view.holding("words", *units) if units else np.zeros_like(view.visible)
    return held | view.holding("grams", *grams) if grams else held
