"""How much of two texts is the same, from short sketches of them (bottom-k sketches, after Broder 1997): the smallest
hashes of all runs of signs. Knows no database."""

import heapq
import unicodedata
from hashlib import blake2b

RUN = 6  # signs
KEPT = 128  # hashes: the share is told to about a twelfth
SHORTEST = 60  # signs; shorter texts are alike by chance


def sketch(text: str) -> list[int]:
    """Empty for what is too short to compare."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    if len(signs) < SHORTEST:
        return []
    runs = {signs[at : at + RUN] for at in range(len(signs) - RUN + 1)}
    return heapq.nsmallest(KEPT, (_hash(run) for run in runs))


def likeness(one: list[int], other: list[int]) -> float:
    """The share of runs that both have, from 0 to 1."""
    if not one or not other:
        return 0.0
    both = set(heapq.nsmallest(KEPT, set(one) | set(other)))
    return len(both & set(one) & set(other)) / len(both)


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=6).digest())  # fits into every JSON reader's numbers
