"""What changed between two texts, as pieces to show: words that went, came and stayed."""

from difflib import SequenceMatcher
from typing import NamedTuple

import rjieba


class Piece(NamedTuple):
    """`sign` is "" for what stayed, "-" for what went, "+" for what came."""

    sign: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """By words, so that a reader sees the word that was put right and not two letters of it."""
    was, became = rjieba.cut(before), rjieba.cut(after)
    found = []
    for kind, i, j, k, n in SequenceMatcher(None, was, became, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("", "".join(was[i:j])))
            continue
        found += [Piece(sign, text) for sign, text in (("-", "".join(was[i:j])), ("+", "".join(became[k:n]))) if text]
    return found
