"""Drawing questions and saying what an answer is worth. Knows no database."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from teachnet.quizzes.words import TRUTHS, QuestionKind

HUNDREDTHS = 100  # of a point
SPACES_AND_STOPS = dict.fromkeys(map(ord, " \t\u3000。．.，,、；;：:！!？?“”\"'‘’《》()（）-—"))


class Asked(Protocol):
    id: int
    kind: QuestionKind
    stem: str
    options: list
    answer: list
    points: int
    why: str


@dataclass
class Drawn:
    """A question as one learner sees it: its options are mixed, and `answer` names their new places. For an ordering it
    is the right row of places."""

    question: int
    kind: str
    stem: str
    options: list[str] = field(default_factory=list)
    answer: list = field(default_factory=list)
    points: int = 1
    why: str = ""

    def told(self, answer: list) -> str:
        """An answer in words."""
        match self.kind:
            case QuestionKind.SHORT:
                return " / ".join(answer)
            case QuestionKind.TRUE_FALSE:
                return ", ".join(str(TRUTHS[one]) for one in answer)
        return (" → " if self.kind == QuestionKind.ORDERING else "; ").join(self.options[place] for place in answer)


def draw(pool: Sequence[Asked], count: int, chance: Random) -> list[Drawn]:
    return [_mixed(question, chance) for question in chance.sample(list(pool), min(count, len(pool)))]


def _mixed(question: Asked, chance: Random) -> Drawn:
    drawn = Drawn(question.id, question.kind.value, question.stem, [], question.answer, question.points, question.why)
    if not question.kind.has_options:
        return drawn
    count = len(question.options)
    mixed = chance.sample(range(count), count)  # which one stands at each place now
    wanted = range(count) if question.kind is QuestionKind.ORDERING else question.answer
    drawn.options = [question.options[old] for old in mixed]
    drawn.answer = [mixed.index(old) for old in wanted]
    if question.kind is QuestionKind.MULTIPLE:
        drawn.answer.sort()
    return drawn


def worth(question: Drawn, given: list[Any]) -> int:
    """In hundredths of points. Of several answers, half when all that were given are right and some are missing."""
    whole = question.points * HUNDREDTHS
    if not given:
        return 0
    if question.kind == QuestionKind.SHORT:
        return whole if plain(str(given[0])) in {plain(text) for text in question.answer} else 0
    if question.kind == QuestionKind.MULTIPLE:
        chosen, right = set(given), set(question.answer)
        return whole if chosen == right else whole // 2 if chosen < right else 0
    return whole if given == question.answer else 0


def plain(text: str) -> str:
    """Full or half width, upper or lower case, with or without blanks and stops: the same answer."""
    return unicodedata.normalize("NFKC", text).casefold().translate(SPACES_AND_STOPS)
