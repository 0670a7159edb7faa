"""What a document must hold to be found, as every engine can ask it of its index."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Has:
    """The term is in this bag: words, grams, sounds, names, facets."""

    bag: str
    term: str


@dataclass(frozen=True)
class AllOf:
    """Every part; of no parts, everything."""

    parts: tuple["Clause", ...] = ()


@dataclass(frozen=True)
class AnyOf:
    """One part or more; of no parts, nothing."""

    parts: tuple["Clause", ...] = ()


@dataclass(frozen=True)
class Not:
    part: "Clause"


@dataclass(frozen=True)
class Most:
    """The parts a document holds weigh so much together, or more. Weights are small whole numbers."""

    parts: tuple[tuple["Clause", int], ...]
    least: int


@dataclass(frozen=True)
class Ids:
    ids: frozenset[int]


Clause: TypeAlias = Has | AllOf | AnyOf | Not | Most | Ids

EVERYTHING, NOTHING = AllOf(), AnyOf()


def all_of(parts: Iterable[Clause]) -> Clause:
    kept = tuple(part for part in parts if part != EVERYTHING)
    return kept[0] if len(kept) == 1 else AllOf(kept)


def any_of(parts: Iterable[Clause]) -> Clause:
    kept = tuple(part for part in parts if part != NOTHING)
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def holding(bag: str, terms: Iterable[str]) -> Clause:
    """All of these terms."""
    return all_of(Has(bag, term) for term in dict.fromkeys(terms))
