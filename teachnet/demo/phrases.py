"""The stock of lessons and of things teachers say about them; texts.py makes pages of it."""

import csv
import random
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from teachnet.accounts.words import Stage, Subject
from teachnet.demo.trade import STAGES, SUBJECTS

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Lesson:
    stage: Stage
    subject: Subject
    stage_name: str
    subject_name: str
    grade: str
    title: str
    focus: str

    @property
    def marked(self) -> str:
        """《背影》; a title that brings its own marks keeps them."""
        return self.title if "《" in self.title else f"《{self.title}》"

    @property
    def quoted_focus(self) -> str:
        return f"“{self.focus.replace('“', '‘').replace('”', '’')}”"

    @property
    def field(self) -> str:
        """小学数学; where the stage is plain from the subject, as in a kindergarten, both are said all the same."""
        return f"{self.stage_name}{self.subject_name}"


def _lessons() -> tuple[Lesson, ...]:
    with open(HERE / "lessons.csv", encoding="utf-8") as file:
        return tuple(
            Lesson(
                STAGES[row["stage"]],
                SUBJECTS[row["subject"]],
                row["stage"],
                row["subject"],
                row["grade"],
                row["lesson"],
                row["focus"],
            )
            for row in csv.DictReader(file)
        )


LESSONS = _lessons()
PHRASES: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "phrases.toml").read_text(encoding="utf-8"))
COMMON = PHRASES.pop("common")
SKILLS = tuple(PHRASES)  # the ten, by their Chinese names, in the order of the list

# What people write about is not spread evenly: questioning far more than closure.
SKILL_SHARES = {
    "导入": 14,
    "教学语言": 8,
    "讲解": 10,
    "提问": 22,
    "变化": 6,
    "强化": 12,
    "演示": 9,
    "板书": 8,
    "结束": 5,
    "课堂组织": 12,
}


class Stock:
    """Draws lessons and phrases. A few lessons are written about much more than the rest, as everywhere."""

    def __init__(self, draw: random.Random):
        self.draw = draw
        self._skill_limits = list(accumulate(SKILL_SHARES[skill] for skill in SKILLS))
        by_field = defaultdict(list)
        for lesson in draw.sample(LESSONS, len(LESSONS)):
            by_field[lesson.stage, lesson.subject].append(lesson)
            by_field[lesson.stage, None].append(lesson)
        self._lessons = {
            field: (lessons, list(accumulate(1 / (rank + 3) for rank in range(len(lessons)))))
            for field, lessons in by_field.items()
        }

    def skill(self) -> str:
        return self.draw.choices(SKILLS, cum_weights=self._skill_limits)[0]

    def lesson(self, stage: Stage, subject: Subject) -> Lesson:
        """One of this subject; a subject without lessons of its own borrows one of the stage."""
        lessons, limits = self._lessons.get((stage, subject)) or self._lessons[stage, None]
        return self.draw.choices(lessons, cum_weights=limits)[0]

    def say(self, sort: str, lesson: Lesson, skill: str) -> str:
        return self.fill(self.draw.choice(PHRASES[skill].get(sort) or COMMON[sort]), lesson, skill)

    def several(self, sort: str, count: int, lesson: Lesson, skill: str) -> list[str]:
        """Different ones, in no order."""
        stock = PHRASES[skill].get(sort) or COMMON[sort]
        return [self.fill(phrase, lesson, skill) for phrase in self.draw.sample(stock, min(count, len(stock)))]

    def fill(self, phrase: str, lesson: Lesson, skill: str) -> str:
        if "{" not in phrase:
            return phrase
        return phrase.format(
            lesson=lesson.marked,
            focus=lesson.quoted_focus,
            grade=lesson.grade,
            subject=lesson.subject_name,
            skill=skill,
            n=self.draw.randint(5, 19),
            pupil=self.draw.choice(COMMON["pupils"]),
        )
