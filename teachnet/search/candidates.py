"""The best few documents that an engine has found, brought here to be put in order by the ranking all engines share.

Beside each document an engine keeps its *bag*: all its terms and how often they occur, as four bytes each. An engine's
own ranking looks at every document of the city, also those the reader may not see; this one does not.
"""

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np

from teachnet.search.analyser import Bags
from teachnet.search.plan import Plan
from teachnet.search.ranking import Postings

OFTEN = 7  # bits of the four bytes; the rest is the term, as a checksum
MOST = (1 << OFTEN) - 1


def key_of(bag: str, term: str) -> int:
    """Two terms of one document share a key once in twenty thousand documents."""
    return crc32(f"{bag}:{term}".encode()) >> OFTEN


def pack(bags: Bags) -> bytes:
    counted = [("words", bags.words), ("grams", bags.grams), ("sounds", bags.sounds)]
    often = {key_of(name, term): min(count, MOST) for name, bag in counted for term, count in bag.items()}
    often |= {key_of("names", name): 1 for name in bags.names if name.startswith(":")}
    packed = np.fromiter((key << OFTEN | count for key, count in often.items()), np.uint32, len(often))
    return np.sort(packed).astype("<u4").tobytes()


class Candidates:
    """As `Listed` by the ranking: documents numbered from 0."""

    def __init__(self, columns: Mapping[str, Sequence[int]], bags: Sequence[bytes], plan: Plan):
        self.columns = {name: np.array(values, np.int64) for name, values in columns.items()}
        self.size = len(bags)
        wanted = {(worth.bag, term) for worth in plan.worths for term in (worth.term, *worth.unless)}
        keys = np.array(sorted({key_of(bag, term) for bag, term in wanted}), np.uint32)
        self._places = {int(key): place for place, key in enumerate(keys)}
        self._often = np.zeros((len(keys), self.size), np.float32)
        for number, bag in enumerate(bags):
            self._often[:, number] = _often(np.frombuffer(bag, "<u4"), keys)

    def postings(self, bag: str, term: str) -> Postings:
        often = self._often[self._places[key_of(bag, term)]]
        numbers = np.flatnonzero(often)
        return numbers, often[numbers]


def _often(packed: np.ndarray, keys: np.ndarray) -> np.ndarray:
    if not len(packed):
        return np.zeros(len(keys), np.float32)
    at = np.searchsorted(packed, keys << OFTEN).clip(max=len(packed) - 1)
    found = packed[at]
    return np.where(found >> OFTEN == keys, found & MOST, 0)
