"""How Chinese text is taken apart. Documents and queries go through the same functions, for every engine.

Three views of one text: *words* carry the meaning and the ranking; *grams*, the pairs of neighbouring characters, find
names and words no dictionary knows; *sounds*, the pairs again as pinyin, forgive a character typed for its homophone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from teachnet.search.dictionaries import segmenter, simplified, stop, syllable_of, syllables
from teachnet.search.engine import Document

LONGEST_TOKEN = 40
# What one occurrence counts, by where it stands.
WEIGHTS = {"title": 5, "tags": 3, "summary": 2, "body": 1, "names": 1}
LONGEST_JOINED = 6  # dictionary words in one of an editor's
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_run = re.compile(f"[{HAN}]+")
_latin = re.compile(r"[^\W_]+")
_meaning = re.compile(r"[^\W_]")
# A PDF breaks its lines in the middle of words; pinyin is written ti'wen.
_unseen = re.compile(rf"(?<=[{HAN}])\s*\n\s*(?=[{HAN}])|(?<=[a-z])['’](?=[a-z])|[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True)
class Bags:
    """What an engine keeps of one document: terms and how often they occur."""

    words: Counter[str] = field(default_factory=Counter)
    grams: Counter[str] = field(default_factory=Counter)
    sounds: Counter[str] = field(default_factory=Counter)
    names: frozenset[str] = frozenset()


def fold(text: str) -> str:
    """One spelling for everything that reads the same: width, case, traditional forms, invisible characters."""
    return _unseen.sub("", unicodedata.normalize("NFKC", text).lower()).translate(simplified())


def words(folded: str) -> list[str]:
    """Words and the shorter words inside them, as they occur."""
    return [word[:LONGEST_TOKEN] for word in segmenter().cut_for_search(folded, hmm=False) if _meaning.search(word)]


def units(folded: str) -> list[str]:
    """The words of a query, none overlapping."""
    cut = segmenter().cut(folded, hmm=False)
    return meaningful(word[:LONGEST_TOKEN] for word in cut if _meaning.search(word))


def grams(folded: str) -> list[str]:
    return [run[at : at + 2] for run in _run.findall(folded) for at in range(len(run) - 1)]


@lru_cache(maxsize=1 << 17)  # a language has some tens of thousands of pairs, and every document asks again
def sound(gram: str) -> str:
    """提问 → ti'wen."""
    syllable = syllable_of()
    return f"{syllable(gram[0])}'{syllable(gram[1])}"


def typed_sounds(word: str) -> list[str]:
    """tiwen → [ti'wen]; nothing when the letters are no pinyin of two syllables or more."""
    taken = _syllables(word) if word.isascii() and word.isalpha() else []
    return [f"{first}'{second}" for first, second in zip(taken, taken[1:], strict=False)]


def _syllables(letters: str) -> list[str]:
    """The fewest, but none that begins with a vowel inside the word: wei ji neng, not wei jin eng."""
    best: list[list[str] | None] = [[]]  # for each length of the beginning
    for end in range(1, len(letters) + 1):
        ways = [
            [*way, letters[start:end]]
            for start in range(max(0, end - 6), end)
            if (way := best[start]) is not None and letters[start:end] in syllables()
        ]
        best.append(min(ways, key=lambda way: (sum(one[0] in "aeo" for one in way[1:]), len(way)), default=None))
    return best[-1] or []


def meaningful(found: Iterable[str]) -> list[str]:
    """Without stop words, unless there is nothing else; each once."""
    once = list(dict.fromkeys(found))
    return [word for word in once if word not in stop()] or once


def joined(found: list[str], known: Collection[str]) -> list[str]:
    """Neighbours that together are a known word are that word: an editor's word may be new to the dictionary."""
    at, whole = 0, []
    while at < len(found):
        ends = range(min(len(found), at + LONGEST_JOINED), at + 1, -1)
        end = next((end for end in ends if "".join(found[at:end]) in known), at + 1)
        whole.append("".join(found[at:end]))
        at = end
    return whole


def is_han(text: str) -> bool:
    return bool(_run.fullmatch(text))


def name_keys(label: str, text: str) -> list[str]:
    """The terms that must all be there for a name to hold what was typed: 作者:王, 学校:实验小学, 作者:wf."""
    folded = fold(text)
    keys = [key for run in _run.findall(folded) for key in (grams(run) or [run])]
    keys += [key[:LONGEST_TOKEN] for key in _latin.findall(_run.sub(" ", folded))]
    return [f"{label}:{key}" for key in keys]


def take_apart(document: Document) -> Bags:
    bags = Bags(names=frozenset(_names(document.names)) | frozenset(_aloud(document)))
    for place, found, pairs in parts_of(document):
        _count(bags.words, found, WEIGHTS[place])
        _count(bags.grams, pairs, WEIGHTS[place])
    for gram, often in bags.grams.items():
        bags.sounds[sound(gram)] += often
    return bags


def parts_of(document: Document) -> Iterable[tuple[str, list[str], list[str]]]:
    """Where, the words there, the pairs of characters there."""
    for place in ("title", "summary", "body"):
        yield place, *_parts(getattr(document, place))
    for tag in document.tags:
        yield "tags", *_known_parts(tag)
    for name in (name for group in document.names.values() for name in group):
        yield "names", *_known_parts(name)


def words_at_the_top(document: Document) -> frozenset[str]:
    """Those of the title and of what the trade calls it."""
    return frozenset(
        word for place, found, _pairs in parts_of(document) if place in ("title", "tags") for word in found
    )


def _parts(text: str) -> tuple[list[str], list[str]]:
    folded = fold(text)
    return words(folded), grams(folded)


# A library says the same forty subjects and six hundred schools in each of its documents.
_known_parts = lru_cache(maxsize=1 << 14)(_parts)


def _count(bag: Counter[str], terms: Iterable[str], weight: int) -> None:
    for term, often in Counter(terms).items():
        bag[term] += often * weight


def _names(names: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    for label, group in names.items():
        for name in group:
            yield from (f"{label}:{character}" for character in fold(name) if is_han(character))
            yield from name_keys(label, name)
            yield from (f"{label}:{key}" for key in read_aloud(name))


def _aloud(document: Document) -> Iterable[str]:
    """What can be typed in Latin letters without naming a field."""
    for text in (*document.tags, *(name for group in document.names.values() for name in group)):
        yield from (f":{key}" for key in read_aloud(text))
    yield from (f":{fold(key).replace(' ', '')}" for key in document.aloud)


@lru_cache(maxsize=1 << 14)
def read_aloud(name: str) -> tuple[str, ...]:
    """提问 → (tiwen, tw)."""
    read = [syllable_of()(character) for character in "".join(_run.findall(fold(name)))]
    if len(read) < 2:
        return ()
    return "".join(read)[:LONGEST_TOKEN], "".join(syllable[0] for syllable in read)
