"""Did you mean: what is nearly what was typed, and finds something for this reader."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import sqlalchemy as sa

from teachnet.accounts.models import Person, Subject
from teachnet.db import db
from teachnet.library.asking import queries
from teachnet.library.asking.suggestions import named_like
from teachnet.library.models import MicroSkill
from teachnet.library.search import labels
from teachnet.search.analyser import fold, is_han
from teachnet.search.dictionaries import ideas, syllable_of
from teachnet.search.query import Query, QueryError, Term, parse

MOST = 3  # shown
TRIED = 6  # searched for, at most
TERMS = 3  # of the query that are looked at
LONGEST = 20  # characters; nobody mistypes a sentence into a word


def did_you_mean(
    person: Person | None, query: Query, unseen: tuple[str, ...], finds: Callable[[Query], bool]
) -> list[str]:
    """Queries with one word put right. `unseen` are the words that occur nowhere; without any, every word may be wrong.
    `finds` says whether this reader would find anything with a query."""
    wrong = [term for term in query.terms if _can_be_wrong(term, unseen)][:TERMS]
    near = [query.typed.replace(term.text, word, 1) for term in wrong for word in _near(person, fold(term.text))]
    tried = [meant for typed in list(dict.fromkeys(near))[:TRIED] if (meant := _read(typed))]
    return [meant.typed for meant in tried if finds(meant)][:MOST]


def _read(typed: str) -> Query | None:
    try:
        return parse(typed)
    except QueryError:  # the right word can be longer than the wrong one
        return None


def _can_be_wrong(term: Term, unseen: tuple[str, ...]) -> bool:
    folded = fold(term.text)
    is_word = not (term.field or term.is_negated) and 2 <= len(folded) <= LONGEST
    return is_word and (not unseen or any(unit in folded for unit in unseen))


def _near(person: Person | None, folded: str) -> list[str]:
    """The nearest first."""
    words = {*_trade(), *queries.synonyms(), *_listed(), *named_like(person, folded)}
    near = ((distance(folded, fold(word)), word) for word in words)
    return [word for away, word in sorted(near) if away]


def _trade() -> Iterator[str]:
    return (word for idea in ideas() for word in idea)


def _listed() -> Iterable[str]:
    skills = db.session.scalars(sa.select(MicroSkill.name))
    return [*skills, *(label for subject in Subject for label in labels(subject))]


def distance(typed: str, word: str) -> int:
    """How many slips away; 0 when it is too many, or the word itself.

    By sound: a slip in a word of letters or of four sounds, two in a longer one. By characters: one in three.
    What was typed in characters keeps one of them at least."""
    if typed == word or (is_han(typed) and not set(typed) & set(word)):
        return 0
    heard, said = _letters(typed), _letters(word)
    slips = edits(heard, said)
    if slips <= (0 if len(heard) < 4 else 1 if len(heard) < 8 else 2):
        return max(slips, 1)
    return 2 if len(typed) > 2 and is_han(typed) and edits(typed, word) == 1 else 0


@lru_cache(maxsize=4096)
def _letters(word: str) -> str:
    return "".join(syllable_of()(one) if is_han(one) else one for one in word if one.isalnum())


def edits(one: str, other: str) -> int:
    """Characters put in, left out, changed or swapped with their neighbour."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before, row = [], list(range(len(other) + 1))
    for at, character in enumerate(one, 1):
        above, row_above = before, row
        row = [at]
        for to, wanted in enumerate(other, 1):
            same = row_above[to - 1] + (character != wanted)
            row.append(min(row_above[to] + 1, row[to - 1] + 1, same))
            if at > 1 and to > 1 and character == other[to - 2] and one[at - 2] == wanted:
                row[to] = min(row[to], above[to - 2] + 1)
        before = row_above
    return row[-1]
