"""Whose words are these? A text as runs, from its first character to its last: who wrote how many in a row.

Pure functions. What stays when a text is changed stays whose it was; what comes is of whoever changed it. Sentences are
compared first, and words only within those that changed: in Chinese two texts of different people share most letters,
and a 的 that happens to stand at the same place was written by whoever wrote its sentence.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import rjieba

from teachnet.differing import stretches
from teachnet.merging import sentences

SHORTEST = 3  # characters in a row that stayed

Run = Sequence[int]  # (id of a person, characters)
Span = tuple[int, int]


def length_of(runs: Iterable[Run]) -> int:
    return sum(characters for _who, characters in runs)


def rewritten(runs: Sequence[Run], before: str, after: str, who: int) -> list[Run]:
    """The runs of `after`, which `who` made of `before`."""
    found: list[Run] = []
    for kept, was, became in _compared(sentences(before), sentences(after)):
        of_before = cut_out(runs, *was)
        if kept:
            found += of_before
        else:
            found += _within(of_before, before[slice(*was)], after[slice(*became)], who)
    return joined(found)


def _within(runs: Sequence[Run], before: str, after: str, who: int) -> list[Run]:
    """Of sentences that changed. A few letters that both have are no words of whoever wrote before."""
    found: list[Run] = []
    for kept, was, (first, end) in _compared(rjieba.cut(before), rjieba.cut(after)):
        if kept and end - first >= SHORTEST:
            found += cut_out(runs, *was)
        elif end > first:
            found.append((who, end - first))
    return found


def _compared(was: Sequence[str], became: Sequence[str]) -> Iterator[tuple[bool, Span, Span]]:
    """(has it stayed, from where to where before, and after): spans of characters, in order."""
    old, new = _starts(was), _starts(became)
    for one in stretches(was, became):
        yield one.has_stayed, (old[one.first], old[one.end]), (new[one.new_first], new[one.new_end])


def cut_out(runs: Iterable[Run], start: int, end: int) -> list[Run]:
    """The runs of the characters from `start` up to `end`."""
    found, at = [], 0
    for who, characters in runs:
        inside = min(end, at + characters) - max(start, at)
        if inside > 0:
            found.append((who, inside))
        at += characters
    return found


def joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of the same person as one."""
    found: list[list[int]] = []
    for who, characters in runs:
        if found and found[-1][0] == who:
            found[-1][1] += characters
        else:
            found.append([who, characters])
    return [tuple(run) for run in found]


def passages(runs: Iterable[Run], text: str) -> list[tuple[int, str]]:
    """(whose, what), in the order of the text."""
    found, at = [], 0
    for who, characters in runs:
        found.append((who, text[at : at + characters]))
        at += characters
    return found


def shares(texts: Iterable[Sequence[Run]]) -> Counter[int]:
    """Characters by person; together they are as long as the texts."""
    written: Counter[int] = Counter()
    for runs in texts:
        for who, characters in runs:
            written[who] += characters
    return written


def _starts(words: Sequence[str]) -> list[int]:
    """Where each word begins, and after the last one where the text ends."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts
