"""The passage that shows why something was found, with the words marked: made from the raw text, escaped.

Marks are folded (simplified, lower case, one width); the text is not. So every character of a chosen passage is folded
on its own, and remembers where it stands.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from teachnet.search import analyser
from teachnet.search.engine import Found

PASSAGE = 90  # characters
LEAD = 30  # of them before the first mark, back to where its sentence begins
LOOKED_THROUGH = 20_000  # of one text; what stands behind that is found, but not shown

_blanks = re.compile(r"\s+")
_ends = re.compile(r"[。！？；!?;：:]")

Span = tuple[int, int]


class Marker:
    """Marks in texts what one search has found."""

    def __init__(self, found: Found):
        self._marks = _any_of(found.marks)
        self._sounds = frozenset(found.sounds)

    def title(self, text: str) -> Markup:
        return _marked(text, self._spans(text))

    def passage(self, *texts: str) -> Markup:
        """Of several texts, the first place to hold most of the words; the beginning of the first if none does."""
        best, most = (next((text for text in texts if text.strip()), "")[: 2 * PASSAGE], 0, []), 0
        for text in texts:
            looked_through = text[:LOOKED_THROUGH]
            spans = self._spans(looked_through)
            for at, weight in _weights(looked_through, spans):
                if weight > most:
                    best, most = (looked_through, at, spans), weight
        return _cut(*best)

    def _spans(self, text: str) -> list[Span]:
        folded, places = _folded(text)
        spans = [match.span() for match in self._marks.finditer(folded)] if self._marks else []
        if self._sounds:
            pairs = ((at, folded[at : at + 2]) for at in range(len(folded) - 1))
            spans += [
                (at, at + 2) for at, pair in pairs if analyser.is_han(pair) and analyser.sound(pair) in self._sounds
            ]
        return _joined((places[first], places[last - 1] + 1) for first, last in spans)


def _weights(text: str, spans: list[Span]) -> Iterable[tuple[int, int]]:
    """For the passage that begins with each span: which span, and how many characters of different words it holds."""
    for at, (start, _) in enumerate(spans):
        held = set()
        for first, last in spans[at:]:
            if last > start + PASSAGE - LEAD:
                break
            held.add(text[first:last])
        yield at, sum(map(len, held))


def _cut(text: str, at: int, spans: list[Span]) -> Markup:
    lead = text[max(0, spans[at][0] - LEAD) : spans[at][0]] if spans else ""
    ends = [match.end() for match in _ends.finditer(lead)]
    start = spans[at][0] - len(lead) + (ends[-1] if ends else 0) if spans else 0
    end = min(len(text), start + PASSAGE)
    inside = [(first - start, last - start) for first, last in spans if start <= first and last <= end]
    passage = Markup(_blanks.sub(" ", _marked(text[start:end], inside).strip()))  # noqa: S704 -- blanks for blanks
    return Markup("{}{}{}").format("…" if start else "", passage, "…" if end < len(text) else "")


def _any_of(marks: Iterable[str]) -> re.Pattern[str] | None:
    """A single character is marked only if nothing longer was asked for: 的 would be everywhere."""
    useful = [mark for mark in marks if len(mark) > 1] or list(marks)
    words = [
        rf"(?<![a-z0-9]){re.escape(mark)}(?![a-z0-9])" if mark.isascii() else re.escape(mark)
        for mark in sorted(useful, key=len, reverse=True)
        if mark
    ]
    return re.compile("|".join(words)) if words else None


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in the raw text that it came from."""
    parts = list(map(_folded_character, text))
    if set(map(len, parts)) <= {1}:
        return "".join(parts), range(len(parts))
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=8192)
def _folded_character(character: str) -> str:
    return analyser.fold(character)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> Markup:
    parts, done = [], 0
    for first, last in spans:
        parts += [escape(text[done:first]), Markup("<mark>{}</mark>").format(text[first:last])]
        done = last
    return Markup("").join([*parts, escape(text[done:])])
