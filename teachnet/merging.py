"""Two people change the same paragraph at once: whoever saves second keeps the first one's words.

A pure function over three texts. What is compared are sentences, not characters: two changes of one sentence, put
together by characters, would be a sentence nobody wrote.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from teachnet.differing import stretches

SENTENCE = re.compile(r".*?(?:[。！？；!?;\n]+|\.\s+|$)", re.DOTALL)


class Change(NamedTuple):
    """Sentences `first` up to `end` of what both began from became `text`."""

    first: int
    end: int
    text: str


def sentences(text: str) -> list[str]:
    """Put together they are the text."""
    return [found for found in SENTENCE.findall(text) if found]


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of `base` in one text; None where they meet, so that a person has to decide."""
    before = sentences(base)
    changes = sorted({*_changes(before, mine), *_changes(before, theirs)})
    if any(_meet(one, other) for one, other in pairwise(changes)):
        return None
    after, done = [], 0
    for change in changes:
        after += [*before[done : change.first], change.text]
        done = change.end
    return "".join([*after, *before[done:]])


def _changes(before: list[str], text: str) -> list[Change]:
    after = sentences(text)
    changed = (one for one in stretches(before, after) if not one.has_stayed)
    return [Change(one.first, one.end, "".join(after[one.new_first : one.new_end])) for one in changed]


def _meet(one: Change, other: Change) -> bool:
    """Of two in their order: they touch the same sentence, or begin at one place and nobody knows which is first."""
    return other.first < one.end or other.first == one.first
