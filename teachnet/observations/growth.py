"""How a teacher's lessons went through a term, as colleagues saw them: levels by lesson, and who was active."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from teachnet.observations.models import LEVELS, MarkKind, ObservationSheet, ObservedLesson, RubricLine
from teachnet.observations.tally import tally_of

WIDTH, HEIGHT = 300, 60  # of a picture, in its own units


@dataclass(frozen=True)
class Point:
    lesson: ObservedLesson
    value: float  # a mean level; a share of the time in per cent
    x: float
    y: float


@dataclass(frozen=True)
class Growth:
    """`levels`: a line of the rubric with its points, in the order of the lessons. `pupils`: the share of the lesson in
    which pupils talked or worked."""

    lessons: Sequence[ObservedLesson]
    levels: Sequence[tuple[RubricLine, Sequence[Point]]]
    pupils: Sequence[Point]


def growth_from(rated: Iterable[sa.Row], sheets: Iterable[ObservationSheet]) -> Growth:
    """`rated` as `queries.growth_of` has it, `sheets` as `queries.taught_in`; both by the day of the lesson."""
    rated, shares = list(rated), list(_shares(sheets))
    lessons = {lesson.id: lesson for lesson, *_rest in [*rated, *shares]}
    ordered = sorted(lessons.values(), key=lambda lesson: (lesson.starts_at, lesson.id))
    place = {lesson.id: number for number, lesson in enumerate(ordered)}
    lines = {line.id: line for _lesson, line, *_rest in rated}
    levels = [
        (line, [_level(lesson, mean, place) for lesson, of, mean in rated if of.id == number])
        for number, line in sorted(lines.items())
    ]
    return Growth(ordered, levels, [_share(lesson, share, place) for lesson, share in shares])


def _shares(sheets: Iterable[ObservationSheet]) -> Iterable[tuple[ObservedLesson, float]]:
    """Of several observers, their mean."""
    by_lesson: dict[int, list[float]] = {}
    lessons = {}
    for sheet in sheets:
        tally = tally_of(sheet)
        if tally.watched_ms:
            lessons[sheet.lesson_id] = sheet.lesson
            active = tally.watched_ms - tally.lengths[MarkKind.TEACHER] - tally.lengths[MarkKind.OTHER]
            by_lesson.setdefault(sheet.lesson_id, []).append(100 * active / tally.watched_ms)
    return [(lessons[number], sum(shares) / len(shares)) for number, shares in by_lesson.items()]


def _level(lesson: ObservedLesson, mean: float, place: dict[int, int]) -> Point:
    above = (float(mean) - LEVELS[0]) / (LEVELS[-1] - LEVELS[0])
    return Point(lesson, float(mean), _x(lesson, place), round(HEIGHT * (1 - above), 1))


def _share(lesson: ObservedLesson, share: float, place: dict[int, int]) -> Point:
    return Point(lesson, share, _x(lesson, place), round(HEIGHT * (1 - share / 100), 1))


def _x(lesson: ObservedLesson, place: dict[int, int]) -> float:
    last = len(place) - 1
    return round(WIDTH * place[lesson.id] / last, 1) if last else WIDTH / 2
