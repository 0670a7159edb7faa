"""The big tables behind Chinese search, read when first asked for: together they take 100 MB and half a second,
which a command that never searches should not pay."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

TRADE = Path(__file__).with_name("trade.txt")
STOP = Path(__file__).with_name("stop.txt")


@cache
def ideas() -> tuple[tuple[str, ...], ...]:
    """The lines of trade.txt: words that mean the same."""
    return tuple(tuple(line.split()) for line in _lines(TRADE))


@cache
def stop() -> frozenset[str]:
    return frozenset(word for line in _lines(STOP) for word in line.split())


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@cache
def others() -> dict[str, tuple[str, ...]]:
    """What else an idea is called: 微技能 → (微格教学, 教学技能)."""
    return {word: tuple(other for other in idea if other != word) for idea in ideas() for word in idea}


@cache
def segmenter():
    rjieba = import_module("rjieba")
    for idea in ideas():
        for word in idea:
            rjieba.add_word(word, None, None)
    return rjieba


@cache
def simplified() -> dict[int, str]:
    """Traditional to simplified, one character for one, so that a place in the folded text is a place in the raw.

    OpenCC's own converter also knows phrases (乾隆 keeps its 乾). Both sides of the search are folded alike, so
    nothing is lost without them."""
    table = Path(str(import_module("opencc").__file__)).with_name("dictionary") / "TSCharacters.txt"
    pairs = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    return {ord(pair[0]): pair[1].split()[0] for pair in pairs if len(pair[0]) == 1}


@cache
def syllable_of() -> Callable[[str], str]:
    """The commonest reading of one character, without its tone; the character itself where there is none."""
    lazy_pinyin = import_module("pypinyin").lazy_pinyin
    return cache(lambda character: lazy_pinyin(character)[0])


@cache
def syllables() -> frozenset[str]:
    """The syllables of Mandarin, to take `tiwen` apart: those of the 3,755 common characters of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(syllable_of()(code.decode("gb2312")) for code in codes if code < b"\xd7\xfa")


def load() -> None:
    """All that taking a document apart needs: a worker that starts does this before anybody waits for it."""
    for dictionary in (segmenter, simplified, stop):
        dictionary()
    syllable_of()("字")


@cache
def edition() -> str:
    """Changes whenever the same text would be taken apart differently: an index of another edition is rebuilt."""
    parts = [TRADE.read_bytes(), STOP.read_bytes()]
    parts += [version(name).encode() for name in ("rjieba", "opencc-python-reimplemented", "pypinyin")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
