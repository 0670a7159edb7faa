"""Questions as people write them: an option on a line, the right ones by their letters; and tables of such lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.quizzes.grading import plain
from teachnet.quizzes.models import Question, QuestionKind
from teachnet.quizzes.words import QUESTION_KINDS

MOST_OPTIONS = 10
LONGEST_STEM = 1000
LONGEST_OPTION = 200
MOST_POINTS = 20
MOST_ROWS = 1000
LETTERS = "ABCDEFGHIJ"

# What the headings may be called, and the kinds, beside our own words for them.
COLUMNS = {
    "kind": ("题型", "类型", "kind", "type"),
    "stem": ("题干", "题目", "试题", "question", "stem"),
    "answer": ("答案", "正确答案", "answer"),
    "points": ("分值", "分数", "points", "score"),
    "why": ("解析", "说明", "why", "explanation", "feedback"),
}
KINDS = {
    QuestionKind.SINGLE: ("单选", "单选题", "single", "one answer"),
    QuestionKind.MULTIPLE: ("多选", "多选题", "multiple", "several answers"),
    QuestionKind.TRUE_FALSE: ("判断", "判断题", "true/false", "true or false"),
    QuestionKind.ORDERING: ("排序", "排序题", "ordering", "put in order"),
    QuestionKind.SHORT: ("填空", "填空题", "简答", "简答题", "short", "short answer"),
}
TRUE = {"true", "对", "正确", "是", "t", "√", "1", "yes", "真"}
FALSE = {"false", "错", "错误", "否", "f", "×", "x", "0", "no", "假"}


class Unfit(Exception):  # noqa: N818 -- reads as a sentence
    """What is wrong with a question, and where."""

    def __init__(self, column: str, sentence: Any):
        super().__init__(column, sentence)
        self.column, self.sentence = column, sentence


def checked(kind: QuestionKind, *, stem: str, options: Sequence[str], answer: str, points: int, why: str) -> dict:
    """The fields of a `Question`, or `Unfit`."""
    texts = [text.strip() for text in options if text.strip()] if kind.has_options else []
    if not stem:
        raise Unfit("stem", _("Write the question."))
    if len(stem) > LONGEST_STEM:
        raise Unfit("stem", _("At most %(count)s characters.", count=LONGEST_STEM))
    if not 1 <= points <= MOST_POINTS:
        raise Unfit("points", _("From 1 to 20."))
    _check_options(kind, texts)
    return {
        "kind": kind,
        "stem": stem,
        "options": texts,
        "answer": _answer(kind, answer, texts),
        "points": points,
        "why": why[:1000],
    }


def _check_options(kind: QuestionKind, texts: list[str]) -> None:
    if not kind.has_options:
        return
    if not 2 <= len(texts) <= MOST_OPTIONS:
        raise Unfit("options", _("From two to ten lines to choose from."))
    if any(len(text) > LONGEST_OPTION for text in texts):
        raise Unfit("options", _("At most %(count)s characters.", count=LONGEST_OPTION))
    if len(set(texts)) < len(texts):
        raise Unfit("options", _("Two of the lines are the same."))


def _answer(kind: QuestionKind, text: str, options: list[str]) -> list:
    if kind is QuestionKind.ORDERING:
        return []
    if kind is QuestionKind.SHORT:
        right = [line.strip() for line in text.replace("|", "\n").splitlines() if plain(line)]
        if not right:
            raise Unfit("answer", _("Write at least one text that is right."))
        return right
    if kind is QuestionKind.TRUE_FALSE:
        word = text.strip().lower()
        if word not in TRUE | FALSE:
            raise Unfit("answer", _("Write true or false."))
        return [int(word in TRUE)]
    letters = {letter for letter in text.upper() if letter not in " ,，、;；/\n\r"}
    if not letters or not letters <= set(LETTERS[: len(options)]):
        raise Unfit("answer", _("Write the letters of the right lines, like B or ACD."))
    if kind is QuestionKind.SINGLE and len(letters) > 1:
        raise Unfit("answer", _("Only one of the lines can be right here."))
    return sorted(LETTERS.index(letter) for letter in letters)


def lines_of(question: Question) -> dict:
    """A question as its form shows it."""
    return {
        "kind": question.kind.value,
        "stem": question.stem,
        "options": "\n".join(question.options),
        "answer": answer_text(question),
        "points": question.points,
        "why": question.why,
    }


def answer_text(question: Question) -> str:
    match question.kind:
        case QuestionKind.SHORT:
            return "\n".join(question.answer)
        case QuestionKind.TRUE_FALSE:
            return str(_("true")) if question.answer == [1] else str(_("false"))
        case QuestionKind.ORDERING:
            return ""
    return "".join(LETTERS[place] for place in question.answer)


def questions_in(rows: Sequence[Sequence[str]]) -> tuple[list[dict], list[tuple[int, Any]]]:
    """(fields of the questions, (line, what is wrong with it)). The first line that names a question is the heading."""
    for number, row in enumerate(rows):
        heads = _heads(row)
        if {"stem", "answer"} <= heads.keys():
            return _read(rows, number, heads)
    return [], [(1, _l("There is no line of headings with the question and its answer."))]


def _heads(row: Sequence[str]) -> dict[str, list[int]]:
    """Which columns hold what; the options are those headed by a letter."""
    found: dict[str, list[int]] = {}
    for place, text in enumerate(row):
        word = text.strip().lower()
        name = next((name for name, known in COLUMNS.items() if word in known), None)
        if name is None and word.removeprefix("选项").removeprefix("option").strip().upper() in tuple(LETTERS):
            name = "options"
        if name:
            found.setdefault(name, []).append(place)
    return found


def _read(
    rows: Sequence[Sequence[str]], top: int, heads: dict[str, list[int]]
) -> tuple[list[dict], list[tuple[int, Any]]]:
    found, wrong = [], []
    for number, row in _filled(rows, top):
        if len(found) + len(wrong) >= MOST_ROWS:
            wrong.append((number, _("At most %(count)s questions at once.", count=MOST_ROWS)))
            break
        try:
            found.append(_question(row, heads))
        except Unfit as unfit:
            wrong.append((number, unfit.sentence))
    if not found and not wrong:
        wrong.append((top + 2, _("There is no question under the headings.")))
    return found, wrong


def _filled(rows: Sequence[Sequence[str]], top: int) -> Iterator[tuple[int, Sequence[str]]]:
    """(line as a spreadsheet counts, cells) of what is not empty."""
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        if any(cell.strip() for cell in row):
            yield number, row


def _question(row: Sequence[str], heads: dict[str, list[int]]) -> dict:
    def cell(name: str) -> str:
        places = heads.get(name, [])
        return row[places[0]].strip() if places and places[0] < len(row) else ""

    options = [row[place] for place in heads.get("options", []) if place < len(row)]
    points = cell("points") or "1"
    if not points.removesuffix(".0").isdecimal():
        raise Unfit("points", _("From 1 to 20."))
    kind = _kind(cell("kind"), [text for text in options if text.strip()], cell("answer"))
    asked = {"stem": cell("stem"), "options": options, "answer": cell("answer"), "why": cell("why")}
    return checked(kind, points=int(points.removesuffix(".0")[:4]), **asked)


def _kind(word: str, options: list[str], answer: str) -> QuestionKind:
    """As it is called; without a word, as its options and answer look."""
    if word:
        for kind, known in KINDS.items():
            if word.lower() in known or word == str(QUESTION_KINDS[kind]):
                return kind
        raise Unfit("kind", _("“%(word)s” is no kind of question we know.", word=word[:20]))
    if options:
        return QuestionKind.MULTIPLE if len(plain(answer)) > 1 else QuestionKind.SINGLE
    return QuestionKind.TRUE_FALSE if answer.strip().lower() in TRUE | FALSE else QuestionKind.SHORT
