"""What a query means to one reader, worked out once and asked of any engine: which documents answer it, and what each
word of theirs is worth.

Everything it asks an engine is narrowed to what the reader may see, the rarity of a word included: a document of
another county changes nothing, no total, no order, not whether a word "occurs nowhere".
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from teachnet.search import analyser
from teachnet.search.clauses import EVERYTHING, NOTHING, Clause, Most, Not, all_of, any_of, holding
from teachnet.search.engine import Order
from teachnet.search.query import Query, Term

ENOUGH = 0.25  # of the weight of the words asked for, when no document holds them all
SENTENCE = 5  # units without a blank; a question asked in a sentence is no list of requirements
HEAVIEST = 4  # what the rarest word weighs in `Most`; an engine may have to ask a part as often as it weighs


@dataclass(frozen=True)
class Worth:
    """A term that earns a document its place: `weight` for one occurrence after another, less each time. Not where
    one of the terms `unless` has earned it already: a synonym counts once."""

    bag: str
    term: str
    weight: float
    unless: tuple[str, ...] = ()
    is_synonym: bool = False


@dataclass(frozen=True)
class Plan:
    matching: Clause = EVERYTHING
    worths: tuple[Worth, ...] = ()
    means: Mapping[str, float] = field(
        default_factory=dict, hash=False
    )  # the mean length of the documents this reader may see, by bag
    phrases: tuple[str, ...] = ()  # folded; to be looked for in the text itself
    loosened: bool = False
    unseen: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()


class Seen(Protocol):
    """An index as one reader sees it: what an engine has to be able to do."""

    total: int  # documents

    def mean_length(self, bag: str) -> float:
        """Of the bag of words or of grams, in terms."""
        ...

    def holding(self, clause: Clause) -> int:
        """How many documents."""
        ...

    def foresee(self, clauses: Iterable[Clause]) -> None:
        """These will be asked for one after the other: an engine that is far away may count them at once."""
        ...

    def best(self, plan: Plan, clause: Clause, order: Order, offset: int, limit: int) -> list[int]:
        """The ids of those that hold `clause`, in this order."""
        ...

    def counts(self, clause: Clause, facets: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Facet, code, how many of those that hold `clause`; of these facets only, if they are named."""
        ...


def rarity(total: int, documents: int) -> float:
    return math.log(1 + (total - documents + 0.5) / (documents + 0.5))


@dataclass
class Wanted:
    """The words of a query that may stand anywhere, looked up."""

    holders: list[Clause]
    parts: list[tuple[Clause, float]]
    is_sentence: bool

    @property
    def strict(self) -> Clause:
        return all_of(self.holders)

    @property
    def most(self) -> Clause:
        """Weights as whole numbers: an engine that can only count can ask it, too."""
        top = max(weight for _part, weight in self.parts)
        weighed = tuple((part, max(1, round(HEAVIEST * weight / top))) for part, weight in self.parts)
        return Most(weighed, math.ceil(ENOUGH * sum(weight for _part, weight in weighed)))


def must(query: Query) -> Clause:
    """What the named fields and the minus signs leave."""
    return all_of(_named_or_negated(term) for term in query.terms if term.field or term.is_negated)


def _named_or_negated(term: Term) -> Clause:
    if term.field:
        held = holding("names", analyser.name_keys(term.field, term.text))
    else:
        held = literally(analyser.fold(term.text))
    return Not(held) if term.is_negated else held


def literally(folded: str) -> Clause:
    """For a minus sign: the word itself, neither its synonyms nor what sounds like it."""
    units, grams = analyser.units(folded), analyser.grams(folded)
    return any_of(holding(bag, terms) for bag, terms in (("words", units), ("grams", grams)) if terms)


def match(seen: Seen, must_hold: Clause, wanted: Wanted, *, has_words: bool) -> tuple[Clause, bool]:
    """The documents that answer, and whether they hold only most of the words because none holds them all."""
    if not has_words:
        return must_hold, False
    if not wanted.holders:
        return NOTHING, False
    strict = all_of((must_hold, wanted.strict))
    found_strictly = seen.holding(strict) > 0
    if found_strictly and not wanted.is_sentence:
        return strict, False
    most = all_of((must_hold, wanted.most))
    return most, not found_strictly and seen.holding(most) > 0
