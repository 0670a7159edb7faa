"""What changed between two texts: where they are alike, and as pieces to show words that went, came and stayed."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

import rjieba


class Piece(NamedTuple):
    """`sign` is "" for what stayed, "-" for what went, "+" for what came."""

    sign: str
    text: str


class Stretch(NamedTuple):
    """Of what was, `first` up to `end`; of what became of it, `new_first` up to `new_end`."""

    has_stayed: bool
    first: int
    end: int
    new_first: int
    new_end: int


def pieces(before: str, after: str) -> list[Piece]:
    """By words, so that a reader sees the word that was put right and not two letters of it."""
    was, became = rjieba.cut(before), rjieba.cut(after)
    found = []
    for stretch in stretches(was, became):
        went = "".join(was[stretch.first : stretch.end])
        if stretch.has_stayed:
            found.append(Piece("", went))
            continue
        came = "".join(became[stretch.new_first : stretch.new_end])
        found += [Piece(sign, text) for sign, text in (("-", went), ("+", came)) if text]
    return found


def stretches(was: Sequence[str], became: Sequence[str]) -> Iterator[Stretch]:
    """Both from beginning to end. What is alike at either end is set aside first, and between them a part that stands
    everywhere anchors nothing: thousands of equal parts would otherwise be compared each with each, for seconds."""
    head = _alike(was, became)
    tail = _alike(was[head:][::-1], became[head:][::-1])
    old, new = was[head : len(was) - tail], became[head : len(became) - tail]
    if head:
        yield Stretch(True, 0, head, 0, head)
    for kind, i, j, k, n in SequenceMatcher(None, old, new).get_opcodes():
        yield Stretch(kind == "equal", head + i, head + j, head + k, head + n)
    if tail:
        yield Stretch(True, len(was) - tail, len(was), len(became) - tail, len(became))


def _alike(was: Sequence[str], became: Sequence[str]) -> int:
    """How many parts from the beginning."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(was, became, strict=False)))
