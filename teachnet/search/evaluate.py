"""How well the search finds what is known to be there: docs.jsonl and queries.jsonl through the product's own path."""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from teachnet.search.analyser import is_han
from teachnet.search.dictionaries import syllable_of
from teachnet.search.engine import Document, Engine, Wish
from teachnet.search.query import parse

ANYONE = frozenset({"anyone"})
LOOKED_AT = 10  # results, as the figures' names say
COMMON = 3500  # characters a typing slip may turn into


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def fill(engine: Engine, docs: list[dict]) -> None:
    engine.rebuild(
        Document(id=number, version=1, title=doc["title"], body=doc["text"], readers=ANYONE)
        for number, doc in enumerate(docs, 1)
    )


def measure(engine: Engine, docs: list[dict], queries: list[dict], *, typo: bool = False) -> dict[str, dict]:
    """By source: R1, R10, MRR10 and nDCG10 of an engine that was filled with these docs."""
    numbers = {doc["id"]: number for number, doc in enumerate(docs, 1)}
    slip = Slips(doc["text"] for doc in docs) if typo else None
    ranks = defaultdict(list)
    for query in queries:
        typed = slip.make(query["query"], seed=query["id"]) if slip else query["query"]
        found = engine.search(Wish(parse(typed), ANYONE, limit=LOOKED_AT)).ids
        wanted = {numbers[doc]: grade for doc, grade in query["relevant"].items()}
        ranks[query["source"]].append([wanted.get(id_, 0) for id_ in found] + [sorted(wanted.values(), reverse=True)])
    return {source: _figures(rows) for source, rows in ranks.items()}


def _figures(rows: list[list]) -> dict[str, float]:
    graded = [(row[:-1], row[-1]) for row in rows]
    figures = {
        "R1": [bool(grades[:1] and grades[0]) for grades, _ in graded],
        "R10": [sum(map(bool, grades)) / len(ideal) for grades, ideal in graded],
        "MRR10": [next((1 / rank for rank, grade in enumerate(grades, 1) if grade), 0) for grades, _ in graded],
        "nDCG10": [_gain(grades) / _gain(ideal[:LOOKED_AT]) for grades, ideal in graded],
    }
    return {"n": len(rows)} | {name: round(sum(values) / len(values), 4) for name, values in figures.items()}


def _gain(grades: list[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


class Slips:
    """What happens at a Chinese keyboard: the right sound, the wrong character."""

    def __init__(self, texts: Iterable[str]):
        common = Counter(character for text in texts for character in text if is_han(character)).most_common(COMMON)
        self._alike = defaultdict(list)
        for character, _ in common:
            self._alike[syllable_of()(character)].append(character)

    def make(self, text: str, *, seed: str) -> str:
        """One character becomes another of the same sound; always the same one for the same seed."""
        chance = random.Random(seed)  # noqa: S311 -- nothing secret
        places = [place for place, character in enumerate(text) if self._others(character)]
        if not places:
            return text
        place = chance.choice(places)
        return text[:place] + chance.choice(self._others(text[place])) + text[place + 1 :]

    def _others(self, character: str) -> list[str]:
        if not is_han(character):
            return []
        return [other for other in self._alike[syllable_of()(character)] if other != character]
